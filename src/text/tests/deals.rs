//! One of every clause, agenda item and condition.

use super::samples::{AMERICA, CHINA, CN, DEAL, GOODS, MAGNETS, OFFER, SEPARATOR, US};
use crate::level::clause::{Clause, ClauseKind, Finance, Instalment, Milestone, OfftakePrice, Relief, ReliefUse};
use crate::level::condition::Condition;
use crate::level::ids::{ClubId, FacilityId, FileId, GoodId, LevelEventId, TopicId, Use};
use crate::level::order::Order;
use crate::level::shape::Meter;
use crate::level::units::{Mass, Money, Month, Months, Price, Rate, Turn};
use crate::rules::AgendaItem;
use crate::rules::licence::LicenceFile;

pub(super) fn clauses() -> Vec<Clause> {
    let part = |after, amount, milestone| Instalment {
        after: Months(after),
        amount: Money(amount),
        milestone,
    };
    let investment = |announced, instalments| Clause::Investment {
        investor: CHINA,
        host: AMERICA,
        project: SEPARATOR,
        announced: Money(announced),
        instalments,
    };
    let relief = |relief, use_| Clause::ControlRelief {
        giver: CHINA,
        receiver: AMERICA,
        good: MAGNETS,
        relief,
        use_,
    };
    let offtake = |price| Clause::Offtake {
        seller: CHINA,
        buyer: AMERICA,
        good: MAGNETS,
        per_month: Mass(20_000),
        price,
    };
    let loan = |finance| Clause::LoanAid {
        lender: AMERICA,
        borrower: CHINA,
        amount: Money(400_000),
        finance,
    };
    vec![
        Clause::TariffCeiling {
            giver: AMERICA,
            receiver: CHINA,
            good: GOODS,
            max: Rate(4_000),
        },
        relief(Relief::General, ReliefUse::Civil),
        relief(
            Relief::Tonnes {
                per_month: Mass(45_500),
            },
            ReliefUse::Any,
        ),
        offtake(OfftakePrice::Fixed(Price(6_000))),
        offtake(OfftakePrice::Market { floor: Price(8_025) }),
        investment(
            1_100_000,
            vec![
                part(0, 100_000, Milestone::None),
                part(1, 100_000, Milestone::Permitted),
                part(12, 200_000, Milestone::Building),
            ],
        ),
        investment(100_000, vec![part(6, 100_000, Milestone::Running)]),
        investment(100_000, Vec::new()),
        loan(Finance::Aid),
        loan(Finance::Loan {
            months: Months(24),
            rate: Rate(300),
        }),
        loan(Finance::DebtSwap { months: Months(24) }),
        Clause::Equity {
            investor: AMERICA,
            host: CHINA,
            facility: FacilityId(0),
            share: Rate(2_500),
            price: Money(120_000),
        },
        Clause::TechnologyTransfer {
            giver: CHINA,
            receiver: AMERICA,
            good: MAGNETS,
        },
        Clause::Exclusivity {
            giver: AMERICA,
            receiver: CHINA,
            good: MAGNETS,
        },
        Clause::Peace {
            giver: AMERICA,
            receiver: CHINA,
        },
        Clause::SecurityGuarantee {
            giver: AMERICA,
            receiver: CHINA,
        },
        Clause::Memorandum { topic: TopicId(0) },
    ]
}

pub(super) fn agenda() -> Vec<AgendaItem> {
    vec![
        AgendaItem::Answer {
            offer: OFFER,
            from: CHINA,
        },
        AgendaItem::History(Order::StartProject { project: SEPARATOR }),
        AgendaItem::Cable(LevelEventId(0)),
        AgendaItem::SuspensionEnds {
            exporter: CN,
            good: MAGNETS,
            until: Month::new(2026, 11),
        },
        AgendaItem::AgreementEnds(DEAL),
        AgendaItem::Late(DEAL),
        AgendaItem::StatementDue { entry: 0, due: Turn(2) },
        AgendaItem::File(file(true)),
        AgendaItem::File(file(false)),
        AgendaItem::Project(SEPARATOR),
        AgendaItem::Tender(SEPARATOR),
        AgendaItem::Bids(SEPARATOR),
    ]
}

const fn file(proof: bool) -> LicenceFile {
    LicenceFile {
        id: FileId(16),
        destination: US,
        good: MAGNETS,
        use_: Use::Civil,
        per_month: Mass(40_000),
        proof,
        since: Turn(1),
        answer: None,
    }
}

pub(super) fn conditions() -> Vec<Condition> {
    use Condition as C;
    let signed = |with| C::Signed {
        seat: AMERICA,
        with,
        kind: ClauseKind::Offtake,
    };
    vec![
        C::All(vec![C::Always, C::Started { project: SEPARATOR }]),
        C::Any(vec![C::KeptFaith { seat: CHINA }, C::Running { project: SEPARATOR }]),
        C::Not(Box::new(C::Permitted { project: SEPARATOR })),
        C::Not(Box::new(C::PriceAtLeast {
            country: US,
            use_: Use::Civil,
            good: MAGNETS,
            multiple: Rate(15_000),
        })),
        C::PriceAtLeast {
            country: US,
            use_: Use::Civil,
            good: MAGNETS,
            multiple: Rate(600_000),
        },
        C::FillAtLeast {
            country: US,
            use_: Use::Defence,
            good: MAGNETS,
            share: Rate(9_000),
        },
        C::ShareAtLeast {
            country: CN,
            good: GoodId(1),
            share: Rate(8_500),
        },
        C::TariffAtMost {
            importer: US,
            exporter: CN,
            good: GOODS,
            rate: Rate(2_500),
        },
        C::Relaxed {
            exporter: CN,
            destination: US,
            good: MAGNETS,
        },
        signed(None),
        signed(Some(CHINA)),
        C::Paid {
            project: SEPARATOR,
            amount: Money(1_100_000),
        },
        C::TreasuryAtLeast {
            seat: AMERICA,
            amount: Money(500_000),
        },
        C::ApprovalAtLeast {
            seat: AMERICA,
            approval: Rate(6_250),
        },
        C::MeterAtLeast {
            club: ClubId(0),
            meter: Meter::Paid,
            value: 50_000,
        },
        C::MeterAtLeast {
            club: ClubId(0),
            meter: Meter::Announced,
            value: 50_000,
        },
        C::MeterAtLeast {
            club: ClubId(0),
            meter: Meter::Capable,
            value: 5_000,
        },
        C::MeterAtLeast {
            club: ClubId(0),
            meter: Meter::Buying,
            value: 5_000,
        },
        C::ChangedItsMind {
            seat: AMERICA,
            times: 2,
        },
        C::CoverAtLeast {
            country: US,
            good: MAGNETS,
            months: Rate(1_800),
        },
    ]
}
