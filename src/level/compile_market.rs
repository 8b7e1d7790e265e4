//! Compiling mineral chains: goods, facilities, demands, trade, and their calibrated markets; and the project deck.

use std::sync::Arc;

use super::bench::{Bench, Kind};
use super::compile_chain::Part;
use super::compile_measure::Measures;
use super::compiled::{Demand, Facility, Good, GoodKind, LevelChain, Project, Stage};
use super::ids::{CountryId, FacilityId, GoodId, Use};
use super::key::Key;
use super::mechanism::{Host, unit_cost};
use super::nearest::suggest;
use super::shape::{FacilityEntry, LevelFile, ProjectEntry, RecipeEntry};
use super::text::Text;
use super::units::Months;
use crate::market::{Chain, DemandSpec, ProcessSpec};

/// Months a year, for figures a year.
pub(super) const YEAR: f64 = 12.0;

/// A facility of the file, or one that a project will build.
pub(super) struct Plant<'a> {
    pub(super) id: &'a str,
    name: &'a Text,
    pub(super) country: &'a str,
    pub(super) recipe: &'a RecipeEntry,
    /// t/year; 0 for one to be built.
    pub(super) output: f64,
    /// t/year; 0 for one to be built.
    pub(super) capacity: f64,
    pub(super) use_: Use,
    fragile: bool,
    pub(super) environment: f64,
    pub(super) key: Key,
}

/// Facilities by chain, in the order of the level.
pub(super) struct Plants<'a> {
    chains: Vec<Vec<Plant<'a>>>,
}

impl<'a> Plants<'a> {
    /// Existing facilities of each chain, then those its projects build.
    pub(super) fn of(file: &'a LevelFile) -> Self {
        let existing = |id: &str| file.chains.iter().any(|c| c.facilities.iter().any(|f| f.id == id));
        let chains = file.chains.iter().enumerate().map(|(c, chain)| {
            let recipe = |id: &str| chain.recipes.iter().find(|r| r.id == id);
            // An unknown recipe is reported elsewhere; the facility keeps its name so that nothing else seems wrong.
            let any = |id: &str| recipe(id).or(chain.recipes.first());
            let mut plants: Vec<Plant<'a>> = Vec::new();
            for (n, f) in chain.facilities.iter().enumerate() {
                let key = Key::top("chains").i(c).f("facilities").i(n);
                plants.extend(any(&f.recipe).map(|recipe| Plant::existing(f, recipe, key)));
            }
            for (n, project) in file.projects.iter().enumerate() {
                let built = project.recipe.as_deref().and_then(recipe);
                let known = existing(&project.facility) || plants.iter().any(|p| p.id == project.facility);
                if let (Some(recipe), false) = (built, known) {
                    plants.push(Plant::planned(project, recipe, Key::top("projects").i(n)));
                }
            }
            plants
        });
        Self {
            chains: chains.collect(),
        }
    }

    /// Names in the order of the level.
    pub(super) fn names(&self) -> Vec<String> {
        self.all().map(|p| p.id.to_owned()).collect()
    }

    /// All, in the order of the level.
    pub(super) fn all(&self) -> impl Iterator<Item = &Plant<'a>> + Clone {
        self.chains.iter().flatten()
    }
}

impl<'a> Plant<'a> {
    fn existing(f: &'a FacilityEntry, recipe: &'a RecipeEntry, key: Key) -> Self {
        let FacilityEntry {
            id,
            name,
            country,
            output,
            capacity,
            use_,
            fragile,
            environment,
            ..
        } = f;
        let (output, capacity, use_) = (*output, *capacity, *use_);
        Self {
            id,
            name,
            country,
            recipe,
            output,
            capacity,
            use_,
            fragile: *fragile,
            environment: *environment,
            key,
        }
    }

    fn planned(p: &'a ProjectEntry, recipe: &'a RecipeEntry, key: Key) -> Self {
        let ProjectEntry {
            facility: id,
            name,
            country,
            fragile,
            environment,
            ..
        } = p;
        let (fragile, environment) = (*fragile, *environment);
        Self {
            id,
            name,
            country,
            recipe,
            output: 0.0,
            capacity: 0.0,
            use_: Use::Civil,
            fragile,
            environment,
            key,
        }
    }
}

/// The level's goods: minerals by chain, then the class of general goods.
pub(super) fn goods(bench: &mut Bench, file: &LevelFile) -> Vec<Good> {
    let mut goods = Vec::new();
    for (c, chain) in file.chains.iter().enumerate() {
        let mut last = Stage::Mine;
        for (g, good) in chain.goods.iter().enumerate() {
            let key = Key::top("chains").i(c).f("goods").i(g);
            if good.stage < last || good.stage == Stage::General {
                let fix = "order goods Mine, Separate, Magnet; General is not for minerals";
                bench.error(
                    "stage",
                    &key.f("stage"),
                    "this good's stage comes before the one above it",
                    fix,
                );
            }
            last = good.stage;
            let kind = GoodKind::Mineral { chain: c, good: g };
            goods.push(Good {
                id: good.id.clone(),
                name: good.name.clone(),
                kind,
                stage: good.stage,
                price: good.price,
            });
        }
    }
    let class = &file.goods_market;
    let kind = GoodKind::General { class: 0 };
    goods.push(Good {
        id: class.id.clone(),
        name: class.name.clone(),
        kind,
        stage: Stage::General,
        price: 1.0,
    });
    goods
}

/// The chains with all that belongs to them.
pub(super) struct Markets {
    pub(super) chains: Vec<LevelChain>,
    pub(super) facilities: Vec<Facility>,
    pub(super) demands: Vec<Demand>,
}

/// Compiles all chains; `None` if one of them is wrong.
pub(super) fn chains(
    bench: &mut Bench,
    file: &LevelFile,
    plants: &Plants<'_>,
    measures: &Measures,
    hosts: &[Host],
    names_stand: bool,
) -> Option<Markets> {
    let mut markets = Markets {
        chains: Vec::new(),
        facilities: Vec::new(),
        demands: Vec::new(),
    };
    let mut first_good = 0;
    let mut whole = true;
    for (c, entry) in file.chains.iter().enumerate() {
        let before = bench.errors();
        let part = Part {
            file,
            entry,
            plants: &plants.chains[c],
            key: Key::top("chains").i(c),
            first_good,
        };
        let mut spec = part.spec(bench, measures);
        let goods: Vec<GoodId> = (first_good..first_good + entry.goods.len()).map(GoodId::at).collect();
        let transshippers: Vec<usize> = (0..hosts.len()).filter(|h| goods.contains(&hosts[*h].good)).collect();
        let first_transshipper = spec.processes.len();
        spec.processes
            .extend(transshippers.iter().map(|h| transshipper(&hosts[*h], first_good)));
        let sound = names_stand && bench.errors() == before;
        let market = sound
            .then(|| part.calibrate(bench, &mut spec))
            .flatten()
            .map(|market| with_costs(market, first_transshipper, unit_cost(file)));
        let (first_facility, first_demand) = (markets.facilities.len(), markets.demands.len());
        markets.facilities.extend(
            part.plants
                .iter()
                .zip(&spec.processes)
                .map(|(p, s)| facility(p, s, first_good)),
        );
        markets
            .demands
            .extend(spec.demands.iter().map(|d| demand(d, first_good)));
        first_good += entry.goods.len();
        let Some(market) = market else {
            whole = false;
            continue;
        };
        markets.chains.push(LevelChain {
            name: entry.name.clone(),
            market: Arc::new(market),
            goods,
            facilities: (first_facility..markets.facilities.len()).map(FacilityId::at).collect(),
            transshippers,
            first_demand,
            demands: markets.demands.len() - first_demand,
        });
    }
    whole.then_some(markets)
}

/// Margin at which a re-exporter sells all it can, as a share of the good's price.
const TRANSSHIPPER_MARGIN: f64 = 0.1;
/// How fast it gets there.
const TRANSSHIPPER_ELASTICITY: f64 = 2.0;

/// A process that turns a good bought in a third country into the same good sold from there; closed in the base year.
fn transshipper(host: &Host, first_good: usize) -> ProcessSpec {
    let good = host.good.index() - first_good;
    ProcessSpec {
        region: host.country.index(),
        inputs: vec![(good, 1.0)],
        outputs: vec![(good, 1.0)],
        base_activity: 0.0,
        capacity: 0.0,
        elasticity: TRANSSHIPPER_ELASTICITY,
        margin_share: TRANSSHIPPER_MARGIN,
        segment: Use::Civil.index(),
    }
}

/// Gives the re-exporters, which have no base year to be calibrated to, their costs: a share of the good's price.
fn with_costs(mut market: Chain, first: usize, cost: f64) -> Chain {
    for process in first..market.spec().processes.len() {
        let p = &market.spec().processes[process];
        let price = market.reference_price()[p.outputs[0].0 * market.spec().regions + p.region];
        market = market.with_costs(process, TRANSSHIPPER_MARGIN * price, cost * price);
    }
    market
}

fn facility(plant: &Plant<'_>, spec: &ProcessSpec, first_good: usize) -> Facility {
    Facility {
        id: plant.id.to_owned(),
        name: plant.name.clone(),
        country: CountryId::at(spec.region),
        good: GoodId::at(first_good + spec.outputs.first().map_or(0, |o| o.0)),
        capacity: spec.capacity,
        activity: spec.base_activity,
        fragile: plant.fragile,
        environment: plant.environment,
    }
}

fn demand(spec: &DemandSpec, first_good: usize) -> Demand {
    Demand {
        country: CountryId::at(spec.buyer / Use::COUNT),
        use_: Use::ALL[spec.buyer % Use::COUNT],
        good: GoodId::at(first_good + spec.good),
        quantity: spec.base_quantity,
        elasticity: spec.elasticity,
    }
}

/// The project deck.
pub(super) fn projects(bench: &mut Bench, file: &LevelFile, plants: &Plants<'_>) -> Vec<Project> {
    let mut projects = Vec::new();
    for (n, entry) in file.projects.iter().enumerate() {
        let key = Key::top("projects").i(n);
        let facility = project_facility(bench, &key, entry, plants);
        bench.country(&key.f("country"), &entry.country);
        if entry.steps.is_empty() || entry.steps.iter().all(|(_, months)| *months == 0) {
            bench.error(
                "steps",
                &key.f("steps"),
                "the project takes no time",
                "list its steps: [(Permit, 12), (Build, 18)]",
            );
        }
        if !entry.steps.is_sorted_by(|a, b| a.0 < b.0) {
            let fix = "order the steps Explore, Permit, Build, Ramp, each at most once";
            bench.error("steps", &key.f("steps"), "the steps are out of order", fix);
        }
        let cost = bench.money(&key.f("cost"), entry.cost);
        if cost.0 <= 0 {
            bench.error(
                "out-of-range",
                &key.f("cost"),
                "the project costs nothing",
                "write its cost in million USD",
            );
        }
        projects.push(Project {
            id: entry.id.clone(),
            name: entry.name.clone(),
            facility,
            capacity: bench.positive(&key.f("adds"), entry.adds, 1e9) / YEAR,
            cost,
            steps: entry
                .steps
                .iter()
                .map(|(step, months)| (*step, Months(*months)))
                .collect(),
            contested: entry.contested,
        });
    }
    projects
}

fn project_facility(bench: &mut Bench, key: &Key, entry: &ProjectEntry, plants: &Plants<'_>) -> FacilityId {
    let at = key.f("facility");
    let Some((position, plant)) = plants.all().enumerate().find(|(_, p)| p.id == entry.facility) else {
        match &entry.recipe {
            Some(recipe) => {
                bench.find(Kind::Recipe, &key.f("recipe"), recipe);
            }
            None => {
                let near = suggest(&entry.facility, plants.all().map(|p| p.id));
                let reason = format!(
                    "there is no facility \"{}\" that the project could widen",
                    entry.facility
                );
                bench.error(
                    "unknown-facility",
                    &at,
                    reason,
                    format!("{near} To build a new one, add `recipe`"),
                );
            }
        }
        return FacilityId(0);
    };
    if plant.country != entry.country {
        let reason = format!("the facility \"{}\" stands in \"{}\"", plant.id, plant.country);
        bench.error(
            "other-country",
            &key.f("country"),
            reason,
            format!("write country: \"{}\"", plant.country),
        );
    }
    if entry.recipe.as_ref().is_some_and(|r| *r != plant.recipe.id) {
        let reason = format!(
            "the facility \"{}\" works by the recipe \"{}\"",
            plant.id, plant.recipe.id
        );
        bench.error(
            "recipe",
            &key.f("recipe"),
            reason,
            "delete `recipe`, or give the new facility another name",
        );
    }
    FacilityId::at(position)
}
