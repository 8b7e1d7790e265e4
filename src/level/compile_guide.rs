//! Compiling the guide, and checking that a newcomer can follow it: every step's end can be reached when the step comes, and
//! has not been reached before.

use super::bench::Bench;
use super::compile_deal::{draft, turn};
use super::compile_order::order;
use super::guide::{Done, Guide, Panel, Step};
use super::ids::SeatId;
use super::key::Key;
use super::shape::{DoneEntry, DraftEntry, GuideEntry, GuideStepEntry, LevelFile, LookEntry, OrderEntry};
use super::text::Text;

/// Fewest and most steps: below it is no guide, above nobody finishes it in a quarter of an hour.
const STEPS: (usize, usize) = (3, 12);

/// Most minutes of the steps, reckoned for a newcomer: a quarter of an hour less the brief.
const MINUTES: f64 = 13.0;

/// The guide, if the file has one.
pub(super) fn guide(bench: &mut Bench, file: &LevelFile) -> Option<Guide> {
    let entry = file.guide.as_ref()?;
    let key = Key::top("guide");
    let seat = bench.seat(&key.f("seat"), &entry.seat);
    if !(STEPS.0..=STEPS.1).contains(&entry.steps.len()) {
        let reason = format!("{} steps; {} to {} are asked for", entry.steps.len(), STEPS.0, STEPS.1);
        let fix = "one thing to do in each step, and no more than a newcomer remembers";
        bench.error("count", &key.f("steps"), reason, fix);
    }
    both_languages(bench, &key.f("closing"), &entry.closing);
    let mut walk = Walk {
        file,
        guide: entry,
        turn: 1,
        open: None,
        answered: Vec::new(),
    };
    let mut steps = Vec::new();
    for (n, step) in entry.steps.iter().enumerate() {
        let key = key.f("steps").i(n);
        both_languages(bench, &key.f("title"), &step.title);
        both_languages(bench, &key.f("text"), &step.text);
        let done = done(bench, file, &entry.seat, step, &key.f("done"));
        if let Err(problem) = walk.take(n, step) {
            bench.error(problem.code, &key.f("done"), problem.reason, problem.fix);
        }
        let (country, good) = looks(bench, step, &key.f("look"));
        steps.push(Step {
            id: step.id.clone(),
            title: step.title.clone(),
            text: step.text.clone(),
            country,
            good,
            done,
        });
    }
    let guide = Guide {
        seat,
        steps,
        closing: entry.closing.clone(),
    };
    for language in ["en", "zh"] {
        let minutes = guide.minutes_from(0, language);
        if minutes > MINUTES {
            let reason = format!("a newcomer needs {minutes:.0} minutes for it ({language}), {MINUTES} are there");
            let fix = "with the brief it has to fit into a quarter of an hour: leave steps out";
            bench.error("too-long", &key.f("steps"), reason, fix);
        }
    }
    Some(guide)
}

/// A newcomer reads the guide in the language of the lesson, so it is written in both.
fn both_languages(bench: &mut Bench, key: &Key, text: &Text) {
    if text.zh.is_none() {
        let fix = "write (en: \"…\", zh: \"…\")";
        bench.error("untranslated", key, "the guide is not written in Chinese here", fix);
    }
}

fn looks(
    bench: &mut Bench,
    step: &GuideStepEntry,
    key: &Key,
) -> (Option<super::ids::CountryId>, Option<super::ids::GoodId>) {
    let (mut country, mut good) = (None, None);
    for (n, look) in step.look.iter().enumerate() {
        let key = key.i(n);
        let again = match look {
            LookEntry::Country(name) => country.replace(bench.country(&key, name)).is_some(),
            LookEntry::Good(name) => good.replace(bench.mineral(&key, name)).is_some(),
        };
        if again {
            let fix = "one country and one good at most: the map shows one of each";
            bench.error("count", &key, "a second one of its kind", fix);
        }
    }
    (country, good)
}

fn done(bench: &mut Bench, file: &LevelFile, seat: &str, step: &GuideStepEntry, key: &Key) -> Done {
    match &step.done {
        DoneEntry::Opened(panel) => Done::Opened(*panel),
        DoneEntry::Sealed(entry) => Done::Sealed(order(bench, file, &key.i(0), seat, entry)),
        DoneEntry::Countered { from, with } => Done::Countered {
            from: other(bench, &key.f("from"), seat, from),
            with: draft(bench, file, with, &key.f("with")),
        },
        DoneEntry::Signed { with } => Done::Signed {
            with: other(bench, &key.f("with"), seat, with),
        },
        DoneEntry::Turn(number) => Done::Turn(turn(bench, file, &key.i(0), *number)),
    }
}

fn other(bench: &mut Bench, key: &Key, seat: &str, name: &str) -> SeatId {
    if name == seat {
        let reason = format!("\"{seat}\" is the guide's own seat");
        bench.error("same-seat", key, reason, "name the seat on the other side");
    }
    bench.seat(key, name)
}

/// Why a step can't be followed.
struct Problem {
    code: &'static str,
    reason: String,
    fix: String,
}

impl Problem {
    fn never(reason: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            code: "guide-unreachable",
            reason: reason.into(),
            fix: fix.into(),
        }
    }

    fn already(reason: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            code: "guide-done-before",
            reason: reason.into(),
            fix: fix.into(),
        }
    }
}

/// The guide, gone through as somebody would who does each step and nothing else.
struct Walk<'a> {
    file: &'a LevelFile,
    guide: &'a GuideEntry,
    /// The open turn, from 1.
    turn: u16,
    /// The panel left open by the step before.
    open: Option<Panel>,
    /// Seats whose offers were countered, or with whom an agreement was signed.
    answered: Vec<&'a str>,
}

impl<'a> Walk<'a> {
    fn take(&mut self, at: usize, step: &'a GuideStepEntry) -> Result<(), Problem> {
        match &step.done {
            DoneEntry::Opened(panel) => {
                // The game begins with the situation open.
                let open = if at == 0 { Some(Panel::Situation) } else { self.open };
                self.open = Some(*panel);
                if open == Some(*panel) {
                    let reason = format!("{panel:?} is open already when this step comes");
                    let fix = "let the step lead to another panel, or join it with the one before";
                    return Err(Problem::already(reason, fix));
                }
            }
            DoneEntry::Sealed(entry) => {
                self.open = Some(Panel::Policy);
                self.sealed(at, entry)?;
            }
            DoneEntry::Countered { from, with } => {
                self.open = Some(Panel::Deals);
                self.countered(from, with)?;
                self.answered.push(from);
            }
            DoneEntry::Signed { with } => {
                self.open = Some(Panel::Deals);
                if !self.answered.contains(&with.as_str()) && self.offers(with).next().is_none() {
                    let reason = format!(
                        "nothing of \"{with}\" can be signed in turn {}: no offer lies on the table, none was countered",
                        self.turn
                    );
                    let fix = format!(
                        "write a ready offer of \"{with}\" for turn {}, or counter one first",
                        self.turn
                    );
                    return Err(Problem::never(reason, fix));
                }
                self.answered.push(with);
            }
            DoneEntry::Turn(number) => {
                if *number <= self.turn {
                    let reason = format!("turn {number} has begun already when this step comes");
                    let fix = format!("write Turn({}), or leave the step out", self.turn.saturating_add(1));
                    return Err(Problem::already(reason, fix));
                }
                self.turn = *number;
            }
        }
        Ok(())
    }

    /// Offers of a seat to the guide's that lie on the table in the open turn: they lapse at the end of the next one.
    fn offers(&self, from: &str) -> impl Iterator<Item = &'a DraftEntry> + use<'a> {
        let (turn, seat, from) = (self.turn, self.guide.seat.clone(), from.to_owned());
        let there = move |o: &&super::shape::ReadyOfferEntry| {
            o.author == from && o.draft.parties.contains(&seat) && (o.turn == turn || o.turn.saturating_add(1) == turn)
        };
        self.file.ready_offers.iter().filter(there).map(|o| &o.draft)
    }

    fn countered(&self, from: &str, with: &DraftEntry) -> Result<(), Problem> {
        let mut found = None;
        for offer in self.offers(from) {
            let same = |a: &[String], b: &[String]| a.len() == b.len() && a.iter().all(|p| b.contains(p));
            if same(&offer.parties, &with.parties) {
                if offer.clauses == with.clauses {
                    let reason = format!("the text says the same as the offer of \"{from}\"");
                    return Err(Problem::never(reason, "a counter-offer changes something"));
                }
                return Ok(());
            }
            found = Some(offer.parties.join(", "));
        }
        Err(match found {
            Some(parties) => Problem::never(
                format!("the text has other parties than the offer of \"{from}\""),
                format!("a counter-offer keeps the parties: {parties}"),
            ),
            None => Problem::never(
                format!(
                    "no offer of \"{from}\" to \"{}\" lies on the table in turn {}",
                    self.guide.seat, self.turn
                ),
                format!(
                    "write one under `ready_offers` for turn {}, or name another seat",
                    self.turn
                ),
            ),
        })
    }

    /// History fills orders in beforehand, so one about the same thing is sealed before anybody looks.
    fn sealed(&self, at: usize, entry: &OrderEntry) -> Result<(), Problem> {
        let same = |other: &OrderEntry| about(other) == about(entry);
        let history = self
            .file
            .history
            .iter()
            .any(|h| h.turn == self.turn && h.seat == self.guide.seat && same(&h.order));
        let before = self.guide.steps[..at]
            .iter()
            .any(|s| matches!(&s.done, DoneEntry::Sealed(o) if same(o)));
        if history {
            let reason = format!("history has sealed an order about the same thing in turn {}", self.turn);
            return Err(Problem::already(reason, "choose another good, country or instrument"));
        }
        if before {
            let reason = "an earlier step asks for an order about the same thing";
            return Err(Problem::already(reason, "choose another good, country or instrument"));
        }
        Ok(())
    }
}

/// What an order is about, as the file names it: the same as the key of a sealed order.
fn about(entry: &OrderEntry) -> (&'static str, &str, &str) {
    match entry {
        OrderEntry::Tariff { partner, good, .. } => ("tariff", partner, good),
        OrderEntry::ExportTax { destination, good, .. } => ("export tax", destination, good),
        OrderEntry::Control { destination, good, .. } => ("control", destination, good),
        OrderEntry::Suspend { destination, good, .. } => ("suspension", destination, good),
        OrderEntry::Stock { good, .. } => ("stock", good, ""),
        OrderEntry::StartProject { project } => ("project", project, ""),
        OrderEntry::Floor { good, .. } => ("floor", good, ""),
        OrderEntry::Reach { good, .. } => ("reach", good, ""),
        OrderEntry::Technology { good, .. } => ("technology", good, ""),
        OrderEntry::List { good, .. } => ("list", good.as_deref().unwrap_or_default(), ""),
        OrderEntry::Claim { over, .. } => ("claim", over, ""),
        OrderEntry::Tender { project } => ("tender", project, ""),
        OrderEntry::Bid { project, .. } => ("bid", project, ""),
        OrderEntry::Award { project, .. } => ("award", project, ""),
        OrderEntry::Campaign { good } => ("campaign", good, ""),
        // Only one agreement is broken at a time in a guide.
        OrderEntry::Breach { .. } => ("breach", "", ""),
    }
}
