//! Every entry of a level file that cites: where it stands, what it names, and its own reason.

use std::collections::BTreeSet;

use super::key::Key;
use super::shape::LevelFile;
use super::text::Text;

/// What `cite` says when the number is ours.
pub(super) const ASSUMED: &str = "assumed";

/// One citation.
pub(super) struct Cite<'a> {
    pub(super) key: Key,
    pub(super) cite: &'a str,
    pub(super) why: &'a Text,
}

macro_rules! gather {
    ($found:ident, $key:expr, $entries:expr) => {
        for (n, entry) in $entries.iter().enumerate() {
            $found.push(Cite {
                key: $key.i(n),
                cite: &entry.cite,
                why: &entry.why,
            });
        }
    };
}

/// All citations of a file, in no order.
pub(super) fn cites(file: &LevelFile) -> Vec<Cite<'_>> {
    let mut found = Vec::new();
    for (c, chain) in file.chains.iter().enumerate() {
        let key = Key::top("chains").i(c);
        gather!(found, key.f("goods"), chain.goods);
        gather!(found, key.f("freight"), chain.freight);
        gather!(found, key.f("recipes"), chain.recipes);
        gather!(found, key.f("facilities"), chain.facilities);
        gather!(found, key.f("demands"), chain.demands);
        gather!(found, key.f("flows"), chain.flows);
    }
    let goods = &file.goods_market;
    found.push(Cite {
        key: Key::top("goods_market"),
        cite: &goods.cite,
        why: &goods.why,
    });
    gather!(found, Key::top("goods_market").f("trade"), goods.trade);
    gather!(found, Key::top("projects"), file.projects);
    gather!(found, Key::top("tariffs"), file.tariffs);
    gather!(found, Key::top("export_taxes"), file.export_taxes);
    gather!(found, Key::top("controls"), file.controls);
    gather!(found, Key::top("stocks"), file.stocks);
    gather!(found, Key::top("seats"), file.seats);
    gather!(found, Key::top("given"), file.given);
    gather!(found, Key::top("ready_offers"), file.ready_offers);
    gather!(found, Key::top("statements"), file.statements);
    gather!(found, Key::top("history"), file.history);
    gather!(found, Key::top("events"), file.events);
    found.push(Cite {
        key: Key::top("growth"),
        cite: &file.growth.cite,
        why: &file.growth.why,
    });
    found.push(Cite {
        key: Key::top("rent_share"),
        cite: &file.rent_share.cite,
        why: &file.rent_share.why,
    });
    found.extend(mechanisms(file));
    found
}

fn mechanisms(file: &LevelFile) -> Vec<Cite<'_>> {
    let mut found = Vec::new();
    macro_rules! sections {
        ($($name:ident),*) => {$(
            found.push(Cite {
                key: Key::top(stringify!($name)),
                cite: &file.$name.cite,
                why: &file.$name.why,
            });
        )*};
    }
    sections!(
        private_stocks,
        know_how,
        smuggling,
        transshipment,
        end_use,
        reach,
        damage,
        protection,
        investors,
        lists
    );
    gather!(found, Key::top("know_how").f("levels"), file.know_how.levels);
    gather!(found, Key::top("know_how").f("bans"), file.know_how.bans);
    gather!(found, Key::top("transshipment").f("hosts"), file.transshipment.hosts);
    gather!(found, Key::top("reach").f("rules"), file.reach.rules);
    gather!(found, Key::top("damage").f("lines"), file.damage.lines);
    gather!(found, Key::top("clubs"), file.clubs);
    gather!(found, Key::top("protection").f("conflicts"), file.protection.conflicts);
    gather!(found, Key::top("floors"), file.floors);
    gather!(found, Key::top("lists").f("seats"), file.lists.seats);
    gather!(found, Key::top("claims"), file.claims);
    gather!(found, Key::top("licences"), file.licences);
    for (n, desk) in file.licences.iter().enumerate() {
        gather!(found, Key::top("licences").i(n).f("applicants"), desk.applicants);
    }
    found
}

/// The names cited in a file, ties included.
pub(super) fn cited(file: &LevelFile) -> BTreeSet<&str> {
    cites(file)
        .into_iter()
        .map(|c| c.cite)
        .chain(file.ties.iter().map(|t| t.figure.as_str()))
        .collect()
}
