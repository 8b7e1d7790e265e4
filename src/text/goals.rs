//! Conditions in words: a fallback, since goals and events bring their own texts.

use super::{Speaker, Value, keys};
use crate::level::condition::Condition;
use crate::level::shape::Meter;
use crate::level::units::{Money, Rate};

impl Speaker {
    /// A condition in words.
    #[must_use]
    pub fn condition(&self, condition: &Condition) -> String {
        self.capitalised(self.test(condition))
    }

    fn test(&self, condition: &Condition) -> String {
        let say = |key: &str, args: &[(&str, Value<'_>)]| self.say(key, args);
        match condition {
            Condition::Always => say("condition-Always", &[]),
            Condition::All(parts) => self.tests("condition-and", parts),
            Condition::Any(parts) => match parts.as_slice() {
                [only] => self.test(only),
                _ => say(
                    "condition-Any",
                    &[("list", (&self.tests("condition-or", parts)).into())],
                ),
            },
            Condition::Not(inner) => match **inner {
                Condition::PriceAtLeast {
                    country,
                    use_,
                    good,
                    multiple,
                } => say(
                    "condition-PriceBelow",
                    &[
                        ("country", country.into()),
                        ("use", (&self.use_(use_)).into()),
                        ("good", good.into()),
                        ("multiple", multiple.into()),
                    ],
                ),
                ref inner => say("condition-Not", &[("inner", (&self.test(inner)).into())]),
            },
            Condition::PriceAtLeast {
                country,
                use_,
                good,
                multiple,
            } => say(
                "condition-PriceAtLeast",
                &[
                    ("country", (*country).into()),
                    ("use", (&self.use_(*use_)).into()),
                    ("good", (*good).into()),
                    ("multiple", (*multiple).into()),
                ],
            ),
            Condition::FillAtLeast {
                country,
                use_,
                good,
                share,
            } => say(
                "condition-FillAtLeast",
                &[
                    ("country", (*country).into()),
                    ("use", (&self.use_(*use_)).into()),
                    ("good", (*good).into()),
                    ("share", (*share).into()),
                ],
            ),
            Condition::ShareAtLeast { country, good, share } => say(
                "condition-ShareAtLeast",
                &[
                    ("country", (*country).into()),
                    ("good", (*good).into()),
                    ("share", (*share).into()),
                ],
            ),
            Condition::TariffAtMost {
                importer,
                exporter,
                good,
                rate,
            } => say(
                "condition-TariffAtMost",
                &[
                    ("importer", (*importer).into()),
                    ("exporter", (*exporter).into()),
                    ("good", (*good).into()),
                    ("rate", (*rate).into()),
                ],
            ),
            Condition::Relaxed {
                exporter,
                destination,
                good,
            } => say(
                "condition-Relaxed",
                &[
                    ("exporter", (*exporter).into()),
                    ("destination", (*destination).into()),
                    ("good", (*good).into()),
                ],
            ),
            Condition::Signed { seat, with: None, kind } => say(
                "condition-Signed",
                &[("seat", (*seat).into()), ("kind", (*kind).into())],
            ),
            Condition::Signed {
                seat,
                with: Some(with),
                kind,
            } => say(
                "condition-Signed-with",
                &[
                    ("seat", (*seat).into()),
                    ("with", (*with).into()),
                    ("kind", (*kind).into()),
                ],
            ),
            Condition::KeptFaith { seat } => say("condition-KeptFaith", &[("seat", (*seat).into())]),
            Condition::Started { project } => say("condition-Started", &[("project", (*project).into())]),
            Condition::Paid { project, amount } => say(
                "condition-Paid",
                &[("project", (*project).into()), ("amount", (*amount).into())],
            ),
            Condition::Permitted { project } => say("condition-Permitted", &[("project", (*project).into())]),
            Condition::Running { project } => say("condition-Running", &[("project", (*project).into())]),
            Condition::TreasuryAtLeast { seat, amount } => say(
                "condition-TreasuryAtLeast",
                &[("seat", (*seat).into()), ("amount", (*amount).into())],
            ),
            Condition::ApprovalAtLeast { seat, approval } => say(
                "condition-ApprovalAtLeast",
                &[("seat", (*seat).into()), ("approval", (*approval).into())],
            ),
            Condition::MeterAtLeast { club, meter, value } => {
                let name = self.club(*club);
                let value: Value<'_> = match meter {
                    Meter::Announced | Meter::Paid => Money(*value).into(),
                    Meter::Capable | Meter::Buying => Rate(i32::try_from(*value).unwrap_or(i32::MAX)).into(),
                };
                say(
                    keys::meter_at_least(meter),
                    &[("club", (&name).into()), ("value", value)],
                )
            }
            Condition::ChangedItsMind { seat, times } => say(
                "condition-ChangedItsMind",
                &[("seat", (*seat).into()), ("times", i64::from(*times).into())],
            ),
            Condition::CoverAtLeast { country, good, months } => say(
                "condition-CoverAtLeast",
                &[
                    ("country", (*country).into()),
                    ("good", (*good).into()),
                    ("months", (*months).into()),
                ],
            ),
        }
    }

    fn tests(&self, joint: &str, parts: &[Condition]) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.test(part)).collect();
        self.chain(joint, &parts)
    }
}
