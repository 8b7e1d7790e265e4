"""Market clearing beside us: Armington trade of 12 countries in 9 goods, as a researcher scripts it in numpy and scipy.

Every solver gets the same equations, data and start; rounds go through all of them in turn, so that a slow moment of the
machine hits all alike. Two tasks:

  line  from the equilibrium at draw 0, one tariff line changed
  cold  from base prices (no tariffs), all tariffs redrawn

How to run it (the only needs are numpy and scipy):

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install numpy scipy
    cargo bench --no-default-features --no-run --bench beside_peers
    /tmp/peers/bin/python benches/peers/market.py [ROUNDS]

It prints one table of medians [least, most] in microseconds and of ratios to ours, ratio by ratio within a round. It fails when
a solver's prices are not ours, and when a ratio is below what docs/PERFORMANCE.md promises.
"""

import json
import os
import statistics
import subprocess
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np  # noqa: E402
from scipy.optimize import root  # noqa: E402

C, G, ETA, EPS, TOLERANCE = 12, 9, -1.25, 1.5, 1e-10
MASK = (1 << 64) - 1


def hash01(k):
    z = ((k + 1) * 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return ((z ^ (z >> 31)) >> 11) / (1 << 53)


def cell(i, j, g):
    return (i * C + j) * G + g


SIGMA = 3 + 0.5 * np.arange(G)
X0 = np.empty((G, C, C))  # good, exporter, importer
for g in range(G):
    for i in range(C):
        for j in range(C):
            u = hash01(cell(i, j, g))
            X0[g, i, j] = (1 + 9 * u * u) * (5 if i == j else 1)
D0, S0 = X0.sum(1), X0.sum(2)
SHARE = X0 / D0[:, None, :]


def tariffs(seed):
    t = np.zeros((G, C, C))
    for g in range(G):
        for i in range(C):
            for j in range(C):
                u = hash01(1_000_000 + seed * 10_000 + cell(i, j, g))
                if i != j and u > 0.5:
                    t[g, i, j] = 0.6 * (u - 0.5)
    return t


def change(k):
    return k % C, (k + 5) % C, k % G, 0.01 * (k % 32)


def excess(z, t, sl=slice(None)):
    """Relative excess demand, and what Newton's method needs of the way there."""
    s = SIGMA[sl, None, None]
    q = np.exp(z)[:, :, None] * (1 + t[sl])
    index = (SHARE[sl] * q ** (1 - s)).sum(1, keepdims=True) ** (1 / (1 - s))
    x = X0[sl] * index**ETA * (q / index) ** -s
    return x, (x.sum(2) - S0[sl] * np.exp(EPS * z)) / S0[sl], q, index


def newton(t, start, sl=slice(None)):
    """Batched over goods, analytic derivatives, one stacked solve a step."""
    z = start[sl].copy()
    s = SIGMA[sl, None, None]
    for _ in range(30):
        x, f, q, index = excess(z, t, sl)
        if np.abs(f).max() < TOLERANCE:
            return z
        share = SHARE[sl] * q ** (1 - s) * index ** (s - 1)
        matrix = (ETA + s) * (x @ share.transpose(0, 2, 1))
        matrix[:, range(C), range(C)] -= SIGMA[sl, None] * x.sum(2) + EPS * S0[sl] * np.exp(EPS * z)
        z += np.clip(np.linalg.solve(matrix, (-f * S0[sl])[..., None])[..., 0], -0.5, 0.5)
    raise RuntimeError("no convergence")


def scipy_joint(t, start):
    r = root(lambda v: excess(v.reshape(G, C), t)[1].ravel(), start.ravel(), tol=TOLERANCE)
    return r.x.reshape(G, C)


def scipy_one(t, start, g):
    sl = slice(g, g + 1)
    return root(lambda v: excess(v[None], t, sl)[1][0], start[g], tol=TOLERANCE).x


DRAWS = [tariffs(k) for k in range(8)]
BASE = np.zeros((G, C))
SETTLED = newton(DRAWS[0], BASE)


def price_sum(z):
    return float(np.exp(z).sum())


def cold(solve):
    def task(times):
        for k in range(times):
            z = solve(DRAWS[(times - 1 - k) % 8], BASE)
        return price_sum(z)

    return task


def line(solve):
    """`solve(t, start, good)` gives all prices or the changed good's."""

    def task(times):
        t = DRAWS[0].copy()
        for k in range(times):
            i, j, g, rate = change(k)
            before = t[g, i, j]
            t[g, i, j] = rate
            z = solve(t, SETTLED, g)
            t[g, i, j] = before
        if z.ndim == 1 or len(z) == 1:
            z = np.concatenate([SETTLED[:g], z.reshape(1, C), SETTLED[g + 1 :]])
        return price_sum(z)

    return task


class Ours:
    def __init__(self):
        command = ["cargo", "bench", "-q", "--no-default-features", "--bench", "beside_peers", "--", "serve"]
        root_dir = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
        self.process = subprocess.Popen(command, cwd=root_dir, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, task, times):
        self.process.stdin.write(f"{task} {times}\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert answer["residual"] < TOLERANCE, answer
        return answer["seconds"], answer["price_sum"]

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)


# task, name, what is promised: at least this many times our time; function or None for ours; solves a round
ROWS = [
    ("line", "chokepoint", None, None, 9000),
    ("line", "scipy.optimize.root, 108 unknowns", 100, line(lambda t, z, g: scipy_joint(t, z)), 4),
    ("line", "scipy.optimize.root, the changed good only", None, line(scipy_one), 40),
    ("line", "numpy, batched Newton, 9 goods", 20, line(lambda t, z, g: newton(t, z)), 100),
    ("line", "numpy, Newton, the changed good only", None, line(lambda t, z, g: newton(t, z, slice(g, g + 1))), 100),
    ("cold", "chokepoint", None, None, 400),
    ("cold", "scipy.optimize.root, 108 unknowns", 50, cold(scipy_joint), 4),
    ("cold", "numpy, batched Newton, 9 goods", 4, cold(newton), 50),
]


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    ours = Ours()
    times = [[] for _ in ROWS]
    for number in range(rounds + 1):
        for k, (task, name, _, solve, repeats) in enumerate(ROWS):
            if solve is None:
                seconds, total = ours.ask(task, repeats)
                # The same last problem, whatever the number of repeats before it.
                _, expected = ours.ask(task, 1) if task == "cold" else (None, None)
            else:
                start = time.perf_counter()
                total = solve(repeats)
                seconds = (time.perf_counter() - start) / repeats
                reference = ours.ask(task, repeats)[1]
                assert abs(total - reference) < 1e-6, (task, name, total, reference)
            if number > 0:  # the first round warms up
                times[k].append(seconds * 1e6)
    ours.close()
    failed = False
    print(f"{'task':5} {'solver':45} {'us, median [least, most]':>36} {'times ours':>11} {'promised':>9}")
    for k, (task, name, promise, solve, _) in enumerate(ROWS):
        mine = next(j for j, row in enumerate(ROWS) if row[0] == task and row[3] is None)
        ratio = statistics.median(a / b for a, b in zip(times[k], times[mine]))
        spread = f"{statistics.median(times[k]):.2f} [{min(times[k]):.2f}, {max(times[k]):.2f}]"
        print(f"{task:5} {name:45} {spread:>36} {ratio:>11.1f} {promise or '':>9}")
        failed |= promise is not None and ratio < promise
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
