//! Laying out one period's problem: reads the conditions and lists what is active.

use super::plan::{Bin, Guarantee, Limit, NONE, Node, Plan, Plant, Route};
use crate::market::chain::Chain;
use crate::market::conditions::{Conditions, FixedFlow};

/// Largest share of a node's capacity that fixed deliveries may take.
const FIXED_SHARE: f64 = 0.98;
/// A quota below this share of its buyers' base purchases is a ban.
const BAN_SHARE: f64 = 1e-9;
/// Weights below this read as no route.
const NO_WEIGHT: f64 = 1e-200;

/// Range of floors around the reference price, in logs: inside that of prices.
const FLOOR_RANGE: (f64, f64) = (-15.0, 13.0);

/// `values[k]`, or `base` when it is missing or not finite, within bounds.
fn read(values: &[f64], k: usize, base: f64, low: f64, high: f64) -> f64 {
    within(values.get(k).copied().unwrap_or(base), base, low, high)
}

/// `value`, or `base` when it is not finite, within bounds.
fn within(value: f64, base: f64, low: f64, high: f64) -> f64 {
    if value.is_finite() {
        value.clamp(low, high)
    } else {
        base
    }
}

fn refill<T: Clone>(values: &mut Vec<T>, n: usize, value: T) {
    values.clear();
    values.resize(n, value);
}

impl Plan {
    /// Lays out the problem of one period.
    pub(super) fn build(&mut self, chain: &Chain, c: &Conditions) {
        self.read_weights(chain, c);
        self.read_capacity(chain, c);
        self.close_starved(chain, c);
        self.list_nodes(chain);
        self.ship_fixed(chain, c);
        self.list_plants(chain);
        self.list_bins(chain, c);
        self.list_recipes(chain);
        self.list_limits(chain, c);
        self.list_floors(chain, c);
    }

    fn read_weights(&mut self, chain: &Chain, c: &Conditions) {
        let spec = chain.spec();
        let buyers = spec.buyers();
        self.weight.clear();
        // Most of what there is to read, so missing values are told apart once, not one by one.
        let given = c.weight.len().min(chain.weight.len());
        let (of_given, missing) = chain.weight.split_at(given);
        let values = c.weight[..given].iter().zip(of_given);
        let route = |weight: f64| if weight > NO_WEIGHT { weight } else { 0.0 };
        self.weight
            .extend(values.map(|(&weight, &base)| route(within(weight, base, 0.0, 1e100))));
        self.weight.extend(missing.iter().map(|&base| route(base)));
        for quota in &c.quotas {
            let bins = quota.flows.iter().filter_map(|&f| bin_slot(chain, f));
            let base = bins.fold(0.0_f64, |a, slot| a.max(chain.base_purchases[slot]));
            if quota.limit.is_nan() || quota.limit > base * BAN_SHARE && quota.limit > 0.0 {
                continue;
            }
            for &(good, seller, buyer) in quota.flows.iter().filter(|&&f| bin_slot(chain, f).is_some()) {
                self.weight[(good * spec.regions + seller) * buyers + buyer] = 0.0;
            }
        }
    }

    fn read_capacity(&mut self, chain: &Chain, c: &Conditions) {
        let processes = &chain.spec().processes;
        self.capacity.clear();
        self.capacity.extend(processes.iter().enumerate().map(|(k, p)| {
            let capacity = read(&c.capacity, k, p.capacity, 0.0, 1e15);
            if capacity > 1e-9 { capacity } else { 0.0 }
        }));
        let bins = chain.base_index.len();
        refill(&mut self.offered, bins, 0.0);
        for (slot, offered) in self.offered.iter_mut().enumerate() {
            *offered = -read(&c.extra_demand, slot, 0.0, -1e15, 0.0);
        }
    }

    /// Takes away processes that have no source for an input, until nothing changes.
    fn close_starved(&mut self, chain: &Chain, c: &Conditions) {
        let spec = chain.spec();
        let (regions, buyers) = (spec.regions, spec.buyers());
        loop {
            refill(&mut self.node_of, chain.reference.len(), NONE);
            for (p, &capacity) in spec.processes.iter().zip(&self.capacity) {
                if capacity > 0.0 {
                    for &(good, _) in &p.outputs {
                        self.node_of[good * regions + p.region] = 0;
                    }
                }
            }
            let mut changed = false;
            for (k, p) in spec.processes.iter().enumerate() {
                let buyer = p.region * spec.segments + p.segment;
                let fed = |good: usize| {
                    let open = (0..regions)
                        .map(|i| good * regions + i)
                        .any(|node| self.node_of[node] != NONE && self.weight[node * buyers + buyer] > 0.0);
                    let contract = |f: &FixedFlow| {
                        (f.good, f.buyer) == (good, buyer)
                            && f.quantity > 0.0
                            && f.seller < regions
                            && self.node_of[f.good * regions + f.seller] != NONE
                    };
                    open || c.fixed.iter().any(contract) || self.offered[good * buyers + buyer] > 0.0
                };
                if self.capacity[k] > 0.0 && !p.inputs.iter().all(|&(good, t)| t <= 0.0 || fed(good)) {
                    self.capacity[k] = 0.0;
                    changed = true;
                }
            }
            if !changed {
                return;
            }
        }
    }

    fn list_nodes(&mut self, chain: &Chain) {
        self.nodes.clear();
        for slot in 0..self.node_of.len() {
            if self.node_of[slot] != NONE {
                self.node_of[slot] = self.nodes.len();
                let (price, log_price) = (chain.reference[slot], chain.log_reference[slot]);
                self.nodes.push(Node {
                    slot,
                    price,
                    log_price,
                    full: 0.0,
                    fixed: 0.0,
                });
            }
        }
        let spec = chain.spec();
        for (p, &capacity) in spec.processes.iter().zip(&self.capacity) {
            if capacity > 0.0 {
                for &(good, tonnes) in &p.outputs {
                    self.nodes[self.node_of[good * spec.regions + p.region]].full += tonnes * capacity;
                }
            }
        }
    }

    fn ship_fixed(&mut self, chain: &Chain, c: &Conditions) {
        let regions = chain.spec().regions;
        self.shipped.clear();
        for f in &c.fixed {
            let known = bin_slot(chain, (f.good, f.seller, f.buyer)).is_some();
            let node = if known {
                self.node_of[f.good * regions + f.seller]
            } else {
                NONE
            };
            let quantity = if node != NONE && f.quantity.is_finite() {
                f.quantity.max(0.0)
            } else {
                0.0
            };
            if node != NONE {
                self.nodes[node].fixed += quantity;
            }
            self.shipped.push(quantity);
        }
        for (f, shipped) in c.fixed.iter().zip(&mut self.shipped) {
            if *shipped > 0.0 {
                let node = &self.nodes[self.node_of[f.good * regions + f.seller]];
                *shipped *= (FIXED_SHARE * node.full / node.fixed).min(1.0);
            }
        }
        for node in &mut self.nodes {
            node.fixed = node.fixed.min(FIXED_SHARE * node.full);
        }
    }

    fn list_plants(&mut self, chain: &Chain) {
        self.plants.clear();
        refill(&mut self.plant_of, self.capacity.len(), NONE);
        for (index, &capacity) in self.capacity.iter().enumerate() {
            if capacity > 0.0 {
                self.plant_of[index] = self.plants.len();
                let process = &chain.processes[index];
                self.plants.push(Plant {
                    index,
                    curve: chain.supply(index, capacity),
                    base_margin: process.base_margin,
                    conversion: process.conversion,
                    inputs: 0..0,
                    outputs: 0..0,
                });
            }
        }
    }

    fn list_bins(&mut self, chain: &Chain, c: &Conditions) {
        self.bins.clear();
        self.routes.clear();
        self.demands.clear();
        self.uses.clear();
        self.deliveries.clear();
        self.pools.clear();
        refill(&mut self.bin_of, chain.base_index.len(), NONE);
        refill(&mut self.route_of, chain.weight.len(), NONE);
        for slot in 0..chain.base_index.len() {
            self.list_bin(chain, c, slot);
        }
    }

    fn list_bin(&mut self, chain: &Chain, c: &Conditions, slot: usize) {
        let (demands, uses, routes) = (self.demands.len(), self.uses.len(), self.routes.len());
        let deliveries = self.deliveries.len();
        let (starts, entries) = &chain.demand_lists;
        let mut size = chain.base_purchases[slot];
        for &d in &entries[starts[slot]..starts[slot + 1]] {
            let scale = read(&c.demand_scale, d, 1.0, 0.0, 1e12);
            if scale > 0.0 && chain.demands[d].quantity > 0.0 {
                self.demands.push((d, scale));
                size = size.max(scale * chain.demands[d].quantity);
            }
        }
        let (starts, entries) = &chain.input_lists;
        for &(process, tonnes) in &entries[starts[slot]..starts[slot + 1]] {
            let plant = self.plant_of[process];
            if plant != NONE && tonnes > 0.0 {
                self.uses.push((plant, tonnes));
                let curve = &self.plants[plant].curve;
                size = size.max(tonnes * curve.scale.min(curve.capacity));
            }
        }
        let bought = read(&c.extra_demand, slot, 0.0, 0.0, 1e15);
        let offered = self.offered[slot];
        let wants = self.demands.len() > demands || self.uses.len() > uses || bought > 0.0;
        if !wants {
            return;
        }
        let bin = self.bins.len();
        let contracts = self.list_deliveries(chain, c, slot);
        self.list_routes(chain, c, slot, bin);
        let open = self.routes.len() > routes;
        if !open && offered + contracts <= 0.0 {
            self.deliveries.truncate(deliveries);
            return;
        }
        let theta = chain.spec().goods[slot / chain.spec().buyers()].theta;
        self.bin_of[slot] = bin;
        let pool = if open { NONE } else { self.pools.len() };
        if !open {
            self.pools.push(bin);
        }
        self.bins.push(Bin {
            slot,
            theta,
            whole: if theta <= 64.0 && theta.fract() == 0.0 {
                theta as u32
            } else {
                0
            },
            routes: routes..self.routes.len(),
            demands: demands..self.demands.len(),
            uses: uses..self.uses.len(),
            deliveries: deliveries..self.deliveries.len(),
            stock: if open { bought } else { 0.0 },
            offered,
            size: size.max(offered + contracts).max(bought),
            log_base: chain.log_index[slot],
            log_choke: chain.log_choke[slot],
            pool,
        });
    }

    /// Lists the contracts that a buyer has; returns what they promise.
    fn list_deliveries(&mut self, chain: &Chain, c: &Conditions, slot: usize) -> f64 {
        let (regions, buyers) = (chain.spec().regions, chain.spec().buyers());
        let mut promised = 0.0;
        for (f, &tonnes) in c.fixed.iter().zip(&self.shipped) {
            if tonnes > 0.0 && f.good * buyers + f.buyer == slot {
                self.deliveries
                    .push((self.node_of[f.good * regions + f.seller], tonnes));
                promised += tonnes;
            }
        }
        promised
    }

    fn list_routes(&mut self, chain: &Chain, c: &Conditions, slot: usize, bin: usize) {
        let spec = chain.spec();
        let (regions, buyers) = (spec.regions, spec.buyers());
        let (good, buyer) = (slot / buyers, slot % buyers);
        // Nodes are listed by good.
        let first = self.nodes.partition_point(|n| n.slot < good * regions);
        let sellers = self.nodes[first..].iter().zip(first..);
        for (place, node) in sellers
            .map(|(n, at)| (n.slot, at))
            .take_while(|n| n.0 < (good + 1) * regions)
        {
            let flow = place * buyers + buyer;
            let weight = self.weight[flow];
            if weight <= 0.0 {
                continue;
            }
            let way = place * regions + buyer / spec.segments;
            let tariff = 1.0 + read(&c.tariff, way, spec.base_tariff[way], -0.99, 1e6);
            let tax = 1.0 + read(&c.export_tax, way, spec.base_export_tax[way], -0.99, 1e6);
            self.route_of[flow] = self.routes.len();
            self.routes.push(Route {
                node,
                bin,
                flow,
                weight,
                slope: tax * tariff,
                fixed: spec.freight[way] * tariff,
                tariff,
            });
        }
    }

    fn list_recipes(&mut self, chain: &Chain) {
        let spec = chain.spec();
        self.inputs.clear();
        self.outputs.clear();
        for plant in &mut self.plants {
            let p = &spec.processes[plant.index];
            let buyer = p.region * spec.segments + p.segment;
            let (inputs, outputs) = (self.inputs.len(), self.outputs.len());
            for &(good, tonnes) in p.inputs.iter().filter(|x| x.1 > 0.0) {
                self.inputs.push((self.bin_of[good * spec.buyers() + buyer], tonnes));
            }
            for &(good, tonnes) in &p.outputs {
                self.outputs
                    .push((self.node_of[good * spec.regions + p.region], tonnes));
            }
            plant.inputs = inputs..self.inputs.len();
            plant.outputs = outputs..self.outputs.len();
        }
    }

    fn list_limits(&mut self, chain: &Chain, c: &Conditions) {
        let (regions, buyers) = (chain.spec().regions, chain.spec().buyers());
        self.limits.clear();
        self.limited.clear();
        self.overlaps.clear();
        refill(&mut self.held, self.routes.len(), false);
        for (index, quota) in c.quotas.iter().enumerate() {
            let start = self.limited.len();
            let mut cost = f64::INFINITY;
            for &(good, seller, buyer) in quota.flows.iter().filter(|&&f| bin_slot(chain, f).is_some()) {
                let route = self.route_of[(good * regions + seller) * buyers + buyer];
                if route != NONE && !self.limited[start..].contains(&route) {
                    self.limited.push(route);
                    let r = &self.routes[route];
                    cost = cost.min((r.slope * self.nodes[r.node].price + r.fixed) / r.tariff);
                }
            }
            if self.limited.len() > start && quota.limit.is_finite() && quota.limit < 1e15 {
                self.note_overlaps(start);
                self.limits.push(Limit {
                    index,
                    limit: quota.limit,
                    cost,
                    routes: start..self.limited.len(),
                });
            } else {
                self.limited.truncate(start);
            }
        }
    }

    fn list_floors(&mut self, chain: &Chain, c: &Conditions) {
        let (regions, buyers) = (chain.spec().regions, chain.spec().buyers());
        self.floors.clear();
        for (index, floor) in c.floors.iter().enumerate() {
            let Some(slot) = bin_slot(chain, (floor.good, floor.region, floor.buyer)) else {
                continue;
            };
            let place = floor.good * regions + floor.region;
            let node = self.node_of[place];
            if node == NONE || !(floor.price.is_finite() && floor.price > 0.0) {
                continue;
            }
            let reference = self.nodes[node].log_price;
            let (low, high) = FLOOR_RANGE;
            let new = Guarantee {
                index,
                node,
                log_price: libm::log(floor.price).clamp(reference + low, reference + high),
                slot,
                flow: place * buyers + floor.buyer,
            };
            match self.floors.iter_mut().find(|f| f.node == node) {
                Some(other) if other.log_price >= new.log_price => {}
                Some(other) => *other = new,
                None => self.floors.push(new),
            }
        }
    }

    /// Notes the routes of the quota about to be listed (from `start`) that earlier quotas hold too.
    fn note_overlaps(&mut self, start: usize) {
        let own = self.limits.len();
        for &route in &self.limited[start..] {
            if self.held[route] {
                for (other, limit) in self.limits.iter().enumerate() {
                    if self.limited[limit.routes.clone()].contains(&route) {
                        self.overlaps.push((route, own, other));
                        self.overlaps.push((route, other, own));
                    }
                }
            }
            self.held[route] = true;
        }
    }
}

/// `good * buyers + buyer` of a flow, if it exists.
fn bin_slot(chain: &Chain, (good, seller, buyer): (usize, usize, usize)) -> Option<usize> {
    let spec = chain.spec();
    let known = good < spec.goods.len() && seller < spec.regions && buyer < spec.buyers();
    known.then(|| good * spec.buyers() + buyer)
}
