//! What moved prices and lines, turn by turn, in names instead of numbers: for files and people outside the game.

use serde::Serialize;

use crate::level::Level;
use crate::level::ids::{AgreementId, CountryId, FacilityId, GoodId, LevelEventId, ProjectId, SeatId, Use};
use crate::level::units::Turn;
use crate::rules::Viewer;
use crate::rules::causes::{Cause, Causes, Group, LineCauses, Parts, Term, Terms};
use crate::rules::event::{Stir, Why};
use crate::table::Table;

/// Why the prices of a turn are what they are, and what set the lines apart from no deal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explained {
    /// The turn that was resolved, from 1; the last entry of a game follows the run-out and has the number of its last step.
    pub turn: u16,
    /// Its first month, `2025-11`.
    pub month: String,
    /// Prices by good, country and use.
    pub prices: Vec<PriceEntry>,
    /// Lines by seat; empty where the run-out has already been added to them.
    pub lines: Vec<LineEntry>,
}

/// One price.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PriceEntry {
    /// Good.
    pub good: String,
    /// Where it is bought.
    pub country: String,
    /// By whom: `civil` or `defence`.
    #[serde(rename = "use")]
    pub use_: &'static str,
    /// USD/kg; general goods relative to the base year.
    pub now: f64,
    /// In the turn before.
    pub last: f64,
    /// In the base year.
    pub base: f64,
    /// Since the turn before.
    pub since_last: Difference,
    /// Since the base year.
    pub since_base: Difference,
}

/// One line of one seat.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LineEntry {
    /// The seat, by its country.
    pub seat: String,
    /// `welfare`, `security` or `politics`.
    pub line: &'static str,
    /// The turn's value less no deal's, in the line's unit.
    pub last: Difference,
    /// Points so far.
    pub so_far: Difference,
}

/// A difference (log points for prices) taken apart: parts and other add up to the total.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The whole.
    pub total: f64,
    /// Sums of the groups (prices only).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Groups>,
    /// What made it.
    pub parts: Vec<Part>,
    /// What the viewer may not know.
    pub other: f64,
}

/// What each group of causes added, in the published order.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Groups {
    /// [`Group::Tariffs`].
    pub tariffs: f64,
    /// [`Group::Controls`].
    pub controls: f64,
    /// [`Group::Agreements`].
    pub agreements: f64,
    /// [`Group::Capacities`].
    pub capacities: f64,
    /// [`Group::Stocks`].
    pub stocks: f64,
    /// [`Group::Demand`].
    pub demand: f64,
    /// [`Group::Events`].
    pub events: f64,
}

/// One part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// What it is and what it is about.
    #[serde(flatten)]
    pub about: About,
    /// Its size.
    pub part: f64,
}

/// A cause or term in names; what does not belong to it is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct About {
    /// Which kind of cause or term.
    pub cause: &'static str,
    /// Why money or approval moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
    /// Country or seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub good: Option<String>,
    /// Facility.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facility: Option<String>,
    /// Project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// Event of the level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Agreement, by its number as on screens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement: Option<u32>,
    /// Domestic group, by its place in the seat's list, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<u8>,
}

/// Explains the last turn of a table to a viewer: one entry, or after the last turn two (its own, and the run-out's).
#[must_use]
pub fn explain(table: &mut Table, viewer: Viewer) -> Vec<Explained> {
    let level = table.level();
    let mut all = Vec::new();
    let played = level.played_turns();
    let resolved = table.state().turn().0;
    if let Some(causes) = table.causes_of_play(viewer) {
        all.push(entry(&level, played, &causes, Vec::new()));
    }
    if let Some(causes) = table.causes(viewer) {
        let lines = lines(table, viewer);
        all.push(entry(&level, resolved, &causes, lines));
    }
    all
}

fn entry(level: &Level, turn: u16, causes: &Causes, lines: Vec<LineEntry>) -> Explained {
    let month = level.month_of(Turn(turn.saturating_sub(1)));
    let mut prices = Vec::new();
    for good in (0..level.goods.len()).map(GoodId::at) {
        for country in (0..level.countries.len()).map(CountryId::at) {
            for (use_, name) in [(Use::Civil, "civil"), (Use::Defence, "defence")] {
                // General goods have one index a country.
                let doubled = good == level.goods_market.good && use_ != Use::Civil;
                if let (Some(price), false) = (causes.of(good, country, use_), doubled) {
                    prices.push(PriceEntry {
                        good: named_good(level, good),
                        country: named_country(level, country),
                        use_: name,
                        now: price.now,
                        last: price.last,
                        base: price.base,
                        since_last: of_parts(level, &price.since_last),
                        since_base: of_parts(level, &price.since_base),
                    });
                }
            }
        }
    }
    Explained {
        turn,
        month: format!("{:04}-{:02}", month.year(), month.month()),
        prices,
        lines,
    }
}

fn lines(table: &Table, viewer: Viewer) -> Vec<LineEntry> {
    let level = table.level();
    let mut lines = Vec::new();
    for seat in (0..level.seats.len()).map(SeatId::at) {
        for (at, line) in ["welfare", "security", "politics"].into_iter().enumerate() {
            if let Some(LineCauses { last, so_far }) = table.line(viewer, seat, at) {
                lines.push(LineEntry {
                    seat: named_seat(&level, seat),
                    line,
                    last: of_terms(&level, &last),
                    so_far: of_terms(&level, &so_far),
                });
            }
        }
    }
    lines
}

fn of_parts(level: &Level, parts: &Parts) -> Difference {
    Difference {
        total: parts.total,
        groups: Some(Groups {
            tariffs: parts.group(Group::Tariffs),
            controls: parts.group(Group::Controls),
            agreements: parts.group(Group::Agreements),
            capacities: parts.group(Group::Capacities),
            stocks: parts.group(Group::Stocks),
            demand: parts.group(Group::Demand),
            events: parts.group(Group::Events),
        }),
        parts: parts
            .causes
            .iter()
            .map(|(cause, part)| Part {
                about: of_cause(level, *cause),
                part: *part,
            })
            .collect(),
        other: parts.other,
    }
}

fn of_terms(level: &Level, terms: &Terms) -> Difference {
    Difference {
        total: terms.total,
        groups: None,
        parts: terms
            .terms
            .iter()
            .map(|(term, part)| Part {
                about: of_term(level, *term),
                part: *part,
            })
            .collect(),
        other: terms.other,
    }
}

fn of_cause(level: &Level, cause: Cause) -> About {
    let of = |cause| About {
        cause,
        ..About::default()
    };
    let measure = |cause, country, good| About {
        country: Some(named_country(level, country)),
        good: Some(named_good(level, good)),
        ..of(cause)
    };
    match cause {
        Cause::Tariff { importer, good } => measure("tariff", importer, good),
        Cause::ExportTax { exporter, good } => measure("export_tax", exporter, good),
        Cause::Control { exporter, good } => measure("control", exporter, good),
        Cause::Smuggling { exporter, good } => measure("smuggling", exporter, good),
        Cause::Rerouting { through, good } => measure("rerouting", through, good),
        Cause::Reach { exporter, good } => measure("reach", exporter, good),
        Cause::Unrest(country) => About {
            country: Some(named_country(level, country)),
            ..of("unrest")
        },
        Cause::Licences { exporter, good } => measure("licences", exporter, good),
        Cause::Floor { country, good } => measure("floor", country, good),
        Cause::Agreement(id) => About {
            agreement: Some(number(id)),
            ..of("agreement")
        },
        Cause::Capacity { facility, by } => About {
            country: by.map(|seat| named_seat(level, seat)),
            facility: Some(named_facility(level, facility)),
            ..of("capacity")
        },
        Cause::Stock { seat, good } => About {
            country: Some(named_seat(level, seat)),
            good: Some(named_good(level, good)),
            ..of("stock")
        },
        Cause::KnowHow { country, good } => measure("know_how", country, good),
        Cause::PrivateStocks(good) => About {
            good: Some(named_good(level, good)),
            ..of("private_stocks")
        },
        Cause::Growth => of("growth"),
        Cause::Drift(good) => About {
            good: Some(named_good(level, good)),
            ..of("drift")
        },
        Cause::Event(event) => About {
            event: Some(named_event(level, event)),
            ..of("event")
        },
        Cause::Closure(facility) => About {
            facility: Some(named_facility(level, facility)),
            ..of("closure")
        },
    }
}

fn of_term(level: &Level, term: Term) -> About {
    let of = |cause| About {
        cause,
        ..About::default()
    };
    let good = |cause, good| About {
        good: Some(named_good(level, good)),
        ..of(cause)
    };
    match term {
        Term::Producers(g) => good("producers", g),
        Term::Traders(g) => good("traders", g),
        Term::Damage(g) => good("damage", g),
        Term::Users(g) => good("users", g),
        Term::Premium(id) => About {
            agreement: Some(number(id)),
            ..of("premium")
        },
        Term::Received(why) => About {
            cause: "received",
            ..of_why(level, why)
        },
        Term::Paid(why) => About {
            cause: "paid",
            ..of_why(level, why)
        },
        Term::Group(at) => About {
            group: Some(at.saturating_add(1)),
            ..of("group")
        },
        Term::Stir(stir) => of_stir(level, stir),
        Term::Goods => of("goods"),
        Term::Environment => of("environment"),
        Term::LeftOver => of("left_over"),
        Term::Fill => of("fill"),
        Term::Cover => of("cover"),
        Term::Diversity => of("diversity"),
        Term::ScarceStage => of("scarce_stage"),
        Term::Calm => of("calm"),
        Term::Opening => of("opening"),
        Term::Headlines => of("headlines"),
        Term::Limits => of("limits"),
    }
}

fn of_why(level: &Level, why: Why) -> About {
    let of = |why| About {
        why: Some(why),
        ..About::default()
    };
    let good = |why, good| About {
        good: Some(named_good(level, good)),
        ..of(why)
    };
    let agreement = |why, id| About {
        agreement: Some(number(id)),
        ..of(why)
    };
    match why {
        Why::Income => of("income"),
        Why::Unspent => of("unspent"),
        Why::Tariff(g) => good("tariff", g),
        Why::ExportTax(g) => good("export_tax", g),
        Why::Rent(g) => good("rent", g),
        Why::TradersRent(g) => good("traders_rent", g),
        Why::StockPurchase(g) => good("stock_purchase", g),
        Why::StockSale(g) => good("stock_sale", g),
        Why::Contraband(g) => good("contraband", g),
        Why::Floor(g) => good("floor", g),
        Why::Campaign(g) => good("campaign", g),
        Why::Project(project) => About {
            project: Some(named_project(level, project)),
            ..of("project")
        },
        Why::Drawn(project) => About {
            project: Some(named_project(level, project)),
            ..of("drawn")
        },
        Why::Instalment(id) => agreement("instalment", id),
        Why::LoanAid(id) => agreement("loan_aid", id),
        Why::Repayment(id) => agreement("repayment", id),
        Why::Stake(id) => agreement("stake", id),
        Why::Guarantee(id) => agreement("guarantee", id),
        Why::Offtake(id) => agreement("offtake", id),
    }
}

fn of_stir(level: &Level, stir: Stir) -> About {
    let of = |why| About {
        cause: "stir",
        why: Some(why),
        ..About::default()
    };
    match stir {
        Stir::Mood => of("mood"),
        Stir::EmptyHeadline => of("empty_headline"),
        Stir::EmptyWord => of("empty_word"),
        Stir::List => of("list"),
        Stir::Claim => of("claim"),
        Stir::Event(event) => About {
            event: Some(named_event(level, event)),
            ..of("event")
        },
    }
}

/// As screens count.
const fn number(id: AgreementId) -> u32 {
    id.0.saturating_add(1)
}

fn named_good(level: &Level, id: GoodId) -> String {
    level.goods.get(id.index()).map(|g| g.id.clone()).unwrap_or_default()
}

fn named_country(level: &Level, id: CountryId) -> String {
    level
        .countries
        .get(id.index())
        .map(|c| c.id.clone())
        .unwrap_or_default()
}

fn named_seat(level: &Level, id: SeatId) -> String {
    let country = level.country_of(id);
    country.map(|c| named_country(level, c)).unwrap_or_default()
}

fn named_facility(level: &Level, id: FacilityId) -> String {
    level
        .facilities
        .get(id.index())
        .map(|f| f.id.clone())
        .unwrap_or_default()
}

fn named_project(level: &Level, id: ProjectId) -> String {
    level.projects.get(id.index()).map(|p| p.id.clone()).unwrap_or_default()
}

fn named_event(level: &Level, id: LevelEventId) -> String {
    level.event(id).map(|e| e.id.clone()).unwrap_or_default()
}
