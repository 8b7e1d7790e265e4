//! News: events told as sentences, each with those who may read it.

use super::licence::FileAnswer;
use super::offer::Reason;
use super::statement::Tone;
pub use super::told::{Audience, Line, LogEntry, Told};
use super::words::sentences;
use crate::level::ids::{AgreementId, CountryId, GoodId, LevelEventId, OfferId, ProjectId, SeatId, Use};
use crate::level::measure::Regime;
use crate::level::order::Order;
use crate::level::units::{Mass, Money, Price, Rate, Turn};

sentences! {
    /// A piece of news.
    News as "news" {
        /// A turn opened.
        TurnOpened {
            /// Which.
            turn: Turn,
        },
        /// The played turns are over.
        PlayedOut,
        /// A headline of the level.
        Headline {
            /// Which event.
            event: LevelEventId,
        },
        /// A rumour was true.
        RumourTrue {
            /// Which event.
            event: LevelEventId,
        },
        /// A rumour was not true.
        RumourFalse {
            /// Which event.
            event: LevelEventId,
        },
        /// A tariff changed.
        TariffSet {
            /// Who levies.
            importer: CountryId,
            /// On whom.
            exporter: CountryId,
            /// On what.
            good: GoodId,
            /// The new rate.
            rate: Rate,
            /// The old rate.
            before: Rate,
        },
        /// An export tax changed.
        ExportTaxSet {
            /// Who levies.
            exporter: CountryId,
            /// Towards whom.
            destination: CountryId,
            /// On what.
            good: GoodId,
            /// The new rate.
            rate: Rate,
        },
        /// A control changed towards one country.
        ControlSet {
            /// By whom.
            exporter: CountryId,
            /// Towards whom.
            destination: CountryId,
            /// On what.
            good: GoodId,
            /// The regime.
            regime: Regime,
        },
        /// A control changed towards everybody.
        ControlSetForAll {
            /// By whom.
            exporter: CountryId,
            /// On what.
            good: GoodId,
            /// The regime.
            regime: Regime,
        },
        /// Controls were suspended.
        ControlSuspended {
            /// By whom.
            exporter: CountryId,
            /// On what.
            good: GoodId,
        },
        /// A suspension ran out.
        SuspensionEnded {
            /// By whom.
            exporter: CountryId,
            /// On what.
            good: GoodId,
        },
        /// A control was lifted.
        ControlLifted {
            /// By whom.
            exporter: CountryId,
            /// On what.
            good: GoodId,
        },
        /// A government guarantees a price to its producers.
        FloorSet {
            /// Whose.
            country: CountryId,
            /// Of what.
            good: GoodId,
            /// The price.
            price: Price,
        },
        /// A price floor ended.
        FloorEnded {
            /// Whose.
            country: CountryId,
            /// Of what.
            good: GoodId,
        },
        /// A seat demands a country's status.
        Claimed {
            /// Who.
            by: SeatId,
            /// Whose status.
            over: CountryId,
        },
        /// A seat drops its demand.
        ClaimDropped {
            /// Who.
            by: SeatId,
            /// Whose status.
            over: CountryId,
        },
        /// A project is put out to tender.
        TenderOpened {
            /// Which.
            project: ProjectId,
        },
        /// The bids for a project are open.
        BidsOpened {
            /// Which.
            project: ProjectId,
            /// How many.
            bids: i64,
        },
        /// A project was awarded.
        Awarded {
            /// Which.
            project: ProjectId,
            /// To whom.
            to: SeatId,
        },
        /// A tender ended without an award.
        TenderFailed {
            /// Which.
            project: ProjectId,
        },
        /// A peace begins to hold.
        PeaceHolds {
            /// Where.
            country: CountryId,
        },
        /// A peace no longer holds.
        PeaceFrays {
            /// Where.
            country: CountryId,
        },
        /// A good came onto a list of critical minerals.
        Listed {
            /// Whose list.
            country: CountryId,
            /// The good.
            good: GoodId,
        },
        /// A good was struck from a list of critical minerals.
        Struck {
            /// Whose list.
            country: CountryId,
            /// The good.
            good: GoodId,
        },
        /// Minerals outside the game came onto a list.
        ListGrew {
            /// Whose list.
            country: CountryId,
            /// How many.
            names: i64,
        },
        /// Minerals outside the game were struck from a list.
        ListShrank {
            /// Whose list.
            country: CountryId,
            /// How many.
            names: i64,
        },
        /// Controls reach goods made abroad.
        ReachSet {
            /// Whose.
            exporter: CountryId,
            /// On what.
            good: GoodId,
        },
        /// Controls no longer reach goods made abroad.
        ReachLifted {
            /// Whose.
            exporter: CountryId,
            /// On what.
            good: GoodId,
        },
        /// A country bans the export of technology.
        TechnologyBanned {
            /// Whose.
            exporter: CountryId,
            /// For making what.
            good: GoodId,
        },
        /// A country allows the export of technology again.
        TechnologyFreed {
            /// Whose.
            exporter: CountryId,
            /// For making what.
            good: GoodId,
        },
        /// An agreement was signed.
        Signed {
            /// Number.
            agreement: AgreementId,
            /// First party.
            one: SeatId,
            /// Second party.
            other: SeatId,
            /// How many clauses.
            clauses: i64,
        },
        /// An agreement ran to its term.
        Expired {
            /// Number.
            agreement: AgreementId,
            /// First party.
            one: SeatId,
            /// Second party.
            other: SeatId,
        },
        /// An agreement was broken.
        Broken {
            /// Number.
            agreement: AgreementId,
            /// By whom.
            by: SeatId,
        },
        /// A secret agreement became known.
        Leaked {
            /// Number.
            agreement: AgreementId,
            /// First party.
            one: SeatId,
            /// Second party.
            other: SeatId,
        },
        /// Something under an agreement is late.
        Late {
            /// Number.
            agreement: AgreementId,
            /// Whose duty.
            by: SeatId,
        },
        /// An offer arrived.
        OfferMade {
            /// Number.
            offer: OfferId,
            /// From.
            from: SeatId,
        },
        /// A counter-offer arrived.
        Countered {
            /// Number.
            offer: OfferId,
            /// From.
            from: SeatId,
        },
        /// An offer was declined.
        Declined {
            /// Number.
            offer: OfferId,
            /// By whom.
            by: SeatId,
            /// Why.
            reason: Reason,
        },
        /// An offer was withdrawn.
        Withdrawn {
            /// Number.
            offer: OfferId,
            /// By whom.
            by: SeatId,
        },
        /// An offer lapsed.
        OfferLapsed {
            /// Number.
            offer: OfferId,
        },
        /// A threat or promise was made.
        Stated {
            /// By whom.
            by: SeatId,
            /// To whom.
            target: SeatId,
            /// Threat or promise.
            tone: Tone,
            /// What.
            order: Order,
            /// By when.
            due: Turn,
        },
        /// A threat was carried out or a promise kept.
        WordKept {
            /// Whose.
            by: SeatId,
            /// Threat or promise.
            tone: Tone,
            /// What.
            order: Order,
        },
        /// A threat ended in an agreement.
        ThreatAnswered {
            /// Whose.
            by: SeatId,
            /// Towards whom.
            target: SeatId,
        },
        /// A threat or promise proved empty.
        WordEmpty {
            /// Whose.
            by: SeatId,
            /// Threat or promise.
            tone: Tone,
            /// What.
            order: Order,
        },
        /// A project began.
        ProjectStarted {
            /// Which.
            project: ProjectId,
        },
        /// A project has its permits.
        ProjectPermitted {
            /// Which.
            project: ProjectId,
        },
        /// A project gave its first output.
        ProjectRuns {
            /// Which.
            project: ProjectId,
        },
        /// A country has come up to a share of the leader's know-how.
        CaughtUp {
            /// Who.
            country: CountryId,
            /// In making what.
            good: GoodId,
            /// How far.
            share: Rate,
        },
        /// A controlled good has found a way through a third country.
        Rerouted {
            /// Through where.
            through: CountryId,
            /// What.
            good: GoodId,
        },
        /// Customs found a channel past a control.
        ChannelFound {
            /// From where.
            exporter: CountryId,
            /// To where.
            destination: CountryId,
            /// What.
            good: GoodId,
        },
        /// A licence desk answered a file.
        FileAnswered {
            /// Whose desk.
            exporter: CountryId,
            /// Towards whom.
            destination: CountryId,
            /// On what.
            good: GoodId,
            /// How much a month.
            per_month: Mass,
            /// Which use was asked for.
            users: Use,
            /// What it said.
            answer: FileAnswer,
        },
        /// An applicant waits no longer.
        FileGivenUp {
            /// Whose desk.
            exporter: CountryId,
            /// Towards whom.
            destination: CountryId,
            /// On what.
            good: GoodId,
            /// How much a month.
            per_month: Mass,
            /// Which use was asked for.
            users: Use,
        },
        /// A facility of a good closed.
        MineClosed {
            /// Where.
            country: CountryId,
            /// Of what.
            good: GoodId,
        },
        /// It opened again.
        MineReopened {
            /// Where.
            country: CountryId,
            /// Of what.
            good: GoodId,
        },
        /// A price moved a lot.
        PriceMoved {
            /// Of what.
            good: GoodId,
            /// For whom.
            country: CountryId,
            /// Change against the turn before.
            change: Rate,
            /// Multiple of the base year.
            multiple: Rate,
        },
        /// Private users fill their stores.
        Hoarding {
            /// Where.
            country: CountryId,
            /// Of what.
            good: GoodId,
            /// What they put away a month, of a month's normal use.
            share: Rate,
        },
        /// Private users live from their stores.
        LivingFromStock {
            /// Where.
            country: CountryId,
            /// Of what.
            good: GoodId,
            /// What they take a month, of a month's normal use.
            share: Rate,
        },
        /// A sealed order did not act: an agreement forbids it.
        OrderForbidden {
            /// Which.
            order: Order,
            /// By which agreement.
            agreement: AgreementId,
        },
        /// A sealed order did not act: no money.
        OrderUnpaid {
            /// Which.
            order: Order,
        },
        /// A sealed order did not act: no stock, no capital, or pointless.
        OrderIdle {
            /// Which.
            order: Order,
        },
        /// A sealed order acted.
        OrderDone {
            /// Which.
            order: Order,
        },
        /// A strategic stock moved.
        StockMoved {
            /// Of what.
            good: GoodId,
            /// By how much.
            by: Mass,
        },
        /// Money was paid under an agreement.
        Paid {
            /// By whom.
            by: CountryId,
            /// To whom.
            to: CountryId,
            /// How much.
            amount: Money,
            /// Under which agreement.
            agreement: AgreementId,
        },
        /// A chain's market could not be cleared to the tolerance; last turn's prices stand.
        ModelWarning,
    }
}
