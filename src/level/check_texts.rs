//! Checks of a level's texts: written, and short enough for where they stand.

use super::bench::Bench;
use super::key::Key;
use super::shape::{LevelFile, SeatEntry};
use super::text::Text;

/// Most words of a brief's situation.
const BRIEF_WORDS: usize = 120;
/// Most words of its short form.
const BASIC_WORDS: usize = 45;
/// Most characters of a text in English; a Chinese one has half as many.
const TITLE: usize = 60;
const ROLE: usize = 90;
const LINE: usize = 200;
const HEADLINE: usize = 180;
const PARAGRAPH: usize = 700;
/// A step of the guide stands on a card beside the map.
const STEP: usize = 260;

/// Every text of the file that players see.
pub(super) fn texts(bench: &mut Bench, file: &LevelFile) {
    short(bench, &Key::top("title"), &file.title, TITLE);
    short(bench, &Key::top("pitch"), &file.pitch, PARAGRAPH);
    for (name, text) in [("dilemma", &file.dilemma), ("lesson", &file.lesson)] {
        if !text.en.is_empty() {
            short(bench, &Key::top(name), text, PARAGRAPH);
        }
    }
    for (n, seat) in file.seats.iter().enumerate() {
        of_seat(bench, seat, &Key::top("seats").i(n));
    }
    for (n, club) in file.clubs.iter().enumerate() {
        short(bench, &Key::top("clubs").i(n).f("name"), &club.name, TITLE);
    }
    for (n, topic) in file.topics.iter().enumerate() {
        short(bench, &Key::top("topics").i(n).f("name"), &topic.name, TITLE);
    }
    for (n, event) in file.events.iter().enumerate() {
        let key = Key::top("events").i(n);
        short(bench, &key.f("headline"), &event.headline, HEADLINE);
        if !event.body.en.is_empty() {
            short(bench, &key.f("body"), &event.body, PARAGRAPH);
        }
    }
    guide(bench, file);
    teacher(bench, file);
}

fn of_seat(bench: &mut Bench, seat: &SeatEntry, key: &Key) {
    short(bench, &key.f("role"), &seat.role, ROLE);
    let brief = key.f("brief");
    words(bench, &brief.f("situation"), &seat.brief.situation, BRIEF_WORDS);
    short(bench, &brief.f("red_line"), &seat.brief.red_line, LINE);
    short(bench, &brief.f("walk"), &seat.brief.walk, LINE);
    if let Some(basic) = &seat.brief.basic {
        words(bench, &brief.f("basic"), basic, BASIC_WORDS);
    }
    for (r, part) in seat.sub_roles.iter().enumerate() {
        let key = key.f("sub_roles").i(r);
        short(bench, &key.f("task"), &part.task, LINE);
        if seat.sub_roles[..r].iter().any(|other| other.role == part.role) {
            let reason = format!("the sub-role {:?} stands twice", part.role);
            bench.error("repeated", &key.f("role"), reason, "give each sub-role once");
        }
    }
    for (g, goal) in seat.goals.iter().enumerate() {
        short(bench, &key.f("goals").i(g).f("text"), &goal.text, LINE);
    }
    for (g, group) in seat.groups.iter().enumerate() {
        short(bench, &key.f("groups").i(g).f("name"), &group.name, TITLE);
    }
}

fn words(bench: &mut Bench, key: &Key, text: &Text, most: usize) {
    filled(bench, key, text);
    let words = text.en.split_whitespace().count();
    if words > most {
        let reason = format!("the text has {words} words, {most} is the limit");
        let fix = "players have two minutes to read their brief: cut it";
        bench.error("too-long", key, reason, fix);
    }
    // About two Chinese characters for each English word.
    let signs = text.zh.as_ref().map_or(0, |zh| zh.chars().count());
    if signs > 2 * most {
        let reason = format!("the Chinese text has {signs} characters, {} is the limit", 2 * most);
        bench.error("too-long", key, reason, "cut it");
    }
}

fn short(bench: &mut Bench, key: &Key, text: &Text, most: usize) {
    filled(bench, key, text);
    let lengths = [
        ("text", text.en.chars().count(), most),
        (
            "Chinese text",
            text.zh.as_ref().map_or(0, |zh| zh.chars().count()),
            most / 2,
        ),
    ];
    for (which, long, most) in lengths {
        if long > most {
            let reason = format!("the {which} has {long} characters, {most} is the limit");
            bench.error("too-long", key, reason, "it would not fit where it is shown: cut it");
        }
    }
}

fn guide(bench: &mut Bench, file: &LevelFile) {
    let Some(guide) = &file.guide else { return };
    let key = Key::top("guide");
    for (n, step) in guide.steps.iter().enumerate() {
        let key = key.f("steps").i(n);
        short(bench, &key.f("title"), &step.title, TITLE);
        short(bench, &key.f("text"), &step.text, STEP);
    }
    short(bench, &key.f("closing"), &guide.closing, STEP);
}

fn teacher(bench: &mut Bench, file: &LevelFile) {
    let Some(teacher) = &file.teacher else { return };
    let key = Key::top("teacher");
    for (field, texts, least, most) in [("goals", &teacher.goals, 2, 5), ("questions", &teacher.questions, 3, 8)] {
        // The public form of a level keeps its questions to itself.
        if !(least..=most).contains(&texts.len()) && !texts.is_empty() {
            let reason = format!("{} entries; {least} to {most} are asked for", texts.len());
            bench.error("count", &key.f(field), reason, "what a class can remember is short");
        }
        for (n, text) in texts.iter().enumerate() {
            filled(bench, &key.f(field).i(n), text);
        }
    }
    let minutes = &teacher.minutes;
    for (field, value) in [
        ("brief", minutes.brief),
        ("turn", minutes.turn),
        ("debrief", minutes.debrief),
    ] {
        if !(1..=90).contains(&value) {
            let reason = format!("{value} minutes");
            bench.error("out-of-range", &key.f("minutes").f(field), reason, "choose 1 to 90");
        }
    }
}

/// Notes an empty text.
pub(super) fn filled(bench: &mut Bench, key: &Key, text: &Text) {
    if text.en.trim().is_empty() || text.zh.as_ref().is_some_and(|zh| zh.trim().is_empty()) {
        bench.error(
            "empty-text",
            key,
            "the text is empty",
            "write a sentence, or delete the empty translation",
        );
    }
}
