//! The licence desk: files come in by lot, its seat answers them, and a yes lets tonnes past the control for some months
//! (MODEL 2.6).
//!
//! What is not answered is deferred. A deferred file keeps its place, so that a desk that puts everything off sees nothing
//! new; after some turns its applicant gives up. A licence adds to the quotas of its border what was asked for: for all uses
//! where it was approved, for civil users where it was given for civil use only, of which a part reaches defence users, a
//! small one with proof of use and a larger one without. A file refused or put off leaves its applicant under the regime's
//! own rate. Files are known to their desk alone; a licence is known to the two countries it stands between.

use super::book::Book;
use super::chance::Stream;
use super::controls;
use super::deals;
use super::event::Event;
use super::licence::{FileAnswer, Licence, LicenceFile};
use super::news::{Audience, News, Told};
use super::refusal::Refusal;
use super::state::State;
use crate::level::ids::{CountryId, FileId, GoodId, SeatId, Use};
use crate::level::mechanism::{Applicant, LicenceDesk};
use crate::level::units::{Mass, Month, Months, Turn};

/// Numbers kept free for the files of one turn.
const NUMBERS: u32 = 16;

/// Whether a seat may answer a file so.
pub(super) fn check(state: &State, seat: SeatId, file: FileId, answer: FileAnswer) -> Result<(), Refusal> {
    let own = state.own(seat).ok_or(Refusal::NoSuchSeat)?;
    let file = own
        .files
        .iter()
        .find(|f| f.id == file)
        .ok_or(Refusal::NoSuchFile { file })?;
    if answer == FileAnswer::CivilOnly && file.use_ == Use::Defence {
        return Err(Refusal::NotForCivilUse { good: file.good });
    }
    if file.answer == Some(answer) {
        return Err(Refusal::NothingChanges);
    }
    Ok(())
}

/// What a turn opens with: the places free on every desk are filled by lot.
pub(super) fn receive(book: &mut Book) {
    let level = book.state.shared_level();
    for desk in &level.mechanisms.licences {
        let (Some(own), Some(exporter)) = (book.state.own(desk.seat), level.country_of(desk.seat)) else {
            continue;
        };
        let mut files = own.files.clone();
        let turn = book.state.turn();
        let purpose = format!("files {}", desk.seat.0);
        let mut stream = Stream::new(book.state.hidden.seed, turn, &purpose);
        let applies = |a: &&Applicant| may_apply(book.state, exporter, a, &files);
        let mut outside: Vec<Applicant> = desk.applicants.iter().filter(applies).copied().collect();
        let mut number = u32::from(turn.0) * NUMBERS;
        while files.len() < desk.files && !outside.is_empty() {
            let drawn = usize::try_from(stream.below(outside.len() as u64)).unwrap_or(0);
            let applicant = outside.remove(drawn);
            files.push(LicenceFile {
                id: FileId(number),
                destination: applicant.country,
                good: applicant.good,
                use_: applicant.use_,
                per_month: applicant.per_month,
                proof: stream.happens(applicant.proof),
                since: turn,
                answer: None,
            });
            number += 1;
        }
        if files.len() > own.files.len() {
            book.post(Event::FilesMoved { seat: desk.seat, files });
        }
    }
}

/// Whether somebody has a reason to apply: a control limits what its users get, and neither a file of theirs waits nor a
/// licence holds.
fn may_apply(state: &State, exporter: CountryId, a: &Applicant, files: &[LicenceFile]) -> bool {
    let month = state.level().month_of(state.turn());
    let about = (a.country, a.good, a.use_);
    let holds = |l: &Licence| l.exporter == exporter && (l.destination, l.good, l.use_) == about && l.until > month;
    controls::effective(state, exporter, a.country, a.good).limits()
        && !deals::granted(state, exporter, a.country, a.good).general[a.use_.index()]
        && !files.iter().any(|f| (f.destination, f.good, f.use_) == about)
        && !state.party.licences.iter().any(holds)
}

/// Step 3, after the orders: answers are given, and every licence is worked out for the turn.
pub(super) fn decide(book: &mut Book, length: Months) {
    let level = book.state.shared_level();
    let (turn, month) = (book.state.turn(), level.month_of(book.state.turn()));
    let mut licences = book.state.party.licences.clone();
    for desk in &level.mechanisms.licences {
        let (Some(own), Some(exporter)) = (book.state.own(desk.seat), level.country_of(desk.seat)) else {
            continue;
        };
        let mut waiting = Vec::new();
        for file in own.files.clone() {
            let answer = file.answer.unwrap_or(FileAnswer::Defer);
            let gives_up = answer == FileAnswer::Defer && gives_up(desk, &file, turn);
            match answer {
                FileAnswer::Approve | FileAnswer::CivilOnly => {
                    licences.push(granted(desk, exporter, &file, answer, month));
                }
                FileAnswer::Defer if !gives_up => waiting.push(LicenceFile { answer: None, ..file }),
                FileAnswer::Defer | FileAnswer::Refuse => {}
            }
            book.post(Event::FileAnswered {
                seat: desk.seat,
                file,
                answer,
                gives_up,
            });
        }
        if book.state.own(desk.seat).is_some_and(|o| o.files != waiting) {
            book.post(Event::FilesMoved {
                seat: desk.seat,
                files: waiting,
            });
        }
    }
    licences.retain(|l| l.until > month);
    for licence in &mut licences {
        licence.acting = acting(licence, month, length);
    }
    if licences != book.state.party.licences {
        book.post(Event::LicencesMoved(licences));
    }
}

const fn gives_up(desk: &LicenceDesk, file: &LicenceFile, turn: Turn) -> bool {
    file.since.0.saturating_add(desk.patience) <= turn.0
}

fn granted(desk: &LicenceDesk, exporter: CountryId, file: &LicenceFile, answer: FileAnswer, month: Month) -> Licence {
    let from = month.plus(desk.delay);
    Licence {
        exporter,
        destination: file.destination,
        good: file.good,
        use_: file.use_,
        per_month: file.per_month,
        civil_only: answer == FileAnswer::CivilOnly,
        leakage: desk.leakage[usize::from(file.proof)],
        from,
        until: from.plus(desk.months),
        acting: Mass(0),
    }
}

/// A licence's tonnes as a mean over the months of a turn: it may begin or end within it.
fn acting(licence: &Licence, month: Month, length: Months) -> Mass {
    let end = month.plus(length);
    let months = licence.until.0.min(end.0).saturating_sub(licence.from.0.max(month.0));
    Mass(licence.per_month.0 * i64::from(months) / i64::from(length.0.max(1)))
}

/// What licences let past a control, tonnes a month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Admitted {
    /// For whatever use.
    pub(super) any: f64,
    /// For civil users alone.
    pub(super) civil: f64,
    /// What of that reaches defence users all the same.
    pub(super) leaked: f64,
}

/// Licences that act on a route.
pub(super) fn admitted(state: &State, exporter: CountryId, destination: CountryId, good: GoodId) -> Admitted {
    let mut admitted = Admitted::default();
    let route = (exporter, destination, good);
    for licence in &state.party.licences {
        if (licence.exporter, licence.destination, licence.good) != route {
            continue;
        }
        let tonnes = licence.acting.tonnes();
        if licence.civil_only {
            admitted.civil += tonnes;
            admitted.leaked += licence.leakage.fraction() * tonnes;
        } else {
            admitted.any += tonnes;
        }
    }
    admitted
}

/// An answer as its desk and the applicant's government hear it.
pub(super) fn news(after: &State, event: &Event) -> Option<Told> {
    let Event::FileAnswered {
        seat,
        file,
        answer,
        gives_up,
    } = *event
    else {
        return None;
    };
    let level = after.level();
    let exporter = level.country_of(seat)?;
    let (destination, good, per_month, users) = (file.destination, file.good, file.per_month, file.use_);
    let mut readers = vec![seat];
    readers.extend(level.countries.get(destination.index()).and_then(|c| c.seat));
    let news = if gives_up {
        News::FileGivenUp {
            exporter,
            destination,
            good,
            per_month,
            users,
        }
    } else {
        News::FileAnswered {
            exporter,
            destination,
            good,
            per_month,
            users,
            answer,
        }
    };
    Some((Audience::Seats(readers), news))
}

#[cfg(test)]
mod tests {
    use super::{acting, gives_up};
    use crate::level::ids::{CountryId, FileId, GoodId, SeatId, Use};
    use crate::level::mechanism::LicenceDesk;
    use crate::level::units::{Mass, Month, Months, Rate, Turn};
    use crate::rules::licence::{Licence, LicenceFile};

    fn licence(from: u32, until: u32) -> Licence {
        Licence {
            exporter: CountryId(0),
            destination: CountryId(1),
            good: GoodId(0),
            use_: Use::Civil,
            per_month: Mass(9_000),
            civil_only: true,
            leakage: Rate(50),
            from: Month(from),
            until: Month(until),
            acting: Mass(0),
        }
    }

    #[test]
    fn the_same_tonnes_pass_however_turns_cut_the_months() {
        let total = |lengths: &[u16]| -> i64 {
            let mut month = 100;
            let turn = |length: &u16| {
                let tonnes = acting(&licence(101, 107), Month(month), Months(*length)).0 * i64::from(*length);
                month += u32::from(*length);
                tonnes
            };
            lengths.iter().map(turn).sum()
        };
        let by_months = total(&[1; 9]);
        assert_eq!(by_months, 6 * 9_000);
        assert_eq!(total(&[3, 3, 3]), by_months);
        assert_eq!(total(&[1, 2, 3, 3]), by_months);
    }

    #[test]
    fn an_applicant_gives_up_after_as_many_turns_as_the_level_says() {
        let desk = |patience| LicenceDesk {
            seat: SeatId(0),
            files: 3,
            patience,
            delay: Months(1),
            months: Months(6),
            leakage: [Rate(1_000), Rate(50)],
            applicants: Vec::new(),
        };
        let file = LicenceFile {
            id: FileId(0),
            destination: CountryId(1),
            good: GoodId(0),
            use_: Use::Civil,
            per_month: Mass(1),
            proof: false,
            since: Turn(4),
            answer: None,
        };
        assert!(gives_up(&desk(0), &file, Turn(4)));
        assert!(!gives_up(&desk(2), &file, Turn(5)));
        assert!(gives_up(&desk(2), &file, Turn(6)));
    }
}
