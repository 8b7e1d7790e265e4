//! The values at one point of the unknowns, their buffers, and how rounded the corners are.

use super::plan::Plan;
use crate::market::curve::WIDTH;
use crate::market::lanes::Matrix;
use crate::market::lu::Lower;

/// How far the problem is from the true one: half-widths of rounded corners, and pulls towards the reference.
///
/// Wide corners and a strong pull make an easy problem; narrowing one and easing the other together leads to the true one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Blur {
    /// Of margins at zero, as a share of what is sold.
    pub(super) margin: f64,
    /// Of demand at the choke price, in its log; of stock orders and contracts at their last price, as a share.
    pub(super) choke: f64,
    /// Of what a buyer with stock pays less than the market and buys there, as a share of its size.
    pub(super) net: f64,
    /// Of other complementary pairs: rent and slack.
    pub(super) complement: f64,
    /// Added to demand and supply before their logs are compared, as a share of full output: what is less is nothing.
    pub(super) ground: f64,
    /// Pull of each log price to the reference, of rents and discounts to nothing.
    pub(super) pull: f64,
}

impl Blur {
    /// The true problem. Its corners are far narrower than anything that matters, yet far wider than rounding. The pull is a
    /// tenth of a billionth of excess demand per unit of log price: where nothing else pins a price it stays at its reference.
    pub(super) const TRUE: Blur = Blur {
        margin: WIDTH,
        choke: WIDTH,
        net: 0.1 * WIDTH,
        complement: WIDTH,
        ground: 1e-5,
        pull: 1e-11,
    };

    /// Product of what is bought at a floor, as a share of full output, and the log of price over floor: an idle producer could
    /// not bear more.
    pub(super) fn floor(&self) -> f64 {
        1e-4 * self.complement * self.complement
    }

    /// The problem at a distance `pull` from the true one.
    pub(super) fn at(pull: f64) -> Blur {
        let (sharp, width) = (Blur::TRUE, pull / (1.0 + pull));
        Blur {
            margin: sharp.margin + width,
            choke: sharp.choke + 0.3 * width,
            net: sharp.net + 0.1 * width,
            complement: sharp.complement + width,
            ground: sharp.ground + width,
            pull: sharp.pull + pull,
        }
    }
}

impl Default for Blur {
    fn default() -> Self {
        Blur::TRUE
    }
}

/// Everything that follows from the unknowns at one point, and the buffers of the step.
#[derive(Clone, Debug, Default)]
pub(super) struct Point {
    pub(super) blur: Blur,
    /// Slope added to each node's excess, per unit of excess.
    pub(super) damping: f64,
    /// Prices and costs are already those of the point to be evaluated next.
    pub(super) priced: bool,
    pub(super) price: Vec<f64>,
    pub(super) rent: Vec<f64>,
    /// Share of its contracts that each producer keeps, and its slope in the log price.
    pub(super) kept: Vec<f64>,
    pub(super) kept_slope: Vec<f64>,
    /// Stock offered and contracts delivered, by buyer.
    pub(super) offered: Vec<f64>,
    /// Bought at each floor, t/month.
    pub(super) floored: Vec<f64>,
    /// Rents on each route, USD/kg.
    pub(super) levy: Vec<f64>,
    pub(super) cost: Vec<f64>,
    /// One over the cost of each route.
    pub(super) per_cost: Vec<f64>,
    pub(super) share: Vec<f64>,
    /// Log index of the market, and of the buyer after discount.
    pub(super) log_market: Vec<f64>,
    pub(super) log_index: Vec<f64>,
    pub(super) index: Vec<f64>,
    /// Needs less what is offered, and its slope in the log index at given activities.
    pub(super) net: Vec<f64>,
    pub(super) net_slope: Vec<f64>,
    pub(super) stocked: Vec<f64>,
    /// Each demand at its buyer's index without the choke price, relative to base.
    pub(super) free_use: Vec<f64>,
    /// Purchases in the market and their slope in needs.
    pub(super) bought: Vec<f64>,
    pub(super) bought_slope: Vec<f64>,
    pub(super) activity: Vec<f64>,
    pub(super) elasticity: Vec<f64>,
    /// Margin less what the log margin stands for, relative to the base margin; and its slopes in the log margin per unit of
    /// revenue and of cost.
    pub(super) gap: Vec<f64>,
    pub(super) slope: Vec<f64>,
    /// Squares of the half-widths of the corners of margins at zero.
    pub(super) corner: Vec<f64>,
    /// Revenue and cost of each plant, relative to its base margin.
    pub(super) sold: Vec<f64>,
    pub(super) paid: Vec<f64>,
    pub(super) by_sold: Vec<f64>,
    pub(super) by_paid: Vec<f64>,
    pub(super) weight: Vec<f64>,
    pub(super) demand: Vec<f64>,
    pub(super) dumped: Vec<f64>,
    pub(super) supply: Vec<f64>,
    pub(super) through: Vec<f64>,
    /// Licence condition of each quota: its value, and its slopes in the log rent and in the log of the flow.
    pub(super) licence: Vec<(f64, f64, f64)>,
    /// Log of each quota's limit over its flow.
    pub(super) room: Vec<f64>,
    /// Exponentials of log margins: at the point evaluated, and at that of the last step.
    pub(super) rho: Vec<f64>,
    pub(super) rho_before: Vec<f64>,
    /// Slopes of the licence condition in the flow of each quota, and of the discount condition in each pool's net purchases, as
    /// the matrix has them.
    pub(super) by_flow: Vec<f64>,
    pub(super) by_net: Vec<f64>,
    pub(super) matrix: Matrix,
    pub(super) lower: Lower,
    pub(super) rhs: Vec<f64>,
    pub(super) index_rows: Matrix,
    pub(super) plant_rows: Matrix,
    pub(super) plant_rhs: Vec<f64>,
    /// Derivatives of purchases at given shares, plus theta times purchases times those of the index; and the constant.
    pub(super) bought_rows: Matrix,
    pub(super) bought_rhs: Vec<f64>,
}

fn refill(values: &mut Vec<f64>, n: usize) {
    values.clear();
    values.resize(n, 0.0);
}

impl Point {
    pub(super) fn reset(&mut self, plan: &Plan) {
        let (nodes, bins, routes, plants) = (plan.nodes.len(), plan.bins.len(), plan.routes.len(), plan.plants.len());
        for v in [
            &mut self.price,
            &mut self.demand,
            &mut self.dumped,
            &mut self.supply,
            &mut self.kept,
            &mut self.kept_slope,
        ] {
            refill(v, nodes);
        }
        for v in [&mut self.rent, &mut self.through, &mut self.room, &mut self.by_flow] {
            refill(v, plan.limits.len());
        }
        self.licence.clear();
        self.licence.resize(plan.limits.len(), (0.0, 0.0, 0.0));
        refill(&mut self.floored, plan.floors.len());
        refill(&mut self.free_use, plan.demands.len());
        for v in [&mut self.levy, &mut self.cost, &mut self.per_cost, &mut self.share] {
            refill(v, routes);
        }
        for v in [
            &mut self.log_market,
            &mut self.log_index,
            &mut self.index,
            &mut self.net,
            &mut self.offered,
            &mut self.net_slope,
            &mut self.stocked,
            &mut self.bought,
            &mut self.bought_slope,
        ] {
            refill(v, bins);
        }
        for v in [
            &mut self.activity,
            &mut self.elasticity,
            &mut self.gap,
            &mut self.slope,
            &mut self.plant_rhs,
            &mut self.sold,
            &mut self.paid,
            &mut self.by_sold,
            &mut self.corner,
            &mut self.by_paid,
            &mut self.rho,
            &mut self.rho_before,
        ] {
            refill(v, plants);
        }
        self.weight.clear();
        self.weight.resize(plants, 1.0);
        self.reset_linear(plan);
    }

    /// Buffers whose size depends on the number of pools.
    pub(super) fn reset_linear(&mut self, plan: &Plan) {
        let n = plan.places().3;
        // Every step writes them anew.
        for (matrix, rows) in [
            (&mut self.matrix, n),
            (&mut self.index_rows, plan.bins.len()),
            (&mut self.plant_rows, plan.plants.len()),
            (&mut self.bought_rows, plan.bins.len()),
        ] {
            matrix.reshape(rows, n);
        }
        self.rhs.resize(n, 0.0);
        self.bought_rhs.resize(plan.bins.len(), 0.0);
        self.by_net.resize(plan.pools.len(), 0.0);
    }
}
