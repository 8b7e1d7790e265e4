//! From the file to the level: names to ids, decimals to whole units, trade filled in, markets calibrated.

use super::bench::{Bench, Finding, Kind};
use super::compile_market::Plants;
use super::compiled::{Country, Level, Topic};
use super::ids::{SeatId, Use};
use super::key::Key;
use super::shape::{Calendar, LevelFile, TopicEntry};
use super::units::{Month, Months, Rate};
use super::{
    check_arc, check_facts, check_shares, check_texts, check_ties, compile_deal, compile_event, compile_goods,
    compile_guide, compile_market, compile_measure, compile_order, compile_seat, mechanism,
};

/// The outcome of compiling.
pub struct Compiled {
    /// The level, if nothing is wrong beyond warnings.
    pub level: Option<Level>,
    /// Errors and warnings, in no order.
    pub findings: Vec<Finding>,
}

/// Most entries of any list of a level.
const MOST: usize = 200;
/// Most countries, and most goods.
const MOST_NODES: usize = 48;

/// Compiles and checks a file as its author wrote it. Never panics; every mistake that doesn't hide another is among the
/// findings.
#[must_use]
pub fn compile(file: &LevelFile) -> Compiled {
    let Compiled { level, mut findings } = compile_shown(file);
    let mut bench = Bench::new(file, Vec::new());
    check_arc::arc(&mut bench, file);
    check_shares::shares(&mut bench, file);
    check_shares::quotations(&mut bench, file);
    let sound = bench.errors() == 0;
    findings.extend(bench.findings);
    Compiled {
        level: level.filter(|_| sound),
        findings,
    }
}

/// The same of a file that may leave things out (`public.rs`): what only the whole file shows is not asked of it.
#[must_use]
pub(super) fn compile_shown(file: &LevelFile) -> Compiled {
    let plants = Plants::of(file);
    let mut bench = Bench::new(file, plants.names());
    check_limits(&mut bench, file);
    if bench.errors() > 0 {
        return Compiled {
            level: None,
            findings: bench.findings,
        };
    }
    check_facts::names(&mut bench, file);
    check_facts::facts(&mut bench, file);
    check_texts::texts(&mut bench, file);
    let level = assemble(&mut bench, file, &plants);
    check_ties::ties(&mut bench, file, level.as_ref());
    let level = level.filter(|_| bench.errors() == 0);
    Compiled {
        level,
        findings: bench.findings,
    }
}

fn check_limits(bench: &mut Bench, file: &LevelFile) {
    let goods = file.chains.iter().map(|c| c.goods.len()).sum::<usize>() + 1;
    let facilities = bench.names(Kind::Facility).len();
    let demands = file.chains.iter().map(|c| c.demands.len() + c.goods.len()).sum();
    let lists = [
        ("countries", file.countries.len(), MOST_NODES),
        ("seats", file.seats.len(), MOST_NODES),
        ("chains", goods, MOST_NODES),
        ("chains", facilities, MOST),
        ("chains", demands, MOST),
        ("projects", file.projects.len(), MOST),
        ("topics", file.topics.len(), MOST),
        ("given", file.given.len(), MOST),
        ("ready_offers", file.ready_offers.len(), MOST),
        ("stocks", file.stocks.len(), MOST),
        ("events", file.events.len(), MOST),
        ("history", file.history.len(), MOST),
        ("controls", file.controls.len(), MOST),
        ("tariffs", file.tariffs.len(), MOST * 4),
    ];
    for (name, length, most) in lists {
        if length > most {
            let reason = format!("{length} entries are too many, {most} is the limit");
            bench.error(
                "too-many",
                &Key::top(name),
                reason,
                "split the level, or merge small entries",
            );
        }
    }
    for (name, length) in [("countries", file.countries.len()), ("seats", file.seats.len())] {
        if length < 2 {
            let reason = format!("a level needs at least two {name}, this one has {length}");
            bench.error("too-few", &Key::top(name), reason, "add entries");
        }
    }
}

fn assemble(bench: &mut Bench, file: &LevelFile, plants: &Plants<'_>) -> Option<Level> {
    let start = calendar(bench, &file.calendar);
    let before = bench.errors();
    let measures = compile_measure::measures(bench, file, start);
    let goods = compile_market::goods(bench, file);
    let names_stand = bench.errors() == before;
    let hosts = mechanism::hosts(bench, file);
    let markets = compile_market::chains(bench, file, plants, &measures, &hosts, names_stand);
    let goods_market = compile_goods::goods_market(bench, file, &measures.tariffs);
    let projects = compile_market::projects(bench, file, plants);
    let stocks = compile_measure::stocks(bench, file);
    let seats = compile_seat::seats(bench, file);
    let given = compile_deal::given(bench, file);
    let ready_offers = compile_deal::ready_offers(bench, file);
    let statements = compile_order::statements(bench, file);
    let history = compile_order::history(bench, file);
    let events = compile_event::events(bench, file);
    let guide = compile_guide::guide(bench, file);
    let later = share(bench, &Key::top("calendar").f("later"), file.calendar.later);
    let rent_share = share(bench, &Key::top("rent_share").f("share"), file.rent_share.share);
    let growth = growth(bench, file);
    let (markets, goods_market) = (markets?, goods_market?);
    let mechanisms = mechanism::compile(bench, file, &markets, hosts);
    Some(Level {
        start,
        turns: file.calendar.turns.iter().map(|m| Months(*m)).collect(),
        run_out: run_out(&file.calendar),
        later,
        countries: countries(file),
        seats,
        goods,
        chains: markets.chains,
        goods_market,
        facilities: markets.facilities,
        demands: markets.demands,
        projects,
        tariffs: measures.tariffs,
        export_taxes: measures.export_taxes,
        controls: measures.controls,
        stocks,
        topics: topics(file),
        given,
        ready_offers,
        statements,
        history,
        events,
        guide,
        growth,
        rent_share,
        mechanisms,
        hash: hash(file),
        file: file.clone(),
    })
}

/// blake3 of the file's canonical JSON: fields in the order of the shape, maps by key.
#[must_use]
pub fn hash(file: &LevelFile) -> [u8; 32] {
    // Every finite file can be written as JSON; non-finite numbers become `null` and are refused elsewhere.
    serde_json::to_vec(file).map_or([0; 32], |json| *blake3::hash(&json).as_bytes())
}

/// Percent between 0 and 100.
fn share(bench: &mut Bench, key: &Key, percent: f64) -> Rate {
    bench.percent(key, percent, 0.0, 100.0)
}

fn topics(file: &LevelFile) -> Vec<Topic> {
    let topic = |t: &TopicEntry| Topic {
        id: t.id.clone(),
        name: t.name.clone(),
    };
    file.topics.iter().map(topic).collect()
}

fn countries(file: &LevelFile) -> Vec<Country> {
    file.countries
        .iter()
        .map(|c| Country {
            id: c.id.clone(),
            name: c.name.clone(),
            seat: file.seats.iter().position(|s| s.country == c.id).map(SeatId::at),
            place: c.place,
        })
        .collect()
}

fn growth(bench: &mut Bench, file: &LevelFile) -> [f64; Use::COUNT] {
    let key = Key::top("growth");
    [("civil", file.growth.civil), ("defence", file.growth.defence)].map(|(name, percent)| {
        if !percent.is_finite() || !(-50.0..=100.0).contains(&percent) {
            bench.error(
                "out-of-range",
                &key.f(name),
                format!("a growth of {percent} % a year lies outside -50 to 100"),
                "write percent a year: 5 means 5 %",
            );
            return 1.0;
        }
        libm::pow(1.0 + percent / 100.0, 1.0 / 12.0)
    })
}

fn run_out(calendar: &Calendar) -> Vec<Months> {
    let steps = calendar.run_out.months.checked_div(calendar.run_out.step).unwrap_or(0);
    vec![Months(calendar.run_out.step); usize::from(steps)]
}

/// Checks the calendar; gives the first month.
fn calendar(bench: &mut Bench, calendar: &Calendar) -> Month {
    let key = Key::top("calendar");
    let start = month(bench, &key.f("start"), calendar.start);
    if !(4..=20).contains(&calendar.turns.len()) {
        let reason = format!("{} turns; a level has 4 to 20", calendar.turns.len());
        bench.error(
            "calendar",
            &key.f("turns"),
            reason,
            "list one length per turn, like [2, 2, 2, 3]",
        );
    }
    for (n, months) in calendar.turns.iter().enumerate() {
        if !(1..=3).contains(months) {
            let reason = format!("turn {} lasts {months} months; a turn lasts 1, 2 or 3", n + 1);
            bench.error("calendar", &key.f("turns").i(n), reason, "split long turns");
        }
    }
    let run_out = &calendar.run_out;
    if !(1..=3).contains(&run_out.step) {
        let reason = format!("a step of {} months; it lasts 1, 2 or 3", run_out.step);
        bench.error("calendar", &key.f("run_out").f("step"), reason, "3 is usual");
    } else if !(12..=120).contains(&run_out.months) || !run_out.months.is_multiple_of(run_out.step) {
        let reason = format!("a run-out of {} months", run_out.months);
        let fix = format!("choose 12 to 120 months, a multiple of {}; 60 is usual", run_out.step);
        bench.error("calendar", &key.f("run_out").f("months"), reason, fix);
    }
    start
}

/// A (year, month) as a month of the calendar.
pub(super) fn month(bench: &mut Bench, key: &Key, (year, month): (u32, u32)) -> Month {
    if !(1..=12).contains(&month) {
        bench.error(
            "calendar",
            &key.i(1),
            format!("there is no month {month}"),
            "write (year, month), month 1 to 12",
        );
        return Month::new(2000, 1);
    }
    if !(1990..=2100).contains(&year) {
        bench.error(
            "calendar",
            &key.i(0),
            format!("the year {year} lies outside 1990 to 2100"),
            "write (2025, 11)",
        );
        return Month::new(2000, 1);
    }
    Month::new(year, month)
}

/// How many turns and steps of the run-out a file has.
pub(super) fn lengths(file: &LevelFile) -> (usize, usize) {
    (file.calendar.turns.len(), run_out(&file.calendar).len())
}

/// Rates that must sum to one whole.
pub(super) fn sums_to_one(bench: &mut Bench, key: &Key, what: &str, rates: &[Rate]) {
    let sum: i64 = rates.iter().map(|r| i64::from(r.0)).sum();
    if sum != i64::from(Rate::ONE.0) {
        #[allow(clippy::cast_precision_loss, reason = "a sum of a few percentages")]
        let percent = sum as f64 / 100.0;
        bench.error(
            "sum",
            key,
            format!("{what} sum to {percent} %, not 100 %"),
            "adjust them so that they sum to 100",
        );
    }
}
