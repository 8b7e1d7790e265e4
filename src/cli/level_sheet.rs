//! A level as a sheet of plain text: seats, goals, what holds at the start, figures with sources, events, projects.

use std::fmt::{self, Write as _};

use super::level_measures::measures;
use crate::level::choice::choosable;
use crate::level::shape::{Figure, Status};
use crate::level::{Level, Seat};

/// The sheet; with spoilers also private briefs, hidden events and the teacher's questions.
pub(super) fn sheet(level: &Level, spoilers: bool) -> String {
    let mut text = String::new();
    // Writing into a string cannot fail.
    let _ = head(&mut text, level)
        .and_then(|()| seats(&mut text, level, spoilers))
        .and_then(|()| class(&mut text, level, spoilers))
        .and_then(|()| measures(&mut text, level))
        .and_then(|()| figures(&mut text, level))
        .and_then(|()| choices(&mut text, level))
        .and_then(|()| projects(&mut text, level))
        .and_then(|()| events(&mut text, level, spoilers));
    text
}

fn head(out: &mut String, level: &Level) -> fmt::Result {
    let file = &level.file;
    writeln!(out, "{}  ({})\n\n{}", file.title.en, file.id, file.pitch.en)?;
    if !file.dilemma.en.is_empty() {
        writeln!(out, "{}", file.dilemma.en)?;
    }
    let months: Vec<_> = level.turns.iter().map(|m| m.0.to_string()).collect();
    writeln!(
        out,
        "\nCalendar: from {}-{:02}; {} turns of {} months; then a run-out of {} months",
        level.start.year(),
        level.start.month(),
        level.turns.len(),
        months.join(", "),
        level.run_out.iter().map(|m| m.0).sum::<u16>()
    )?;
    writeln!(out, "\nDocuments")?;
    for (id, d) in &file.documents {
        writeln!(
            out,
            "  {id}  {} · {} · {}\n       {}",
            d.title.en, d.outlet.en, d.date, d.address
        )?;
    }
    Ok(())
}

fn seats(out: &mut String, level: &Level, spoilers: bool) -> fmt::Result {
    writeln!(out, "\nSeats")?;
    for (seat, entry) in level.seats.iter().zip(&level.file.seats) {
        let country = &level.countries[seat.country.index()];
        writeln!(
            out,
            "  {} ({}), {}: income ${} m a month",
            country.name.en,
            country.id,
            entry.role.en,
            seat.income.million()
        )?;
        if spoilers {
            brief(out, seat, &entry.brief)?;
        }
        for part in &entry.sub_roles {
            writeln!(out, "     {:?}: {}", part.role, part.task.en)?;
        }
    }
    Ok(())
}

fn brief(out: &mut String, seat: &Seat, brief: &crate::level::shape::Brief) -> fmt::Result {
    writeln!(out, "     {}", brief.situation.en)?;
    writeln!(out, "     Red line: {}", brief.red_line.en)?;
    writeln!(out, "     If nothing is signed: {}", brief.walk.en)?;
    for goal in &seat.goals {
        writeln!(out, "     {} {}", "*".repeat(usize::from(goal.stars)), goal.text.en)?;
    }
    writeln!(out, "     signs only for {:.0} points or more", seat.walk_away)
}

fn class(out: &mut String, level: &Level, spoilers: bool) -> fmt::Result {
    let Some(teacher) = &level.file.teacher else {
        return Ok(());
    };
    let minutes = &teacher.minutes;
    let turns = u16::try_from(level.turns.len()).unwrap_or(u16::MAX);
    let whole = minutes.brief + minutes.debrief + turns.saturating_mul(minutes.turn);
    writeln!(
        out,
        "\nIn class: {} minutes for the brief, {} a turn, {} for the debrief, {whole} in all",
        minutes.brief, minutes.turn, minutes.debrief
    )?;
    for goal in &teacher.goals {
        writeln!(out, "  - {}", goal.en)?;
    }
    if spoilers {
        writeln!(out, "\nQuestions for the debrief")?;
        for question in &teacher.questions {
            writeln!(out, "  - {}", question.en)?;
        }
    }
    Ok(())
}

fn figures(out: &mut String, level: &Level) -> fmt::Result {
    writeln!(out, "\nFigures")?;
    for (key, figure) in &level.file.figures {
        writeln!(
            out,
            "  {key}: {} {}  [{}, {}]\n     {}",
            figure.value, figure.unit, figure.from, figure.claimed_by.en, figure.text.en
        )?;
        status(out, figure)?;
    }
    Ok(())
}

/// Figures that the host can choose, and those that are chosen.
fn choices(out: &mut String, level: &Level) -> fmt::Result {
    for chosen in &level.file.chosen {
        writeln!(out, "\nChosen: {}={}", chosen.figure, chosen.from)?;
    }
    let all = choosable(level);
    if all.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\nRival figures that can be played instead (they move the model): --figure KEY=SOURCE"
    )?;
    for one in all {
        let Some(figure) = level.file.figures.get(&one.figure) else {
            continue;
        };
        for (from, value) in one.rivals {
            writeln!(
                out,
                "  --figure {}={from}   {value} {} instead of {}",
                one.figure, figure.unit, figure.value
            )?;
        }
    }
    Ok(())
}

fn status(out: &mut String, figure: &Figure) -> fmt::Result {
    match &figure.status {
        Status::Agreed => Ok(()),
        Status::Contested(rivals) => rivals.iter().try_for_each(|rival| {
            let note = if rival.note.en.is_empty() {
                String::new()
            } else {
                format!(" ({})", rival.note.en)
            };
            writeln!(
                out,
                "     contested: {} {} [{}]{note}",
                rival.value, figure.unit, rival.from
            )
        }),
        Status::Corrected { slip, reading } => {
            writeln!(out, "     corrected: the document says “{}”; {}", slip.en, reading.en)
        }
        Status::Assumed(why) => writeln!(out, "     assumed: {}", why.en),
    }
}

fn projects(out: &mut String, level: &Level) -> fmt::Result {
    writeln!(out, "\nProjects")?;
    for project in &level.projects {
        let total: u16 = project.steps.iter().map(|(_, m)| m.0).sum();
        writeln!(
            out,
            "  {}: ${} m, {total} months, {:.0} t a year",
            project.name.en,
            project.cost.million(),
            project.capacity * 12.0
        )?;
    }
    Ok(())
}

fn events(out: &mut String, level: &Level, spoilers: bool) -> fmt::Result {
    let which = if spoilers {
        ""
    } else {
        " (those announced; --spoilers shows all)"
    };
    writeln!(out, "\nEvents{which}")?;
    for event in level.events.iter().filter(|e| spoilers || e.announced) {
        let (from, until) = (event.trigger.from.0 + 1, event.trigger.until.0 + 1);
        let turns = if from == until {
            format!("turn {from}")
        } else {
            format!("turns {from}–{until}")
        };
        let rumour = event.rumour.map_or_else(String::new, |r| {
            format!(
                "  (a rumour: true with {} %, known {} turns later)",
                r.truth.fraction() * 100.0,
                r.after
            )
        });
        writeln!(out, "  {turns}: {}{rumour}", event.headline.en)?;
    }
    Ok(())
}
