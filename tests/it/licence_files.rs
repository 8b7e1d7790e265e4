//! The licence desk: files come in, are answered or lie, and what is licensed passes the border.

use std::sync::Arc;

use chokepoint::ai::PolicyName;
use chokepoint::lab::{Choice, known_by_seat, play_one};
use chokepoint::level::Level;
use chokepoint::level::compile::compile;
use chokepoint::level::ids::{FileId, SeatId, Use, buyer};
use chokepoint::level::shape::{ApplicantEntry, LevelFile};
use chokepoint::rules::causes::Cause;
use chokepoint::rules::command::Command;
use chokepoint::rules::licence::{FileAnswer, LicenceFile};
use chokepoint::rules::news::{Line, News};
use chokepoint::rules::refusal::Refusal;
use chokepoint::rules::state::State;
use chokepoint::rules::{AgendaItem, Viewer, agenda, effective};
use chokepoint::table::Table;
use chokepoint::table::journal::{Actor, Entry};
use chokepoint::table::replay::replay;

use crate::support::{level, seat};

struct Play {
    level: Arc<Level>,
    table: Table,
}

impl Play {
    fn of(level: Arc<Level>) -> Self {
        Self {
            table: Table::new(Arc::clone(&level), 7),
            level,
        }
    }

    /// The level as shipped.
    fn shipped() -> Self {
        Self::of(level("licence_desk"))
    }

    /// The level with one applicant and nothing past the border but licences.
    fn with(applicant: ApplicantEntry, change: impl FnOnce(&mut LevelFile)) -> Self {
        let mut file = level("licence_desk").file.clone();
        file.history.clear();
        file.events.clear();
        (file.smuggling.start, file.smuggling.believed) = (0.0, (0.0, 0.0, 0.0));
        file.end_use.leakage = 0.0;
        let desk = &mut file.licences[0];
        (desk.delay, desk.months, desk.patience) = (0, 3, 2);
        (desk.proven, desk.unproven) = (0.5, 10.0);
        desk.applicants = vec![applicant];
        change(&mut file);
        let compiled = compile(&file);
        let found = format!("{:?}", compiled.findings);
        Self::of(Arc::new(compiled.level.expect(&found)))
    }

    fn say(&mut self, by: &str, command: Command) -> Result<(), Refusal> {
        let by = seat(&self.level, by);
        let number = self.table.last_number(by) + 1;
        let turn = self.table.state().turn();
        self.table.submit(by, "test", number, turn, command).map(|_| ())
    }

    fn answer(&mut self, file: LicenceFile, answer: FileAnswer) {
        let said = self.say("cn", Command::AnswerFile { file: file.id, answer });
        said.unwrap_or_else(|refusal| panic!("{answer:?} to {file:?}: {refusal:?}"));
    }

    /// Answers the only file and ends the turn.
    fn decide(mut self, answer: FileAnswer) -> Self {
        let [file] = self.files()[..] else {
            panic!("{:?}", self.files())
        };
        self.answer(file, answer);
        self.end();
        self
    }

    fn end(&mut self) {
        self.table.end_turn(Actor::Clock).unwrap();
    }

    fn files(&self) -> Vec<LicenceFile> {
        let china = seat(&self.level, "cn");
        self.table.state().own(china).unwrap().files.clone()
    }

    /// Tonnes a month that a country's users got from China in the last turn.
    fn flow(&self, good: &str, to: &str, use_: Use) -> f64 {
        let (good, n) = (self.level.good_named(good).unwrap().index(), self.level.n());
        let [from, to] = ["cn", to].map(|id| self.level.country_named(id).unwrap());
        let row = (good * n + from.index()) * self.level.buyers();
        self.table.state().public().market.flow[row + buyer(to, use_)]
    }

    fn news(&self, of: Viewer) -> Vec<News> {
        let lines = self.table.log().read(of, 0);
        lines
            .filter_map(|entry| match entry.line {
                Line::News(news) => Some(news),
                Line::Message { .. } => None,
            })
            .filter(|news| matches!(news, News::FileAnswered { .. } | News::FileGivenUp { .. }))
            .collect()
    }
}

fn applicant(country: &str, good: &str, use_: Use, tonnes: f64, proof: f64) -> ApplicantEntry {
    ApplicantEntry {
        country: country.to_owned(),
        good: good.to_owned(),
        use_,
        tonnes,
        proof,
        cite: "assumed".to_owned(),
        why: "A test.".into(),
    }
}

/// American users of antimony ingots, whom China's ban shuts out.
fn smelters() -> ApplicantEntry {
    applicant("us", "sb", Use::Civil, 40.0, 100.0)
}

/// A state with files at the desk, an answer to one of them, and licences in force.
pub(crate) fn a_desk_at_work() -> State {
    let mut play = Play::shipped();
    for turn in 0..3 {
        let files = play.files();
        play.answer(files[0], FileAnswer::Approve);
        if turn < 2 {
            play.end();
        }
    }
    play.table.state().clone()
}

#[test]
fn a_desk_opens_with_as_many_files_as_it_has_places_all_about_controlled_goods() {
    let play = Play::shipped();
    let state = play.table.state();
    let files = play.files();
    assert_eq!(files.len(), 3);
    let china = play.level.country_named("cn").unwrap();
    for file in &files {
        assert!(
            effective(state, china, file.destination, file.good).limits(),
            "{file:?}"
        );
        assert!(file.per_month.0 > 0 && file.answer.is_none());
    }
    for at in 0..play.level.seats.len() {
        let viewer = Viewer::Seat(SeatId::at(at));
        let view = play.table.view(viewer);
        let items = agenda(&view, &play.level);
        let asked = items.iter().filter(|i| matches!(i, AgendaItem::File(_))).count();
        let own = SeatId::at(at) == seat(&play.level, "cn");
        assert_eq!(asked, if own { 3 } else { 0 });
    }
    // Other games draw other files.
    let other = Table::new(Arc::clone(&play.level), 8);
    let drawn = &other.state().own(seat(&play.level, "cn")).unwrap().files;
    let about =
        |files: &[LicenceFile]| -> Vec<_> { files.iter().map(|f| (f.destination, f.good, f.use_, f.proof)).collect() };
    assert_ne!(about(drawn), about(&files));
}

#[test]
fn what_is_not_answered_keeps_its_place_until_the_applicant_gives_up() {
    let mut play = Play::shipped();
    let first = play.files();
    play.answer(first[1], FileAnswer::Refuse);
    play.answer(first[2], FileAnswer::Defer);
    play.end();
    let second = play.files();
    // The refused file has made room for a new one; the others wait.
    assert_eq!(second.len(), 3);
    let ids = |files: &[LicenceFile]| -> Vec<FileId> { files.iter().map(|f| f.id).collect() };
    assert_eq!(ids(&second)[..2], [first[0].id, first[2].id]);
    assert!(!ids(&first).contains(&second[2].id));
    assert!(
        second.iter().all(|f| f.answer.is_none()),
        "an answer holds for one turn"
    );
    let patience = play.level.mechanisms.licences[0].patience;
    for _ in 1..=patience {
        play.end();
    }
    assert!(!ids(&play.files()).contains(&first[0].id), "nobody waits for ever");
    let news = play.news(Viewer::Facilitator);
    assert!(news.iter().any(|n| matches!(n, News::FileGivenUp { .. })), "{news:?}");
    // All chances are one seed's: the same commands give the same game.
    let again = replay(Arc::clone(&play.level), play.table.header(), play.table.journal()).unwrap();
    assert_eq!(again.fingerprint(), play.table.fingerprint());
}

#[test]
fn a_licence_lets_its_tonnes_past_a_ban_for_its_months_and_no_longer() {
    let mut yes = Play::with(smelters(), |_| {}).decide(FileAnswer::Approve);
    let no = Play::with(smelters(), |_| {}).decide(FileAnswer::Refuse);
    let put_off = Play::with(smelters(), |_| {}).decide(FileAnswer::Defer);
    assert_eq!(no.flow("sb", "us", Use::Civil), 0.0, "the regime's own rate");
    assert_eq!(put_off.table.state().public(), no.table.state().public());
    let passed = yes.flow("sb", "us", Use::Civil);
    assert!((passed - 40.0).abs() < 1e-6, "{passed}");
    let price = |play: &Play| {
        let at = play.level.good_named("sb").unwrap().index() * play.level.buyers();
        let us = play.level.country_named("us").unwrap();
        play.table.state().public().market.index[at + buyer(us, Use::Civil)]
    };
    assert!(
        price(&yes) < 0.99 * price(&no),
        "{} against {}",
        price(&yes),
        price(&no)
    );
    // March, April and May; turn 4 begins in June. Nobody asks for what is licensed already.
    for _ in 0..2 {
        assert!(yes.files().is_empty());
        yes.end();
        assert!((yes.flow("sb", "us", Use::Civil) - 40.0).abs() < 1e-6);
    }
    assert_eq!(yes.files().len(), 1, "who has had a licence asks for the next");
    yes.end();
    assert_eq!(yes.flow("sb", "us", Use::Civil), 0.0);
}

#[test]
fn shipments_begin_after_the_desks_delay() {
    let mut play = Play::with(smelters(), |file| file.licences[0].delay = 2).decide(FileAnswer::Approve);
    let mut flows = Vec::new();
    for _ in 0..4 {
        flows.push(play.flow("sb", "us", Use::Civil));
        play.end();
    }
    // Three months from May on: one of one month, two of the three of the summer quarter.
    for (flow, wanted) in flows.iter().zip([0.0, 0.0, 40.0, 80.0 / 3.0]) {
        assert!((flow - wanted).abs() < 1e-2, "{flows:?}");
    }
}

#[test]
fn a_licence_for_civil_use_leaks_and_a_proof_of_use_makes_it_leak_less() {
    let arms = |proof: f64, answer: FileAnswer| {
        let oxide = applicant("us", "sb_oxide", Use::Civil, 200.0, proof);
        let play = Play::with(oxide, |_| {}).decide(answer);
        let [civil, defence] = Use::ALL.map(|u| play.flow("sb_oxide", "us", u));
        assert!((civil + defence - 200.0).abs() < 1e-6, "{civil} + {defence}");
        defence
    };
    let proven = arms(100.0, FileAnswer::CivilOnly);
    let unproven = arms(0.0, FileAnswer::CivilOnly);
    let approved = arms(100.0, FileAnswer::Approve);
    println!("to arms makers: {proven:.2} proven, {unproven:.2} unproven, {approved:.2} approved");
    assert!((proven - 1.0).abs() < 1e-6, "{proven}");
    assert!(unproven > 5.0 * proven && unproven <= 20.0 + 1e-6, "{unproven}");
    assert!(approved > unproven, "{approved}");
}

#[test]
fn bad_answers_are_refused_with_a_reason() {
    let mut play = Play::with(applicant("us", "sb_oxide", Use::Defence, 20.0, 0.0), |_| {});
    let file = play.files()[0].id;
    let answer = |answer| Command::AnswerFile { file, answer };
    let none = Command::AnswerFile {
        file: FileId(file.0 + 1),
        answer: FileAnswer::Approve,
    };
    assert_eq!(
        play.say("cn", none),
        Err(Refusal::NoSuchFile {
            file: FileId(file.0 + 1)
        })
    );
    // Another's desk is nobody else's to answer at.
    assert_eq!(
        play.say("us", answer(FileAnswer::Approve)),
        Err(Refusal::NoSuchFile { file })
    );
    let good = play.level.good_named("sb_oxide").unwrap();
    assert_eq!(
        play.say("cn", answer(FileAnswer::CivilOnly)),
        Err(Refusal::NotForCivilUse { good })
    );
    assert_eq!(play.say("cn", answer(FileAnswer::Approve)), Ok(()));
    assert_eq!(
        play.say("cn", answer(FileAnswer::Approve)),
        Err(Refusal::NothingChanges)
    );
    // Until the turn is resolved minds may change.
    assert_eq!(play.say("cn", answer(FileAnswer::Refuse)), Ok(()));
    play.end();
    assert!(play.table.state().party().licences.is_empty());
}

#[test]
fn the_applicants_government_hears_the_answer_and_others_do_not() {
    let play = Play::with(smelters(), |_| {}).decide(FileAnswer::CivilOnly);
    let of = |id: &str| Viewer::Seat(seat(&play.level, id));
    for (viewer, hears) in [
        (of("cn"), true),
        (of("us"), true),
        (of("au"), false),
        (Viewer::Observer, false),
    ] {
        assert_eq!(play.news(viewer).len(), usize::from(hears), "{viewer:?}");
        assert_eq!(play.table.view(viewer).licences.len(), usize::from(hears), "{viewer:?}");
    }
}

#[test]
fn a_price_knows_the_licences_that_moved_it() {
    let mut play = Play::with(smelters(), |_| {}).decide(FileAnswer::Approve);
    let [us, cn] = ["us", "cn"].map(|id| play.level.country_named(id).unwrap());
    let good = play.level.good_named("sb").unwrap();
    let licences = Cause::Licences { exporter: cn, good };
    let mut part = |viewer: Viewer| {
        let causes = play.table.causes(viewer).unwrap();
        let price = causes.of(good, us, Use::Civil).unwrap().since_base;
        price
            .causes
            .iter()
            .find(|(cause, _)| *cause == licences)
            .map(|(_, part)| *part)
    };
    for viewer in [Viewer::Facilitator, Viewer::Seat(seat(&level("licence_desk"), "us"))] {
        let part = part(viewer).expect("a cause");
        assert!(part < -0.01, "{viewer:?}: {part}");
    }
    assert_eq!(part(Viewer::Observer), None);
}

#[test]
fn every_policy_answers_in_its_own_way() {
    let level = level("licence_desk");
    let known = known_by_seat(&level).unwrap();
    let china = seat(&level, "cn");
    let answers = |policy: PolicyName| -> Vec<FileAnswer> {
        let mut seats = vec![Choice::Always(PolicyName::Passive); level.seats.len()];
        seats[china.index()] = Choice::Always(policy);
        let game = play_one(&level, &known, 3, &seats);
        let again = replay(Arc::clone(&level), game.table.header(), game.table.journal()).unwrap();
        assert_eq!(again.fingerprint(), game.table.fingerprint());
        let commands = game.table.journal().iter().filter_map(|e| match &e.entry {
            Entry::Command(Command::AnswerFile { answer, .. }) => Some(*answer),
            _ => None,
        });
        commands.collect()
    };
    let kinds = |answers: &[FileAnswer]| FileAnswer::ALL.map(|a| answers.iter().filter(|b| **b == a).count());
    let [approve, civil_only, defer, refuse] = kinds(&answers(PolicyName::Hawk));
    assert!(refuse >= 9 && approve + civil_only + defer == 0, "hawk");
    let [approve, civil_only, defer, refuse] = kinds(&answers(PolicyName::Dove));
    assert!(approve >= 9 && civil_only + defer + refuse == 0, "dove");
    let lots = kinds(&answers(PolicyName::Random));
    assert!(lots.iter().filter(|n| **n > 0).count() >= 3, "random {lots:?}");
    let valued = kinds(&answers(PolicyName::Greedy));
    println!("greedy: approve, civil only, defer, refuse {valued:?}");
    assert!(valued.iter().sum::<usize>() >= 9 && valued[2] == 0, "greedy {valued:?}");
    assert!(answers(PolicyName::Passive).is_empty(), "passive lets them lie");
}

#[test]
fn a_desk_that_makes_no_sense_is_named() {
    let found = |change: fn(&mut LevelFile)| {
        let mut file = level("licence_desk").file.clone();
        change(&mut file);
        let findings = compile(&file).findings;
        findings.iter().map(|f| f.code).collect::<Vec<_>>()
    };
    assert!(found(|_| {}).is_empty());
    assert_eq!(
        found(|file| file.licences[0].applicants[0].country = "cn".to_owned()),
        ["own-country"]
    );
    assert_eq!(found(|file| file.licences[0].proven = 20.0), ["order"]);
    assert_eq!(found(|file| file.licences[0].applicants.clear()), ["empty"]);
    assert_eq!(found(|file| file.licences[0].files = 0), ["out-of-range"]);
    assert_eq!(
        found(|file| file.licences[0].applicants[1] = file.licences[0].applicants[0].clone()),
        ["duplicate"]
    );
    // American arms makers buy no Chinese magnets in the base year.
    assert_eq!(
        found(|file| file.licences[0].applicants[0].use_ = Use::Defence),
        ["no-trade"]
    );
    let second = |file: &mut LevelFile| file.licences.push(file.licences[0].clone());
    assert_eq!(found(second), ["duplicate"]);
}

#[test]
fn nobody_else_reads_whose_files_may_come() {
    let level = level("licence_desk");
    let of = |viewer: Option<&str>| chokepoint::level::public::redact(&level.file, viewer).licences.len();
    assert_eq!([of(Some("cn")), of(Some("us")), of(None)], [1, 0, 0]);
}
