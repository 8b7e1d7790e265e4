//! Likely effects, computed on a thread while the player thinks: the difference an order or a draft makes to the seat's
//! expected total, rolled out from what the client knows.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use bevy::prelude::*;

use super::model::Model;
use super::scene::{PreviewKey, Previews};
use crate::level::ids::SeatId;
use crate::level::order::Order;
use crate::rules::View;
use crate::rules::estimate::{Belief, KnownLevel};
use crate::rules::licence::LicenceFile;
use crate::rules::markets::Markets;
use crate::rules::offer::Agreement;
use crate::rules::preview::{Baseline, Gain, Imagined};

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Foresight>();
    app.add_systems(Update, (forget, hear).chain());
}

/// More than this is not kept.
const KEPT: usize = 96;

/// What previews depend on besides their key: a new meaning makes all of them worthless.
#[derive(Debug, Clone, PartialEq)]
struct Meaning {
    figures: u32,
    orders: Vec<Order>,
    agreements: Vec<Agreement>,
    files: Vec<LicenceFile>,
}

struct Question {
    meaning: u64,
    key: PreviewKey,
    view: Arc<View>,
    known: Arc<KnownLevel>,
    seat: SeatId,
}

struct Answer {
    meaning: u64,
    key: PreviewKey,
    gain: Option<Gain>,
}

/// The previews and the thread that computes them.
#[derive(Resource, Default)]
pub struct Foresight {
    /// What is known so far, for panels.
    pub previews: Previews,
    meaning: Option<Meaning>,
    count: u64,
    thread: Option<Thread>,
}

struct Thread {
    ask: Sender<Question>,
    hear: Mutex<Receiver<Answer>>,
}

impl Foresight {
    /// Asks for a preview, unless it is known or being computed.
    pub fn ask(&mut self, key: PreviewKey, model: &Model) -> Result<(), BevyError> {
        let (Some(known), Some(view)) = (&model.known, &model.view) else {
            return Ok(());
        };
        let Some(seat) = view.seat() else { return Ok(()) };
        if self.previews.get(&key).is_some() {
            return Ok(());
        }
        if self.thread.is_none() {
            self.thread = Some(Thread::start()?);
        }
        let question = Question {
            meaning: self.count,
            key: key.clone(),
            view: Arc::clone(view),
            known: Arc::clone(known),
            seat,
        };
        let asked = self.thread.as_ref().is_some_and(|t| t.ask.send(question).is_ok());
        if !asked {
            // The thread died of a panic, which was reported: begin anew with the next question.
            self.thread = None;
            return Ok(());
        }
        self.previews.known.push((key, None));
        if self.previews.known.len() > KEPT {
            self.previews.known.remove(0);
        }
        Ok(())
    }

    /// Whether something is still being computed.
    #[must_use]
    pub fn is_working(&self) -> bool {
        self.previews.known.iter().any(|(_, gain)| gain.is_none())
    }
}

impl Thread {
    fn start() -> std::io::Result<Self> {
        let (ask, questions) = channel::<Question>();
        let (tell, hear) = channel();
        std::thread::Builder::new()
            .name("previews".to_owned())
            .spawn(move || work(&questions, &tell))?;
        Ok(Self {
            ask,
            hear: Mutex::new(hear),
        })
    }
}

/// Clears the previews when what they depend on has moved.
fn forget(model: Res<Model>, mut foresight: ResMut<Foresight>) {
    if !model.is_changed() {
        return;
    }
    let meaning = match (&model.figures, &model.view) {
        (Some(figures), Some(view)) => Some(Meaning {
            figures: figures.revision,
            orders: view.mine().map(|own| own.orders.clone()).unwrap_or_default(),
            agreements: view.agreements.clone(),
            files: view.mine().map(|own| own.files.clone()).unwrap_or_default(),
        }),
        _ => None,
    };
    if foresight.meaning != meaning {
        foresight.meaning = meaning;
        foresight.count += 1;
        foresight.previews.known.clear();
    }
}

fn hear(mut foresight: ResMut<Foresight>) {
    let quiet = foresight.bypass_change_detection();
    let Some(thread) = quiet.thread.as_mut() else { return };
    let Ok(hear) = thread.hear.get_mut() else { return };
    let answers: Vec<Answer> = hear.try_iter().collect();
    for answer in answers.into_iter().filter(|a| a.meaning == quiet.count) {
        let Some(at) = quiet.previews.known.iter().position(|(key, _)| *key == answer.key) else {
            continue;
        };
        match answer.gain {
            Some(gain) => quiet.previews.known[at].1 = Some(gain),
            None => {
                quiet.previews.known.remove(at);
            }
        }
    }
}

/// The thread: the newest question first; of several about the same order only the newest, and none about the past.
fn work(questions: &Receiver<Question>, tell: &Sender<Answer>) {
    let mut waiting: Vec<Question> = Vec::new();
    let mut desk: Option<Desk> = None;
    loop {
        if waiting.is_empty() {
            let Ok(question) = questions.recv() else { return };
            waiting.push(question);
        }
        waiting.extend(questions.try_iter());
        let Some(question) = waiting.pop() else { continue };
        let newest = question.meaning;
        let passed = |q: &Question| q.meaning != newest || q.key.same_subject(&question.key);
        for old in waiting.extract_if(.., |q| passed(q)) {
            if tell
                .send(Answer {
                    meaning: old.meaning,
                    key: old.key,
                    gain: None,
                })
                .is_err()
            {
                return;
            }
        }
        let desk = match &mut desk {
            Some(desk) if desk.meaning == newest => desk,
            other => other.insert(Desk::new(&question)),
        };
        let gain = Some(desk.gain(&question));
        if tell
            .send(Answer {
                meaning: newest,
                key: question.key,
                gain,
            })
            .is_err()
        {
            return;
        }
    }
}

trait Subject {
    fn same_subject(&self, other: &Self) -> bool;
}

impl Subject for PreviewKey {
    /// A slider that moved on: its earlier positions need no answer any more.
    fn same_subject(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Order(a), Self::Order(b)) => a.key() == b.key(),
            (Self::Answer(a, _), Self::Answer(b, _)) => a == b,
            _ => false,
        }
    }
}

const BELIEFS: [Belief; 3] = [Belief::Low, Belief::Mid, Belief::High];

/// Roll-outs without anything imagined, kept while the meaning stays the same.
struct Desk {
    meaning: u64,
    markets: Markets,
    baselines: Option<[Baseline; 3]>,
}

impl Desk {
    fn new(question: &Question) -> Self {
        Self {
            meaning: question.meaning,
            markets: Markets::new(&question.known.shared_level()),
            baselines: None,
        }
    }

    fn gain(&mut self, question: &Question) -> Gain {
        let Question {
            view, known, seat, key, ..
        } = question;
        let imagined = match key {
            PreviewKey::Order(order) => Imagined::Ordered(*seat, *order),
            PreviewKey::Answer(file, answer) => Imagined::Answered(*seat, *file, *answer),
            PreviewKey::Draft(draft) => Imagined::Signed(draft),
        };
        // What is sealed or answered already is compared with not having done it.
        let without = undone(view, key);
        let view = without.as_ref().unwrap_or(view);
        let baselines = match (self.baselines, &without) {
            (Some(baselines), None) => baselines,
            _ => BELIEFS.map(|b| Baseline::new(view, known, *seat, b, &mut self.markets)),
        };
        if without.is_none() {
            self.baselines = Some(baselines);
        }
        let [a, b, c] = baselines.map(|base| base.gain(view, known, imagined, &mut self.markets));
        Gain {
            low: a.min(b).min(c),
            mid: b,
            high: a.max(b).max(c),
        }
    }
}

/// The view without what is imagined, where it is sealed or answered already.
fn undone(view: &View, key: &PreviewKey) -> Option<View> {
    let own = view.mine()?;
    match key {
        PreviewKey::Order(order) => {
            let sealed = own.orders.iter().find(|o| o.key() == order.key())?;
            Some(without_order(view, *sealed))
        }
        PreviewKey::Answer(id, _) => {
            own.files.iter().find(|f| f.id == *id && f.answer.is_some())?;
            let mut view = view.clone();
            for file in view.own.iter_mut().flat_map(|(_, own)| &mut own.files) {
                if file.id == *id {
                    file.answer = None;
                }
            }
            Some(view)
        }
        PreviewKey::Draft(_) => None,
    }
}

fn without_order(view: &View, order: Order) -> View {
    let mut view = view.clone();
    for (_, own) in &mut view.own {
        own.orders.retain(|o| o.key() != order.key());
    }
    view
}
