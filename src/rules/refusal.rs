//! Why a command was not accepted. Every refusal is answered, with a sentence a student understands.

use super::words::sentences;
use crate::level::ids::{AgreementId, CountryId, FacilityId, FileId, GoodId, OfferId, ProjectId, SeatId};
use crate::level::units::{Capital, Money, Rate, Turn};

sentences! {
    /// Why a command was not accepted.
    Refusal as "refusal" {
        /// The command was made for another turn.
        StaleTurn {
            /// Turn the command named.
            named: Turn,
            /// Turn that is open.
            open: Turn,
        },
        /// The game is over.
        GameOver,
        /// There is no such seat.
        NoSuchSeat,
        /// A name or number in the command does not exist in this level.
        Unknown,
        /// A number is outside what is allowed.
        OutOfRange {
            /// Lowest allowed.
            low: i64,
            /// Highest allowed.
            high: i64,
        },
        /// Not enough political capital.
        NotEnoughCapital {
            /// What it costs.
            cost: Capital,
            /// What is left after orders already sealed.
            left: Capital,
        },
        /// Not enough money.
        NotEnoughMoney {
            /// What it costs.
            cost: Money,
            /// What the treasury holds.
            left: Money,
        },
        /// A seat has no measures against itself.
        OwnCountry,
        /// This good is not traded like that (a control on general goods, a stock of them …).
        WrongGood {
            /// The good.
            good: GoodId,
        },
        /// The order changes nothing: that is how it already is.
        NothingChanges,
        /// There is nothing sealed under this key.
        NotSealed,
        /// An agreement in force forbids it; sealing a breach as well would allow it.
        Forbidden {
            /// The agreement.
            agreement: AgreementId,
        },
        /// The project is not in the seat's country.
        NotYourProject {
            /// The project.
            project: ProjectId,
        },
        /// The project has already begun.
        AlreadyStarted {
            /// The project.
            project: ProjectId,
        },
        /// The facility does not stand in the host's country.
        FacilityElsewhere {
            /// The facility.
            facility: FacilityId,
        },
        /// Others own too much of the facility already.
        StakeTaken {
            /// The facility.
            facility: FacilityId,
            /// What is sold.
            sold: Rate,
        },
        /// The receiver is not behind the giver in making the good.
        NothingToTeach {
            /// The good.
            good: GoodId,
        },
        /// Nobody is behind this country in making the good, so that it has nothing to keep back.
        NothingToWithhold {
            /// The good.
            good: GoodId,
        },
        /// Nothing threatens the receiver that a guarantee could ward off.
        NothingToGuard {
            /// The receiver.
            seat: SeatId,
        },
        /// The seat has nothing to demand about this country's status.
        NothingToClaim {
            /// The country.
            country: CountryId,
        },
        /// The project is not under tender, or there is no such bid.
        NoTender {
            /// The project.
            project: ProjectId,
        },
        /// The seat keeps no list of critical minerals.
        NoList,
        /// Public money goes only to goods on the seat's list of critical minerals.
        NotListed {
            /// The good.
            good: GoodId,
        },
        /// This seat can't bring the other side of the receiver's conflict to the table.
        NoBroker {
            /// The receiver.
            seat: SeatId,
        },
        /// The stock does not hold that much.
        NotEnoughStock {
            /// The good.
            good: GoodId,
        },
        /// There is no such agreement in force with this seat.
        NoSuchAgreement {
            /// The number given.
            agreement: AgreementId,
        },
        /// There is no such offer open to this seat.
        NoSuchOffer {
            /// The number given.
            offer: OfferId,
        },
        /// The offer has moved on to another revision.
        OtherRevision {
            /// The offer.
            offer: OfferId,
            /// Its revision now.
            now: i64,
        },
        /// This seat has already signed this revision.
        AlreadySigned {
            /// The offer.
            offer: OfferId,
        },
        /// Only the author may withdraw an offer.
        NotYourOffer {
            /// The offer.
            offer: OfferId,
        },
        /// Three offers of this author are open already.
        TooManyOffers {
            /// The limit.
            limit: i64,
        },
        /// Enough offers and counters to this seat in one turn.
        EnoughTalk {
            /// To whom.
            seat: SeatId,
            /// The limit.
            limit: i64,
        },
        /// The draft has no clauses.
        EmptyDraft,
        /// The draft has too many clauses.
        TooManyClauses {
            /// The limit.
            limit: i64,
        },
        /// The parties are fewer than two, more than six, repeated, or leave out the sender.
        BadParties,
        /// A clause names a seat that is no party.
        NotAParty {
            /// The seat.
            seat: SeatId,
        },
        /// A clause gives from a seat to itself.
        SameSides,
        /// The term is outside what the level allows.
        BadTerm {
            /// Longest term.
            longest: i64,
        },
        /// The same promise stands twice in the draft.
        RepeatedClause,
        /// The instalments add up to more than was announced.
        InstalmentsExceedAnnounced {
            /// Sum of the instalments.
            instalments: Money,
            /// Announced.
            announced: Money,
        },
        /// The project does not stand in the host's country.
        ProjectElsewhere {
            /// The project.
            project: ProjectId,
        },
        /// There is no control that could be relaxed.
        NoControl {
            /// The good.
            good: GoodId,
        },
        /// The giver's tariff is already lower than the ceiling.
        CeilingAbove {
            /// The tariff now.
            now: Rate,
        },
        /// There is no such file at this seat's licence desk.
        NoSuchFile {
            /// The number given.
            file: FileId,
        },
        /// The file is for arms makers: a licence for civil use only would give them nothing.
        NotForCivilUse {
            /// The good.
            good: GoodId,
        },
        /// One tagged statement a turn.
        OneStatement,
        /// The deadline of a statement must lie in this game and not more than four turns away.
        BadDeadline,
        /// Last call: answers and orders only, no new offers.
        LastCall,
        /// Messages must not be empty or longer than 900 bytes.
        BadMessage,
        /// The seat is not asked for this.
        NotForSeats,
        /// The command number was used before with another content, or is out of order.
        Repeated,
        /// The game is paused.
        Paused,
        /// The server could not store it; nothing happened.
        NotStored,
        /// Others play at this table, or against a clock: nobody takes moves back.
        NoWayBack,
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key())
    }
}

impl std::error::Error for Refusal {}
