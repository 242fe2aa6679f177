"""What planning is measured by: proofs against CP-SAT, search against the proofs, sizes, growth."""

import math
import os
import statistics
import subprocess

import bench_days
from bench_measure import (
    SCRATCH, alternate, median, note, python_with, report, rows, run, skip, statements)

LEVELS = ("unassigned", "reserve", "gap", "squares", "lateness", "metres")
FRESH_DAYS = 200
PROVEN_EACH = 5
LIMITS = ((20, 5, .5), (40, 8, 5), (40, 10, 15))  # rides, drivers, seconds
LIMIT_DAYS = 30  # one of thirty costs ten times the mean
SCALE = (100, 316, 1_000, 3_162, 10_000, 31_623)

PROVE = """
import json, sys
sys.path.insert(0, sys.argv[1])
import oracle
with open(sys.argv[2], encoding="utf-8") as file:
    days = json.load(file)["days"]
for day in days:
    day["optimum"] = oracle.solve(day, 60)
with open(sys.argv[3], "w", encoding="utf-8") as file:
    json.dump({"days": days}, file)
"""


def planning(path, method):
    """The statements that plan the days of a file."""
    return f'load "{path}" as ref', f"dispatch ref with {method} as planned"


def found(binary, path, method):
    """The levels of each day's plan; a plan that breaks a rule has none."""
    days = rows(binary, *planning(path, method),
                "select date, unassigned, reserve, gap, squares, lateness, km, violations "
                "from days where plan = 'planned';")
    return {
        day["date"]: None if day["violations"] else (
            *(day[level] for level in LEVELS[:5]), round(day["km"] * 1000))
        for day in days}


def proven_days(binary, path):
    """How many days `optimal` proves at every level."""
    counts = rows(binary, *planning(path, "optimal"),
                  "select date from proofs where plan = 'planned' "
                  f"group by date having sum(proven) = {len(LEVELS)};")
    return len(counts)


def stated(path):
    """The optimum that a day file states of each day which has a proven one."""
    names = ("unassigned", "reserve", "gap", "squares", "latenessMin", "metres")
    return {
        day["id"]: tuple(day["optimum"][name] for name in names)
        for day in bench_days.read(path) if day.get("optimum", {}).get("status") == "optimal"}


# Proofs against CP-SAT


def bench_reference(binary):
    """The reference days: the stated optima, and the time of CP-SAT on the same model."""
    path = bench_days.REFERENCE
    report_agreement("optimal: 42 reference days, as stated", binary, path, stated(path))
    report_ratio("optimal: 42 reference days", binary, path)


def bench_fresh(binary):
    """Days that nobody has seen: proofs against CP-SAT, search against the proofs."""
    days = bench_days.fresh(FRESH_DAYS)
    path = bench_days.write("fresh.json", days)
    if os.environ.get("CARNET_BENCH_FULL") == "1":
        name, sample = f"optimal: {FRESH_DAYS} fresh days", path
    else:
        chosen = days[::PROVEN_EACH]
        name = f"optimal: {len(chosen)} of {FRESH_DAYS} fresh days"
        sample = bench_days.write("fresh-sample.json", chosen)
    report_ratio(name, binary, sample, checks=True)
    if sample != path:
        note("optimal: the sample",
             f"every {PROVEN_EACH}th day; CARNET_BENCH_FULL=1 has CP-SAT prove all")
    report_search(binary, path)


def report_agreement(name, binary, path, optima):
    """How many days `optimal` gives exactly the optima, and proves that it does."""
    ours = found(binary, path, "optimal")
    agree = sum(ours.get(day) == levels for day, levels in optima.items())
    proven = proven_days(binary, path)
    report(name, f"{agree} of {len(optima)} equal at every level, {proven} of {len(ours)} proven",
           "all", agree == len(optima) > 0 and proven == len(ours))


def report_ratio(name, binary, path, checks=False):
    """CP-SAT's solving time over that of a whole process of carnet, on the same days."""
    python = python_with(["ortools"])
    if not python:
        skip(name, "OR-Tools cannot be installed")
        return
    work = statements(binary, *planning(path, "optimal"))
    before = alternate(3, lambda: run(work))[0]
    proofs = os.path.join(SCRATCH, "proofs.json")
    subprocess.run([python, "-B", "-c", PROVE, bench_days.FIXTURES, path, proofs], check=True)
    ours = median(before + alternate(3, lambda: run(work))[0])
    theirs = sum(day["optimum"]["oracleSeconds"] for day in bench_days.read(proofs))
    report(name, f"{ours:.2f} s, CP-SAT {theirs:.1f} s (2 workers): {theirs / ours:.0f} x",
           ">= 10 x", theirs >= 10 * ours)
    if checks:
        report_agreement(f"{name}, as CP-SAT", binary, path, stated(proofs))


def report_search(binary, path):
    """How near `search` comes to the proven optimum, and in what time."""
    best, ours = (found(binary, path, method) for method in ("optimal", "search"))
    fair = [day for day in best if best[day] and ours[day] and ours[day][:5] == best[day][:5]]
    share = 100 * len(fair) / len(best)
    report(f"search: {len(best)} fresh days, levels 1-5", f"{share:.1f} % equal to the optimum",
           ">= 95 %", share >= 95)
    above = sorted(100 * (ours[day][5] / best[day][5] - 1) for day in fair) or [math.inf]
    mean, high = statistics.fmean(above), above[math.ceil(.95 * len(above)) - 1]
    report("search: km above where equal, mean", f"{mean:.2f} %",
           "<= 1.0 %", mean <= 1)
    report("search: km above, 95th percentile", f"{high:.2f} %", "<= 3 %", high <= 3)
    load, plan = planning(path, "search")
    loads, plans = alternate(
        5, lambda: run(statements(binary, load)), lambda: run(statements(binary, load, plan)))
    milliseconds = 1000 * (median(plans) - median(loads)) / len(best)
    report("search: time a fresh day", f"{milliseconds:.1f} ms", "<= 50 ms", milliseconds <= 50)


# Sizes


def bench_limits(binary):
    """The slowest of thirty days of each size, as a whole process."""
    for rides, drivers, goal in LIMITS:
        seconds, proven = [], 0
        days = bench_days.limits(rides, drivers, LIMIT_DAYS)
        for day in days:
            path = bench_days.write("limits.json", [day])
            seconds.append(run(statements(binary, *planning(path, "optimal")))[0])
            proven += proven_days(binary, path)
        report(f"optimal: {rides} rides, {drivers} drivers",
               f"slowest {max(seconds):.2f} s, mean {statistics.fmean(seconds):.2f} s, "
               f"{proven} of {len(days)} proven",
               f"< {goal:g} s, all", max(seconds) < goal and proven == len(days))


# Roads


def bench_roads(binary):
    """The reference days by road against great circles, loading taken off, and 40 rides by road."""
    days = bench_days.read(bench_days.REFERENCE)
    circles = proof_seconds(binary, days, bench_days.REFERENCE)
    by_road, matrix = bench_days.by_road("roads", days)
    roads = proof_seconds(binary, days, by_road, matrix)
    report("optimal: 42 reference days by road",
           f"{roads:.2f} s of processor, on great circles {circles:.2f} s: {roads / circles:.2f} x",
           "<= 1.5 x", roads <= 1.5 * circles)
    rides, drivers, goal = 40, 10, 2
    seconds = []
    for day in bench_days.limits(rides, drivers, LIMIT_DAYS):
        seconds.append(proof_seconds(binary, [day], *bench_days.by_road("road", [day])))
    proven = sum(math.isfinite(value) for value in seconds)
    report(f"optimal: {rides} rides, {drivers} drivers by road",
           f"slowest {max(seconds):.2f} s, mean {statistics.fmean(seconds):.2f} s, "
           f"{proven} of {len(seconds)} proven",
           f"< {goal} s, all", max(seconds) < goal)


def proof_seconds(binary, days, path, matrix=None):
    """Processor seconds of the proofs of some days; endless where one is not proven."""
    load, plan = planning(path, "optimal")
    loads = (f'load "{matrix}" as roads', load) if matrix else (load,)
    proven = rows(binary, *loads, plan,
                  "select date from proofs where plan = 'planned' "
                  f"group by date having sum(proven) = {len(LEVELS)};")
    if len(proven) < len(days):
        return math.inf
    before, after = alternate(
        3, lambda: run(statements(binary, *loads)), lambda: run(statements(binary, *loads, plan)))
    return max(.001, median(after, 2) - median(before, 2))


# Growth


def bench_scale(binary):
    """Days from 10² to 10⁴·⁵ rides, loading taken off; goals at the largest alone."""
    costs = {size: scale_costs(binary, size) for size in SCALE}
    for method, goal in (("greedy", 10), ("search", 60)):
        seconds, megabytes, processor, served = costs[SCALE[-1]][method]
        name = f"{method}: {SCALE[-1]:,} rides"
        report(f"{name}, {round(SCALE[-1] / 10):,} drivers",
               f"{seconds:.1f} s (processor {processor:.1f} s)", f"< {goal} s", seconds < goal)
        report(f"{name}, served", f"{served:.2f} %", ">= 95 %", served >= 95)
        report(f"{name}, memory", f"{megabytes:.0f} MB", "< 2048 MB", megabytes < 2048)
        processors = {size: cost[method][2] for size, cost in costs.items()}
        measurable = {size: cost for size, cost in processors.items() if cost >= .01}
        last = {size: processors[size] for size in SCALE[-2:]}
        note(f"{method}: growth", f"processor time ~ rides^{growth(measurable):.2f}, "
             f"in the last step rides^{growth(last):.2f}")
    least = min(cost["search"][3] for cost in costs.values())
    report("search: served, least of the sizes", f"{least:.1f} %", ">= 95 %", least >= 95)


def scale_costs(binary, size):
    """What each method costs on a day of a size: seconds, MB, processor seconds, % served."""
    path = bench_days.write(f"scale-{size}.json", [bench_days.scale(size)])
    load = planning(path, "greedy")[0]
    turns = 5 if size <= 1_000 else 1
    costs = {}
    loads = [run(statements(binary, load)) for _ in range(turns)]
    for method in ("greedy", "search"):
        plan = planning(path, method)
        runs = [run(statements(binary, *plan)) for _ in range(turns)]
        (levels,) = found(binary, path, method).values()
        served = 100 * (1 - levels[0] / size) if levels else 0
        seconds, processor = (
            max(.001, median(runs, index) - median(loads, index)) for index in (0, 2))
        costs[method] = (seconds, median(runs, 1), processor, served)
    note(f"scale: {size:,} rides", f"load {median(loads):.2f} s; " + "; ".join(
        f"{method} {cost[0]:.2f} s ({cost[2]:.2f} s processor), {cost[1]:.0f} MB, {cost[3]:.1f} % "
        "served" for method, cost in costs.items()))
    return costs


def growth(seconds):
    """The slope of log time over log size, by least squares."""
    points = [(math.log(size), math.log(value)) for size, value in seconds.items()]
    across, up = (statistics.fmean(values) for values in zip(*points))
    return (sum((x - across) * (y - up) for x, y in points)
            / sum((x - across) ** 2 for x, _ in points))
