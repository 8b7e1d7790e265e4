//! The form of one clause: its kind, who gives to whom, and how much; and the clause it makes.

use super::order_form::percent;
use crate::client::scene::Scene;
use crate::level::Level;
use crate::level::clause::{Clause, ClauseKind, Finance, Instalment, Milestone, OfftakePrice, Relief, ReliefUse};
use crate::level::ids::{FacilityId, GoodId, ProjectId, SeatId, TopicId};
use crate::level::units::{Mass, Money, Months, Price};

/// Kinds in the order of the menu: what a level has no use for is left out.
#[must_use]
pub fn kinds(level: &Level) -> Vec<ClauseKind> {
    let mut kinds = vec![
        ClauseKind::TariffCeiling,
        ClauseKind::ControlRelief,
        ClauseKind::Offtake,
        ClauseKind::Investment,
        ClauseKind::LoanAid,
        ClauseKind::Equity,
        ClauseKind::Exclusivity,
    ];
    if !level.mechanisms.know_how.behind.is_empty() {
        kinds.push(ClauseKind::TechnologyTransfer);
    }
    if !level.mechanisms.protection.conflicts.is_empty() {
        kinds.push(ClauseKind::SecurityGuarantee);
    }
    if level
        .mechanisms
        .protection
        .conflicts
        .iter()
        .any(|c| !c.brokers.is_empty())
    {
        kinds.push(ClauseKind::Peace);
    }
    kinds.push(ClauseKind::Memorandum);
    kinds
}

/// How money from treasury to treasury is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Terms {
    Aid,
    Loan,
    DebtSwap,
}

/// What is filled in. Numbers are in the units of the screen: per cent, tonnes, USD/kg, million USD, months.
#[derive(Clone, Debug)]
pub struct ClauseForm {
    pub(super) kind: ClauseKind,
    pub(super) giver: SeatId,
    pub(super) receiver: SeatId,
    pub(super) good: GoodId,
    pub(super) mineral: GoodId,
    pub(super) max: f64,
    pub(super) general: bool,
    pub(super) civil: bool,
    pub(super) tonnes: f64,
    pub(super) fixed: bool,
    pub(super) price: f64,
    pub(super) project: ProjectId,
    pub(super) announced: f64,
    pub(super) instalments: Vec<Instalment>,
    pub(super) amount: f64,
    pub(super) terms: Terms,
    pub(super) facility: FacilityId,
    pub(super) share: f64,
    pub(super) months: f64,
    pub(super) rate: f64,
    pub(super) topic: TopicId,
}

impl ClauseForm {
    /// A form for promises from one seat to another.
    #[must_use]
    pub fn new(scene: &Scene, giver: SeatId, receiver: SeatId) -> Self {
        let level = scene.known.level();
        let mineral = level
            .seats
            .get(receiver.index())
            .map_or(GoodId(0), |s| s.security.scarce);
        Self {
            kind: ClauseKind::TariffCeiling,
            giver,
            receiver,
            good: level.goods_market.good,
            mineral,
            max: 10.0,
            general: true,
            civil: false,
            tonnes: 10.0,
            fixed: false,
            price: level.goods.get(mineral.index()).map_or(10.0, |g| g.price.round()),
            project: ProjectId(0),
            announced: 100.0,
            instalments: vec![
                instalment(0, 50.0, Milestone::None),
                instalment(6, 50.0, Milestone::None),
            ],
            amount: 50.0,
            terms: Terms::Aid,
            facility: FacilityId(0),
            share: 25.0,
            months: 12.0,
            rate: 3.0,
            topic: TopicId(0),
        }
    }

    /// Fills it with a clause, to be changed.
    pub fn load(&mut self, clause: &Clause) {
        self.kind = clause.kind();
        if let Some((giver, receiver)) = clause.sides() {
            (self.giver, self.receiver) = (giver, receiver);
        }
        match clause {
            Clause::TariffCeiling { good, max, .. } => (self.good, self.max) = (*good, max.fraction() * 100.0),
            Clause::ControlRelief { good, relief, use_, .. } => {
                (self.mineral, self.civil) = (*good, *use_ == ReliefUse::Civil);
                self.general = *relief == Relief::General;
                if let Relief::Tonnes { per_month } = relief {
                    self.tonnes = per_month.tonnes();
                }
            }
            Clause::Offtake {
                good, per_month, price, ..
            } => {
                (self.mineral, self.tonnes) = (*good, per_month.tonnes());
                let (OfftakePrice::Fixed(usd) | OfftakePrice::Market { floor: usd }) = price;
                (self.fixed, self.price) = (matches!(price, OfftakePrice::Fixed(_)), usd.usd());
            }
            Clause::Investment {
                project,
                announced,
                instalments,
                ..
            } => {
                (self.project, self.announced) = (*project, announced.million());
                self.instalments.clone_from(instalments);
            }
            Clause::LoanAid { amount, finance, .. } => {
                self.amount = amount.million();
                self.terms = match finance {
                    Finance::Aid => Terms::Aid,
                    Finance::Loan { months, rate } => {
                        (self.months, self.rate) = (f64::from(months.0), rate.fraction() * 100.0);
                        Terms::Loan
                    }
                    Finance::DebtSwap { months } => {
                        self.months = f64::from(months.0);
                        Terms::DebtSwap
                    }
                };
            }
            Clause::Equity {
                facility, share, price, ..
            } => {
                (self.facility, self.share) = (*facility, share.fraction() * 100.0);
                self.amount = price.million();
            }
            Clause::TechnologyTransfer { good, .. } | Clause::Exclusivity { good, .. } => self.mineral = *good,
            Clause::SecurityGuarantee { .. } | Clause::Peace { .. } => {}
            Clause::Memorandum { topic } => self.topic = *topic,
        }
    }

    /// The clause it makes.
    #[must_use]
    pub fn clause(&self) -> Clause {
        let (giver, receiver) = (self.giver, self.receiver);
        match self.kind {
            ClauseKind::TariffCeiling => Clause::TariffCeiling {
                giver,
                receiver,
                good: self.good,
                max: percent(self.max),
            },
            ClauseKind::ControlRelief => Clause::ControlRelief {
                giver,
                receiver,
                good: self.mineral,
                relief: if self.general {
                    Relief::General
                } else {
                    Relief::Tonnes {
                        per_month: Mass::from_tonnes(self.tonnes),
                    }
                },
                use_: if self.civil { ReliefUse::Civil } else { ReliefUse::Any },
            },
            ClauseKind::Offtake => {
                let price = cents(self.price);
                let price = if self.fixed {
                    OfftakePrice::Fixed(price)
                } else {
                    OfftakePrice::Market { floor: price }
                };
                let per_month = Mass::from_tonnes(self.tonnes);
                Clause::Offtake {
                    seller: giver,
                    buyer: receiver,
                    good: self.mineral,
                    per_month,
                    price,
                }
            }
            ClauseKind::Investment => Clause::Investment {
                investor: giver,
                host: receiver,
                project: self.project,
                announced: millions(self.announced),
                instalments: self.instalments.clone(),
            },
            ClauseKind::LoanAid => Clause::LoanAid {
                lender: giver,
                borrower: receiver,
                amount: millions(self.amount),
                finance: match self.terms {
                    Terms::Aid => Finance::Aid,
                    Terms::Loan => Finance::Loan {
                        months: months(self.months),
                        rate: percent(self.rate),
                    },
                    Terms::DebtSwap => Finance::DebtSwap {
                        months: months(self.months),
                    },
                },
            },
            ClauseKind::Equity => Clause::Equity {
                investor: giver,
                host: receiver,
                facility: self.facility,
                share: percent(self.share),
                price: millions(self.amount),
            },
            ClauseKind::TechnologyTransfer => Clause::TechnologyTransfer {
                giver,
                receiver,
                good: self.mineral,
            },
            ClauseKind::SecurityGuarantee => Clause::SecurityGuarantee { giver, receiver },
            ClauseKind::Peace => Clause::Peace { giver, receiver },
            ClauseKind::Exclusivity => Clause::Exclusivity {
                giver,
                receiver,
                good: self.mineral,
            },
            ClauseKind::Memorandum => Clause::Memorandum { topic: self.topic },
        }
    }
}

/// An instalment after some months, in million USD.
#[must_use]
pub fn instalment(after: u16, amount: f64, milestone: Milestone) -> Instalment {
    Instalment {
        after: Months(after),
        amount: millions(amount),
        milestone,
    }
}

/// Million USD into money.
#[must_use]
pub fn millions(amount: f64) -> Money {
    Money::from_thousand(amount * 1_000.0)
}

#[allow(clippy::cast_possible_truncation, reason = "fields keep it far smaller")]
fn cents(usd: f64) -> Price {
    Price((usd * 100.0).round() as i64)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "fields keep it between 0 and 60"
)]
pub(super) fn months(count: f64) -> Months {
    Months(count.round().clamp(0.0, 1_000.0) as u16)
}
