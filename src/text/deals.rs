//! Clauses and drafts: full sentences of what the giver does for the receiver.

use super::{Speaker, Value, keys};
use crate::level::clause::{Clause, Draft, Finance, Instalment, OfftakePrice, Relief};
use crate::level::units::Money;

impl Speaker {
    /// A clause as a sentence, without its term.
    #[must_use]
    pub fn clause(&self, clause: &Clause) -> String {
        self.clause_for(clause, None)
    }

    /// A clause as a sentence, with the term in turns where it acts through the whole term.
    #[must_use]
    pub fn clause_for(&self, clause: &Clause, term: Option<u8>) -> String {
        let turns = |t: u8| self.say("clause-for-term", &[("turns", i64::from(t).into())]);
        let for_term = term.map_or_else(String::new, turns);
        let mut args: Vec<(&str, Value<'_>)> = vec![("for_term", (&for_term).into())];
        let (for_use, total, instalments, facility);
        let mut key = keys::clause(clause);
        match clause {
            Clause::TariffCeiling {
                giver,
                receiver,
                good,
                max,
            } => {
                args.extend(named([("giver", *giver), ("receiver", *receiver)]));
                args.extend([("good", (*good).into()), ("max", (*max).into())]);
            }
            Clause::ControlRelief {
                giver,
                receiver,
                good,
                relief,
                use_,
            } => {
                for_use = self.say(keys::relief_use(use_), &[]);
                args.extend(named([("giver", *giver), ("receiver", *receiver)]));
                args.extend([("good", (*good).into()), ("for_use", (&for_use).into())]);
                if let Relief::Tonnes { per_month } = relief {
                    args.push(("per_month", (*per_month).into()));
                }
            }
            Clause::Offtake {
                seller,
                buyer,
                good,
                per_month,
                price,
            } => {
                let (OfftakePrice::Fixed(price) | OfftakePrice::Market { floor: price }) = price;
                args.extend(named([("seller", *seller), ("buyer", *buyer)]));
                args.extend([
                    ("good", (*good).into()),
                    ("per_month", (*per_month).into()),
                    ("price", (*price).into()),
                ]);
            }
            Clause::Investment {
                investor,
                host,
                project,
                announced,
                instalments: parts,
            } => {
                total = Money(parts.iter().fold(0, |sum, i| sum.saturating_add(i.amount.0)));
                if total == *announced {
                    key = "clause-Investment-whole";
                }
                instalments = self.instalments(parts);
                args.extend(named([("investor", *investor), ("host", *host)]));
                args.extend([("project", (*project).into()), ("announced", (*announced).into())]);
                args.extend([("total", total.into()), ("instalments", (&instalments).into())]);
            }
            Clause::LoanAid {
                lender,
                borrower,
                amount,
                finance,
            } => {
                args.extend(named([("lender", *lender), ("borrower", *borrower)]));
                args.push(("amount", (*amount).into()));
                match finance {
                    Finance::Aid => {}
                    Finance::Loan { months, rate } => {
                        args.extend([("months", (*months).into()), ("rate", (*rate).into())]);
                    }
                    Finance::DebtSwap { months } => args.push(("months", (*months).into())),
                }
            }
            Clause::Equity {
                investor,
                host,
                facility: place,
                share,
                price,
            } => {
                facility = self.facility(*place);
                args.extend(named([("investor", *investor), ("host", *host)]));
                args.extend([("facility", (&facility).into()), ("share", (*share).into())]);
                args.push(("amount", (*price).into()));
            }
            Clause::TechnologyTransfer { giver, receiver, good } | Clause::Exclusivity { giver, receiver, good } => {
                args.extend(named([("giver", *giver), ("receiver", *receiver)]));
                args.push(("good", (*good).into()));
            }
            Clause::SecurityGuarantee { giver, receiver } | Clause::Peace { giver, receiver } => {
                args.extend(named([("giver", *giver), ("receiver", *receiver)]));
            }
            Clause::Memorandum { topic } => args.push(("topic", (*topic).into())),
        }
        self.sentence(key, &args)
    }

    /// A draft, line by line: parties and term, each clause, whether it is secret.
    #[must_use]
    pub fn draft(&self, draft: &Draft) -> Vec<String> {
        let parties = self.seats(&draft.parties);
        let head = self.sentence(
            "draft-head",
            &[("parties", (&parties).into()), ("turns", i64::from(draft.term).into())],
        );
        let clauses = draft.clauses.iter().zip(1_i64..).map(|(clause, number)| {
            let text = self.clause(clause);
            self.say("draft-clause", &[("number", number.into()), ("clause", (&text).into())])
        });
        let openness = if draft.secret { "draft-secret" } else { "draft-public" };
        std::iter::once(head)
            .chain(clauses)
            .chain([self.say(openness, &[])])
            .collect()
    }

    /// An instalment: “$100 m after 6 months, once the permits are in hand”.
    #[must_use]
    pub fn instalment(&self, instalment: &Instalment) -> String {
        let when = if instalment.after.0 == 0 {
            self.say("clause-when-start", &[])
        } else {
            self.say("clause-when-after", &[("after", instalment.after.into())])
        };
        let milestone = self.say(keys::milestone_in_clause(&instalment.milestone), &[]);
        self.say(
            "clause-instalment",
            &[
                ("amount", instalment.amount.into()),
                ("when", (&when).into()),
                ("milestone", (&milestone).into()),
            ],
        )
    }

    fn instalments(&self, parts: &[Instalment]) -> String {
        if parts.is_empty() {
            return self.say("clause-instalments-none", &[]);
        }
        let parts: Vec<String> = parts.iter().map(|i| self.instalment(i)).collect();
        self.chain("clause-instalments-next", &parts)
    }
}

fn named(seats: [(&'static str, crate::level::ids::SeatId); 2]) -> [(&'static str, Value<'static>); 2] {
    seats.map(|(name, seat)| (name, seat.into()))
}
