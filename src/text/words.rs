//! Words for the vocabulary's variants.

use super::{Speaker, keys};
use crate::level::clause::{ClauseKind, Milestone};
use crate::level::ids::ClubId;
use crate::level::ids::Use;
use crate::level::measure::Regime;
use crate::level::shape::{Meter, SubRole};
use crate::level::{Concern, ProjectStep, Stage};
use crate::rules::licence::FileAnswer;
use crate::rules::offer::{AgreementStanding, ClauseStanding, Reason};
use crate::rules::state::Stage as GameStage;
use crate::rules::{Standing, Tone};

impl Speaker {
    /// A control regime: “a licence for each shipment, 60 % approved”.
    #[must_use]
    pub fn regime(&self, regime: Regime) -> String {
        let key = keys::regime(&regime);
        match regime {
            Regime::Licence { approval } | Regime::CivilOnly { approval } => {
                self.say(key, &[("approval", approval.into())])
            }
            Regime::Free | Regime::General | Regime::Ban => self.say(key, &[]),
        }
    }

    /// What a regime means, for tooltips.
    #[must_use]
    pub fn regime_about(&self, regime: Regime) -> String {
        self.say(keys::regime_about(&regime), &[])
    }

    /// A reason for declining, as it follows a colon.
    #[must_use]
    pub fn reason(&self, reason: Reason) -> String {
        self.say(keys::reason(&reason), &[])
    }

    /// Threat or promise.
    #[must_use]
    pub fn tone(&self, tone: Tone) -> String {
        self.say(keys::tone(&tone), &[])
    }

    /// An answer to a licence file.
    #[must_use]
    pub fn file_answer(&self, answer: FileAnswer) -> String {
        self.say(keys::file_answer(&answer), &[])
    }

    /// Civil or defence users.
    #[must_use]
    pub fn use_(&self, use_: Use) -> String {
        self.say(keys::use_(&use_), &[])
    }

    /// A club's name.
    #[must_use]
    pub fn club(&self, club: ClubId) -> String {
        let known = self.level().and_then(|l| l.mechanisms.clubs.get(club.index()));
        known.map_or_else(String::new, |c| self.text(&c.name).to_owned())
    }

    /// One of a club's meters.
    #[must_use]
    pub fn meter(&self, meter: Meter) -> String {
        self.say(keys::meter(&meter), &[])
    }

    /// A part of a seat's work.
    #[must_use]
    pub fn sub_role(&self, role: SubRole) -> String {
        self.say(keys::sub_role(&role), &[])
    }

    /// A kind of clause.
    #[must_use]
    pub fn clause_kind(&self, kind: ClauseKind) -> String {
        self.say(keys::clause_kind(&kind), &[])
    }

    /// What a kind of clause does, for tooltips.
    #[must_use]
    pub fn clause_kind_about(&self, kind: ClauseKind) -> String {
        self.say(keys::clause_kind_about(&kind), &[])
    }

    /// A milestone of an investment.
    #[must_use]
    pub fn milestone(&self, milestone: Milestone) -> String {
        self.say(keys::milestone(&milestone), &[])
    }

    /// A step of a project.
    #[must_use]
    pub fn step(&self, step: ProjectStep) -> String {
        self.say(keys::step(&step), &[])
    }

    /// A stage of a chain.
    #[must_use]
    pub fn stage(&self, stage: Stage) -> String {
        self.say(keys::stage(&stage), &[])
    }

    /// What a domestic group looks at.
    #[must_use]
    pub fn concern(&self, concern: &Concern) -> String {
        let key = keys::concern(concern);
        match concern {
            Concern::Users(good) | Concern::Producers(good) => self.say(key, &[("good", (*good).into())]),
            Concern::Consumers
            | Concern::ImportCompeting
            | Concern::Jobs
            | Concern::Standing
            | Concern::Environment => self.say(key, &[]),
        }
    }

    /// How an agreement stands.
    #[must_use]
    pub fn agreement_standing(&self, standing: AgreementStanding) -> String {
        let key = keys::agreement_standing(&standing);
        match standing {
            AgreementStanding::Broken(by) => self.say(key, &[("by", by.into())]),
            AgreementStanding::Formed | AgreementStanding::InForce | AgreementStanding::Expired => self.say(key, &[]),
        }
    }

    /// How a clause stands.
    #[must_use]
    pub fn clause_standing(&self, standing: ClauseStanding) -> String {
        let key = keys::clause_standing(&standing);
        match standing {
            ClauseStanding::Late(turns) => self.say(key, &[("turns", i64::from(turns).into())]),
            ClauseStanding::Kept | ClauseStanding::Broken => self.say(key, &[]),
        }
    }

    /// What became of a threat or promise.
    #[must_use]
    pub fn statement_standing(&self, standing: Standing) -> String {
        self.say(keys::statement_standing(&standing), &[])
    }

    /// Where a game stands.
    #[must_use]
    pub fn game_stage(&self, stage: GameStage) -> String {
        self.say(keys::game_stage(&stage), &[])
    }
}
