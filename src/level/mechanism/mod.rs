//! Mechanisms that a level tunes: for each one the section of the file, its defaults, and the same ready to play. A file
//! that leaves a section out gets the model's default figures (MODEL 2.7 to 2.10).

mod claims;
mod clubs;
mod damage;
mod end_use;
mod floors;
mod investors;
mod know_how;
mod licences;
mod lists;
mod private_stocks;
mod protection;
mod reach;
mod smuggling;
mod transshipment;

pub use claims::{ClaimEntry, Claimable};
pub use clubs::{Club, ClubEntry};
pub use damage::{Damage, DamageEntry, DamageLine, Line};
pub use end_use::{EndUse, EndUseEntry};
pub use floors::{FloorEntry, GivenFloor};
pub use investors::{Investors, InvestorsEntry};
pub use know_how::{Behind, KnowHow, KnowHowEntry, KnowHowLevel, TechnologyBan};
pub use licences::{Applicant, ApplicantEntry, LicenceDesk, LicenceDeskEntry};
pub use lists::{GivenList, ListEntry, Lists, ListsEntry};
pub use private_stocks::{Holder, PrivateStocks, PrivateStocksEntry};
pub use protection::{Conflict, ConflictEntry, LossEntry, Protection, ProtectionEntry};
pub use reach::{Product, Reach, ReachEntry, ReachRuleEntry};
pub use smuggling::{Smuggling, SmugglingEntry};
pub use transshipment::{Host, HostEntry, Transshipment, TransshipmentEntry};
pub(super) use transshipment::{hosts, unit_cost};

use super::bench::Bench;
use super::compile_market::Markets;
use super::key::Key;
use super::shape::LevelFile;
use super::text::Text;

/// The mechanisms of a level.
#[derive(Clone, Debug, PartialEq)]
pub struct Mechanisms {
    /// Stocks of private users.
    pub private_stocks: PrivateStocks,
    /// Know-how of countries that are behind.
    pub know_how: KnowHow,
    /// Goods that leave without a licence.
    pub smuggling: Smuggling,
    /// Goods that go through third countries.
    pub transshipment: Transshipment,
    /// How far the proof of civil end use holds.
    pub end_use: EndUse,
    /// Licence desks, in file order.
    pub licences: Vec<LicenceDesk>,
    /// Controls on goods made abroad.
    pub reach: Reach,
    /// Damage to user industries.
    pub damage: Damage,
    /// Clubs, in file order.
    pub clubs: Vec<Club>,
    /// Unrest and guarantees against it.
    pub protection: Protection,
    /// Private investors.
    pub investors: Investors,
    /// Price floors in force at the start, by country and good.
    pub floors: Vec<GivenFloor>,
    /// Critical-minerals lists.
    pub lists: Lists,
    /// Demands on others' status that seats can make, in file order.
    pub claims: Vec<Claimable>,
}

/// Compiles every section.
pub(super) fn compile(bench: &mut Bench, file: &LevelFile, markets: &Markets, hosts: Vec<Host>) -> Mechanisms {
    Mechanisms {
        private_stocks: private_stocks::compile(bench, file, markets),
        know_how: know_how::compile(bench, file),
        smuggling: smuggling::compile(bench, file),
        transshipment: transshipment::compile(bench, file, markets, hosts),
        end_use: end_use::compile(bench, file),
        licences: licences::compile(bench, file, markets),
        reach: reach::compile(bench, file, markets),
        damage: damage::compile(bench, file),
        clubs: clubs::compile(bench, file),
        protection: protection::compile(bench, file),
        investors: investors::compile(bench, file),
        floors: floors::compile(bench, file),
        lists: lists::compile(bench, file),
        claims: claims::compile(bench, file),
    }
}

/// A number between two bounds; the lower one after noting that it is out of range.
fn between(bench: &mut Bench, key: &Key, value: f64, low: f64, high: f64) -> f64 {
    if value.is_finite() && (low..=high).contains(&value) {
        return value;
    }
    let reason = format!("{value} lies outside {low} to {high}");
    bench.error(
        "out-of-range",
        key,
        reason,
        format!("write a number from {low} to {high}"),
    );
    low
}

/// A percentage between two bounds, as a fraction.
fn share(bench: &mut Bench, key: &Key, percent: f64, low: f64, high: f64) -> f64 {
    between(bench, key, percent, low, high) / 100.0
}

fn model(section: &str) -> Text {
    Text::from(format!("Default figures of the model ({section}).").as_str())
}

fn assumed() -> String {
    super::cites::ASSUMED.to_owned()
}
