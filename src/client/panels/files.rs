//! Licence files at one's own desk: who asks for what, and the answer that will be given.

use bevy_egui::egui;
use egui::Ui;

use super::marks::Shape;
use super::measures::capital;
use super::preview::preview;
use super::widgets::{card_lit, choose, note, sentence};
use crate::client::scene::{Intent, PreviewKey, Scene};
use crate::client::theme;
use crate::level::ids::Use;
use crate::rules::AgendaItem;
use crate::rules::command::Command;
use crate::rules::licence::{FileAnswer, LicenceFile};
use crate::rules::refusal::Refusal;

/// Draws them, one card each.
pub fn files(ui: &mut Ui, scene: &Scene, out: &mut Vec<Intent>) {
    let Some(own) = scene.view.mine() else { return };
    note(ui, scene.speaker.ui("panel-licence-files-note"));
    for file in &own.files {
        let (edge, shape) = if file.answer.is_none() {
            (theme::ALERT, Shape::Alert)
        } else {
            (theme::MINE, Shape::Mine)
        };
        card_lit(ui, edge, |ui| {
            sentence(ui, shape, scene.speaker.agenda(&AgendaItem::File(*file)));
            answers(ui, scene, file, out);
            if let Some(answer @ (FileAnswer::Approve | FileAnswer::CivilOnly)) = file.answer {
                preview(ui, scene, &PreviewKey::Answer(file.id, answer), out);
            }
        });
    }
}

/// The answers to a file; the one given, or on its way, is marked.
fn answers(ui: &mut Ui, scene: &Scene, file: &LicenceFile, out: &mut Vec<Intent>) {
    let speaker = scene.speaker;
    let sent = scene.pending.iter().rev().find_map(|command| match command {
        Command::AnswerFile { file: about, answer } if *about == file.id => Some(*answer),
        _ => None,
    });
    let mut taken = sent.or(file.answer);
    let makes_sense = |answer: &FileAnswer| *answer != FileAnswer::CivilOnly || file.use_ == Use::Civil;
    let choices: Vec<_> = FileAnswer::ALL
        .into_iter()
        .filter(makes_sense)
        .map(|answer| (Some(answer), capital(&speaker.file_answer(answer))))
        .collect();
    if choose(ui, &mut taken, &choices)
        && let Some(answer) = taken
    {
        out.push(Intent::Command(Command::AnswerFile { file: file.id, answer }));
    }
    if file.use_ == Use::Defence {
        note(ui, speaker.refusal(&Refusal::NotForCivilUse { good: file.good }));
    }
}
