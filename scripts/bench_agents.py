"""What agents are measured by: quality on days they have not seen, over seeds, and time to it."""

import os
import random
import statistics
from concurrent.futures import ThreadPoolExecutor

import bench_days
from bench_measure import ROOT, each_rows, note, report, rows, run, statements

SEEDS = (1, 2, 3, 4, 5)
DRAWN_DAYS = 200
DATA = [f'load "{os.path.join(ROOT, "datasets", name)}" as {name.split("-")[0]}'
        for name in ("october-2025.xlsx", "year-2025.xlsx", "training-days.json")]
SPLITS = ["split october holdout 30% seed 7", "split year holdout 30% seed 7"]
METHODS = ("greedy", "nearest", "search", "policy v1", "policy v2", "policy v3", "untrained v3",
           "agent v3", "auto agent v3", "auto untrained v3")
KINDS = {"October held out": "october holdout", "the year held out": "year holdout",
         "200 drawn days": "drawn"}
MEASURES = ("excess_gap", "equal_1_5", "km_above", "km_above_p95")


def trainings(seed):
    """v1 on one day, v2 fine-tuned on October, v3 anew on the year and on 200 drawn days."""
    return [f"train v1 on october days 2025-10-22 episodes 1000 seed {seed} threads 1",
            f"finetune v1 as v2 on october episodes 2000 seed {seed} threads 1",
            f"train v3 on year, training episodes 1500 seed {seed} threads 1 with learning-rate 0.0003"]


def interval(values):
    """The interquartile mean over seeds and its bootstrap 95 % interval."""
    def iqm(sample):
        ordered = sorted(sample)
        cut = len(ordered) // 4
        return statistics.mean(ordered[cut:len(ordered) - cut])
    draws = random.Random(1)
    resampled = sorted(iqm([draws.choice(values) for _ in values]) for _ in range(2_000))
    return iqm(values), resampled[50], resampled[1_949]


def text(values):
    mean, low, high = interval(values)
    return f"{mean:.2f} [{low:.2f}, {high:.2f}]"


def compared(binary, seed, drawn):
    """The measures of every method on days that no agent has seen, by kind of days and method."""
    found = each_rows(
        binary, *DATA, f'load "{drawn}" as drawn', *SPLITS, *trainings(seed),
        *(f"compare {', '.join(METHODS)} on {days}" for days in KINDS.values()))
    tables = found[-len(KINDS):]
    return {kind: {row["method"]: row for row in table} for kind, table in zip(KINDS, tables)}


def bench_agents(binary):
    """Five seeds of v1, v2 and v3 on October's, the year's and 200 drawn days."""
    drawn = bench_days.write("drawn.json", bench_days.fresh(DRAWN_DAYS))
    # Two trainings side by side take less time than one after the other on two threads each.
    with ThreadPoolExecutor(2) as pool:
        by_seed = list(pool.map(lambda seed: compared(binary, seed, drawn), SEEDS))
    for name in KINDS:
        found = [kinds[name] for kinds in by_seed]
        for method in METHODS:
            values = {measure: [row[method][measure] for row in found if row[method][measure] is not None]
                      for measure in MEASURES}
            note(f"agents: {name}, {method}",
                 ", ".join(f"{measure} {text(values[measure])}" for measure in MEASURES if values[measure]))
        judge(name, found)
    bench_time(binary)


def judge(name, found):
    """The goals: excess gap 0, 90 % of days equal, 5 % of kilometres alone, 0.5 % with search."""
    def mean(method, measure):
        return interval([row[method][measure] or 0 for row in found])[0]
    policy, auto = "policy v3", "auto agent v3"
    report(f"agents: {name}, policy alone, excess gap", f"{mean(policy, 'excess_gap'):.3f}", "0.00",
           mean(policy, "excess_gap") < .005)
    report(f"agents: {name}, policy alone, days equal", f"{mean(policy, 'equal_1_5'):.1f} %",
           ">= 90 %", mean(policy, "equal_1_5") >= 90)
    report(f"agents: {name}, policy alone, km above", f"{mean(policy, 'km_above'):.2f} %", "<= 5 %",
           mean(policy, "km_above") <= 5)
    report(f"agents: {name}, then search, km above", f"{mean(auto, 'km_above'):.2f} %", "<= 0.5 %",
           mean(auto, "km_above") <= .5)
    report(f"agents: {name}, then search, 95th pct", f"{mean(auto, 'km_above_p95'):.2f} %", "<= 2 %",
           mean(auto, "km_above_p95") <= 2)
    for one, other in (("policy v3", "untrained v3"), ("policy v3", "policy v2"),
                       ("policy v2", "policy v1"), ("auto agent v3", "auto untrained v3"),
                       ("auto agent v3", "search")):
        differences = [row[one]["equal_1_5"] - row[other]["equal_1_5"] for row in found]
        low, high = interval(differences)[1:]
        note(f"agents: {name}, {one} against {other}",
             f"days equal {text(differences)} points: " + ("better" if low > 0 else "worse" if high < 0
                                                           else "no difference shown"))


def bench_time(binary):
    """10,000 episodes on October with default settings, whole process; goal for two cores."""
    seconds = run(statements(binary, DATA[0], SPLITS[0], "train v1 on october episodes 10000"))[0]
    report("agents: 10,000 episodes on October", f"{seconds:.1f} s", "< 90 s", seconds < 90)
    curve = rows(binary, DATA[0], SPLITS[0],
                 "train v1 on october episodes 400 with look-every 10",
                 "select min(episode) as episode from v1 where validation_excess_gap = 0 "
                 "and validation_equal_1_5 = 100 and validation_km_above <= 5;")
    episode = curve[0]["episode"]
    until = run(statements(binary, DATA[0], SPLITS[0],
                           f"train v1 on october episodes 400 until {max(1, episode)} "
                           "with look-every 10"))[0]
    note("agents: time to quality on October", f"episode {episode}, whole process {until:.2f} s")
