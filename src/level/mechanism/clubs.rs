//! Clubs of countries, whose four meters tell a headline from a supply chain.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::level::bench::Bench;
use crate::level::ids::{CountryId, GoodId};
use crate::level::key::Key;
use crate::level::shape::LevelFile;
use crate::level::text::Text;

/// A club.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClubEntry {
    /// Short name.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Countries of the level that belong to it, two at least.
    pub members: Vec<String>,
    /// Mineral goods it is about.
    pub goods: Vec<String>,
    /// Where it comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// A club, ready to play.
#[derive(Clone, Debug, PartialEq)]
pub struct Club {
    /// Short name.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Members, in file order.
    pub members: Vec<CountryId>,
    /// What it is about.
    pub goods: Vec<GoodId>,
}

pub(super) fn compile(bench: &mut Bench, file: &LevelFile) -> Vec<Club> {
    let mut clubs = Vec::new();
    for (n, entry) in file.clubs.iter().enumerate() {
        let key = Key::top("clubs").i(n);
        let mut members = Vec::new();
        for (m, name) in entry.members.iter().enumerate() {
            let key = key.f("members").i(m);
            if entry.members[..m].contains(name) {
                let reason = format!("\"{name}\" is a member twice");
                bench.error("repeated", &key, reason, "name each member once");
            }
            members.push(bench.country(&key, name));
        }
        if members.len() < 2 {
            let reason = format!("{} members; a club has two at least", members.len());
            bench.error(
                "count",
                &key.f("members"),
                reason,
                "name the countries that belong to it",
            );
        }
        if entry.goods.is_empty() {
            bench.error(
                "empty",
                &key.f("goods"),
                "a club about nothing",
                "name at least one mineral good",
            );
        }
        let goods = entry.goods.iter().enumerate();
        clubs.push(Club {
            id: entry.id.clone(),
            name: entry.name.clone(),
            members,
            goods: goods
                .map(|(g, name)| bench.mineral(&key.f("goods").i(g), name))
                .collect(),
        });
    }
    clubs
}
