//! One of every refusal, piece of news and order.

use crate::level::ids::{
    AgreementId, CountryId, FacilityId, FileId, GoodId, LevelEventId, OfferId, ProjectId, SeatId, Use,
};
use crate::level::measure::Regime;
use crate::level::order::Order;
use crate::level::units::{Capital, Mass, Money, Price, Rate, Turn};
use crate::rules::Tone;
use crate::rules::licence::FileAnswer;
use crate::rules::news::News;
use crate::rules::offer::Reason;
use crate::rules::refusal::Refusal;

pub(super) const US: CountryId = CountryId(0);
pub(super) const CN: CountryId = CountryId(1);
pub(super) const AMERICA: SeatId = SeatId(0);
pub(super) const CHINA: SeatId = SeatId(1);
pub(super) const MAGNETS: GoodId = GoodId(2);
pub(super) const GOODS: GoodId = GoodId(3);
pub(super) const SEPARATOR: ProjectId = ProjectId(0);
pub(super) const DEAL: AgreementId = AgreementId(2);
pub(super) const OFFER: OfferId = OfferId(4);

pub(super) fn refusals() -> Vec<Refusal> {
    use Refusal as R;
    vec![
        R::StaleTurn {
            named: Turn(2),
            open: Turn(3),
        },
        R::GameOver,
        R::NoSuchSeat,
        R::Unknown,
        R::OutOfRange { low: 0, high: 50_000 },
        R::NotEnoughCapital {
            cost: Capital(2),
            left: Capital(-1),
        },
        R::NotEnoughMoney {
            cost: Money(40_000),
            left: Money(12_000),
        },
        R::OwnCountry,
        R::WrongGood { good: GOODS },
        R::NothingChanges,
        R::NotSealed,
        R::Forbidden { agreement: DEAL },
        R::NotYourProject { project: SEPARATOR },
        R::AlreadyStarted { project: SEPARATOR },
        R::NotEnoughStock { good: MAGNETS },
        R::NoSuchAgreement { agreement: DEAL },
        R::NoSuchOffer { offer: OFFER },
        R::OtherRevision { offer: OFFER, now: 3 },
        R::AlreadySigned { offer: OFFER },
        R::NotYourOffer { offer: OFFER },
        R::TooManyOffers { limit: 3 },
        R::EnoughTalk { seat: CHINA, limit: 4 },
        R::EmptyDraft,
        R::TooManyClauses { limit: 16 },
        R::BadParties,
        R::NotAParty { seat: AMERICA },
        R::NothingToWithhold { good: MAGNETS },
        R::NoSuchFile { file: FileId(16) },
        R::NotForCivilUse { good: MAGNETS },
        R::SameSides,
        R::BadTerm { longest: 20 },
        R::RepeatedClause,
        R::InstalmentsExceedAnnounced {
            instalments: Money(12_034),
            announced: Money(12_033),
        },
        R::ProjectElsewhere { project: SEPARATOR },
        R::FacilityElsewhere {
            facility: FacilityId(0),
        },
        R::StakeTaken {
            facility: FacilityId(0),
            sold: Rate(6_000),
        },
        R::NothingToTeach { good: MAGNETS },
        R::NothingToGuard { seat: AMERICA },
        R::NoControl { good: MAGNETS },
        R::CeilingAbove { now: Rate(4_700) },
        R::OneStatement,
        R::BadDeadline,
        R::LastCall,
        R::BadMessage,
        R::NotForSeats,
        R::NothingToClaim { country: CN },
        R::NoTender { project: SEPARATOR },
        R::NoList,
        R::NoBroker { seat: AMERICA },
        R::NotListed { good: MAGNETS },
        R::Repeated,
        R::Paused,
        R::NotStored,
        R::NoWayBack,
    ]
}

pub(super) fn orders() -> Vec<Order> {
    vec![
        Order::Tariff {
            partner: CN,
            good: GOODS,
            rate: Rate(4_700),
        },
        Order::ExportTax {
            destination: US,
            good: MAGNETS,
            rate: Rate(1_250),
        },
        Order::Control {
            destination: None,
            good: MAGNETS,
            regime: Regime::Licence { approval: Rate(6_000) },
        },
        Order::Control {
            destination: Some(US),
            good: MAGNETS,
            regime: Regime::Ban,
        },
        Order::Suspend {
            destination: Some(US),
            good: MAGNETS,
            turns: 4,
        },
        Order::Suspend {
            destination: None,
            good: MAGNETS,
            turns: 0,
        },
        Order::Stock {
            good: MAGNETS,
            mass: Mass(25_000),
        },
        Order::Stock {
            good: MAGNETS,
            mass: Mass(-417),
        },
        Order::StartProject { project: SEPARATOR },
        Order::Breach { agreement: DEAL },
        Order::Campaign { good: MAGNETS },
        Order::Floor {
            good: MAGNETS,
            price: Price(11_000),
        },
        Order::Floor {
            good: MAGNETS,
            price: Price(0),
        },
        Order::Tender { project: SEPARATOR },
        Order::Bid {
            project: SEPARATOR,
            amount: Money(40_000),
        },
        Order::Award {
            project: SEPARATOR,
            to: CHINA,
        },
        Order::Claim { over: CN, on: true },
        Order::Claim { over: CN, on: false },
        Order::List {
            good: Some(MAGNETS),
            names: 1,
        },
        Order::List {
            good: Some(MAGNETS),
            names: -1,
        },
        Order::List { good: None, names: 10 },
        Order::List { good: None, names: -10 },
        Order::Reach {
            good: MAGNETS,
            on: true,
        },
        Order::Reach {
            good: MAGNETS,
            on: false,
        },
        Order::Technology {
            good: MAGNETS,
            on: true,
        },
        Order::Technology {
            good: MAGNETS,
            on: false,
        },
    ]
}

pub(super) fn news() -> Vec<News> {
    use News as N;
    let order = Order::Tariff {
        partner: CN,
        good: GOODS,
        rate: Rate(10_000),
    };
    let tariff = |rate, before| N::TariffSet {
        importer: US,
        exporter: CN,
        good: GOODS,
        rate,
        before,
    };
    let moved = |change, multiple| N::PriceMoved {
        good: MAGNETS,
        country: US,
        change,
        multiple,
    };
    let mut all = vec![
        N::TurnOpened { turn: Turn(1) },
        N::PlayedOut,
        N::Headline { event: LevelEventId(0) },
        N::RumourTrue { event: LevelEventId(0) },
        N::RumourFalse { event: LevelEventId(0) },
        tariff(Rate(4_700), Rate(1_000)),
        tariff(Rate(0), Rate(1_000)),
        N::ExportTaxSet {
            exporter: CN,
            destination: US,
            good: MAGNETS,
            rate: Rate(2_000),
        },
        N::ControlSuspended {
            exporter: CN,
            good: MAGNETS,
        },
        N::SuspensionEnded {
            exporter: CN,
            good: MAGNETS,
        },
        N::ControlLifted {
            exporter: CN,
            good: MAGNETS,
        },
        N::Signed {
            agreement: DEAL,
            one: AMERICA,
            other: CHINA,
            clauses: 1,
        },
        N::Signed {
            agreement: DEAL,
            one: AMERICA,
            other: CHINA,
            clauses: 3,
        },
        N::Expired {
            agreement: DEAL,
            one: AMERICA,
            other: CHINA,
        },
        N::Broken {
            agreement: DEAL,
            by: AMERICA,
        },
        N::Leaked {
            agreement: DEAL,
            one: AMERICA,
            other: CHINA,
        },
        N::Late {
            agreement: DEAL,
            by: AMERICA,
        },
        N::OfferMade {
            offer: OFFER,
            from: AMERICA,
        },
        N::Countered {
            offer: OFFER,
            from: CHINA,
        },
        N::Declined {
            offer: OFFER,
            by: CHINA,
            reason: Reason::TooLittle,
        },
        N::Withdrawn {
            offer: OFFER,
            by: AMERICA,
        },
        N::OfferLapsed { offer: OFFER },
        N::ThreatAnswered {
            by: AMERICA,
            target: CHINA,
        },
        N::ProjectStarted { project: SEPARATOR },
        N::ProjectPermitted { project: SEPARATOR },
        N::ProjectRuns { project: SEPARATOR },
        N::MineClosed {
            country: US,
            good: GoodId(0),
        },
        N::MineReopened {
            country: US,
            good: GoodId(0),
        },
        moved(Rate(3_449), Rate(25_000)),
        moved(Rate(-1_230), Rate(9_000)),
        N::FloorSet {
            country: US,
            good: MAGNETS,
            price: Price(11_000),
        },
        N::FloorEnded {
            country: US,
            good: MAGNETS,
        },
        N::TenderOpened { project: SEPARATOR },
        N::BidsOpened {
            project: SEPARATOR,
            bids: 2,
        },
        N::Awarded {
            project: SEPARATOR,
            to: CHINA,
        },
        N::TenderFailed { project: SEPARATOR },
        N::Claimed { by: AMERICA, over: CN },
        N::ClaimDropped { by: AMERICA, over: CN },
        N::PeaceHolds { country: US },
        N::PeaceFrays { country: US },
        N::Listed {
            country: US,
            good: MAGNETS,
        },
        N::Struck {
            country: US,
            good: MAGNETS,
        },
        N::ListGrew { country: US, names: 10 },
        N::ListShrank { country: US, names: 10 },
        N::ReachSet {
            exporter: CN,
            good: MAGNETS,
        },
        N::ReachLifted {
            exporter: CN,
            good: MAGNETS,
        },
        N::TechnologyBanned {
            exporter: CN,
            good: MAGNETS,
        },
        N::TechnologyFreed {
            exporter: CN,
            good: MAGNETS,
        },
        N::Rerouted {
            through: US,
            good: MAGNETS,
        },
        N::ChannelFound {
            exporter: CN,
            destination: US,
            good: MAGNETS,
        },
        N::CaughtUp {
            country: US,
            good: MAGNETS,
            share: Rate(5_000),
        },
        N::Hoarding {
            country: US,
            good: MAGNETS,
            share: Rate(1_850),
        },
        N::LivingFromStock {
            country: US,
            good: MAGNETS,
            share: Rate(900),
        },
        N::OrderForbidden { order, agreement: DEAL },
        N::OrderUnpaid { order },
        N::OrderIdle { order },
        N::OrderDone { order },
        N::StockMoved {
            good: MAGNETS,
            by: Mass(-417),
        },
        N::StockMoved {
            good: MAGNETS,
            by: Mass(25_000),
        },
        N::Paid {
            by: US,
            to: CN,
            amount: Money(400_000),
            agreement: DEAL,
        },
        N::ModelWarning,
    ];
    for users in Use::ALL {
        all.push(N::FileGivenUp {
            exporter: CN,
            destination: US,
            good: MAGNETS,
            per_month: Mass(40_000),
            users,
        });
        for answer in FileAnswer::ALL {
            all.push(N::FileAnswered {
                exporter: CN,
                destination: US,
                good: MAGNETS,
                per_month: Mass(40_000),
                users,
                answer,
            });
        }
    }
    for tone in [Tone::Threat, Tone::Promise] {
        all.push(N::Stated {
            by: AMERICA,
            target: CHINA,
            tone,
            order,
            due: Turn(3),
        });
        all.push(N::WordKept {
            by: AMERICA,
            tone,
            order,
        });
        all.push(N::WordEmpty {
            by: AMERICA,
            tone,
            order,
        });
    }
    for regime in [Regime::Ban, Regime::CivilOnly { approval: Rate(6_250) }] {
        all.push(N::ControlSet {
            exporter: CN,
            destination: US,
            good: MAGNETS,
            regime,
        });
        all.push(N::ControlSetForAll {
            exporter: CN,
            good: MAGNETS,
            regime,
        });
    }
    all
}
