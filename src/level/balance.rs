//! Filling in trade: flows that match every seller's output and every buyer's need, near to what is known.

/// A known flow: seller, buyer, tonnes a month.
pub(super) type Known = (usize, usize, f64);

/// Flows `[seller * buyers + buyer]`, and the known ones that had to move by more than a tenth.
pub(super) struct Filled {
    pub(super) flow: Vec<f64>,
    pub(super) moved: Vec<usize>,
}

/// Who can't be served.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Gap {
    /// This seller keeps tonnes unsold.
    Seller(usize, f64),
    /// This buyer misses tonnes.
    Buyer(usize, f64),
}

const ROUNDS: usize = 3_000;
const CLOSE: f64 = 1e-10;

/// Fills trade in. First the known flows stay as they are and the rest is spread by size; if that can't match outputs
/// and needs, known flows are seeds like the others. Sums of `outs` and `needs` must be equal.
pub(super) fn fill(outs: &[f64], needs: &[f64], known: &[Known]) -> Result<Filled, Gap> {
    let seed = Seed::new(outs, needs, known);
    if let Some(flow) = seed.around_known(outs, needs) {
        return Ok(Filled {
            flow,
            moved: Vec::new(),
        });
    }
    let mut flow = seed.everything(needs.len());
    fit(&mut flow, outs, needs)?;
    let moved = known
        .iter()
        .enumerate()
        .filter(|(_, (s, b, t))| (flow[s * needs.len() + b] - t).abs() > 0.1 * t)
        .map(|(n, _)| n)
        .collect();
    Ok(Filled { flow, moved })
}

struct Seed<'a> {
    known: &'a [Known],
    /// What outputs and needs leave after the known flows; may be negative.
    rest_outs: Vec<f64>,
    rest_needs: Vec<f64>,
    /// Spread of the rest, 0 on known routes.
    spread: Vec<f64>,
}

impl<'a> Seed<'a> {
    fn new(outs: &[f64], needs: &[f64], known: &'a [Known]) -> Self {
        let (mut rest_outs, mut rest_needs) = (outs.to_vec(), needs.to_vec());
        for &(seller, buyer, tonnes) in known {
            rest_outs[seller] -= tonnes;
            rest_needs[buyer] -= tonnes;
        }
        // A node whose known flows use it up keeps a trickle, so that routes stay open when seeds have to move.
        let weight = |rest: &[f64], all: &[f64]| -> Vec<f64> {
            rest.iter()
                .zip(all)
                .map(|(r, a)| if *a > 0.0 { r.max(1e-3 * a) } else { 0.0 })
                .collect()
        };
        let (out_weight, need_weight) = (weight(&rest_outs, outs), weight(&rest_needs, needs));
        let total = need_weight.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        let mut spread: Vec<f64> = out_weight
            .iter()
            .flat_map(|o| need_weight.iter().map(move |n| o * n / total))
            .collect();
        for &(seller, buyer, _) in known {
            spread[seller * needs.len() + buyer] = 0.0;
        }
        Self {
            known,
            rest_outs,
            rest_needs,
            spread,
        }
    }

    /// Known flows exactly, the rest fitted around them.
    fn around_known(&self, outs: &[f64], needs: &[f64]) -> Option<Vec<f64>> {
        let clean = |rest: &[f64], all: &[f64]| -> Option<Vec<f64>> {
            rest.iter()
                .zip(all)
                .map(|(r, a)| (*r >= -1e-12 * a).then(|| if *r <= 1e-12 * a { 0.0 } else { *r }))
                .collect()
        };
        let rest_outs = clean(&self.rest_outs, outs)?;
        let rest_needs = clean(&self.rest_needs, needs)?;
        let mut flow = self.spread.clone();
        fit(&mut flow, &rest_outs, &rest_needs).ok()?;
        for &(seller, buyer, tonnes) in self.known {
            flow[seller * needs.len() + buyer] = tonnes;
        }
        Some(flow)
    }

    fn everything(&self, buyers: usize) -> Vec<f64> {
        let mut flow = self.spread.clone();
        for &(seller, buyer, tonnes) in self.known {
            flow[seller * buyers + buyer] = tonnes;
        }
        flow
    }
}

/// Biproportional fitting (RAS): rows to `outs`, columns to `needs`, in turn.
fn fit(flow: &mut [f64], outs: &[f64], needs: &[f64]) -> Result<(), Gap> {
    let buyers = needs.len();
    let total = outs.iter().sum::<f64>();
    for _ in 0..ROUNDS {
        for (row, out) in flow.chunks_mut(buyers).zip(outs) {
            let sum: f64 = row.iter().sum();
            let factor = if sum > 0.0 { out / sum } else { 0.0 };
            row.iter_mut().for_each(|x| *x *= factor);
        }
        for (buyer, need) in needs.iter().enumerate() {
            let sum: f64 = flow.iter().skip(buyer).step_by(buyers).sum();
            let factor = if sum > 0.0 { need / sum } else { 0.0 };
            flow.iter_mut().skip(buyer).step_by(buyers).for_each(|x| *x *= factor);
        }
        if worst(flow, outs, needs, total).is_none() {
            return Ok(());
        }
    }
    worst(flow, outs, needs, total).map_or(Ok(()), Err)
}

/// The largest gap, if it matters.
fn worst(flow: &[f64], outs: &[f64], needs: &[f64], total: f64) -> Option<Gap> {
    let buyers = needs.len();
    let sellers = flow
        .chunks(buyers)
        .zip(outs)
        .enumerate()
        .map(|(s, (row, out))| (Gap::Seller(s, out - row.iter().sum::<f64>()), *out));
    let columns = needs.iter().enumerate().map(|(b, need)| {
        (
            Gap::Buyer(b, need - flow.iter().skip(b).step_by(buyers).sum::<f64>()),
            *need,
        )
    });
    sellers
        .chain(columns)
        .map(|(gap, all)| {
            let (Gap::Seller(_, missing) | Gap::Buyer(_, missing)) = gap;
            (missing.abs() / all.max(1e-9 * total).max(f64::MIN_POSITIVE), gap)
        })
        .filter(|(size, _)| *size > CLOSE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, gap)| gap)
}
