"""How often the intervals of `compare` hold the true mean, on the program's own differences."""

import os
import subprocess

from bench_measure import ROOT, report, rows, skip

METHODS = ("recorded", "nearest", "greedy", "search", "optimal")
LEVELS = ("unassigned", "reserve", "gap", "squares", "lateness", "metres")
MEASURES = {"gap": 2, "lateness": 4, "km": 5}  # places in the order of levels
SIZES = (10, 15, 23, 60, 120)
SAMPLES = 2_000
LEAST_DAYS = 100  # a pool of fewer is no truth to draw from
LEAST_GIVEN = 200  # a share of fewer samples is chance
LEAST_COVERAGE = .85


def days(binary):
    """Each day's plans: by method the levels, without those that break a rule."""
    found = {}
    for name, methods in (("year-2025.xlsx", METHODS), ("drawn-days.json", METHODS[1:]),
                          ("training-days.json", METHODS[1:])):
        path = os.path.join(ROOT, "datasets", name)
        for row in rows(binary, f'load "{path}" as days_x',
                        f"compare {', '.join(methods)} on days_x by day"):
            if not row["violations"]:
                found.setdefault((name, row["date"]), {})[row["method"]] = [
                    row[level] for level in LEVELS]
    return found.values()


def differences(plans, first, second, place):
    """What one method is above another at a level, where all levels above are equal."""
    pairs = [(day[first], day[second]) for day in plans if first in day and second in day]
    return [one[place] - other[place] for one, other in pairs if one[:place] == other[:place]]


def coverage(program, pool, size):
    """How many samples have an interval, and the shares of those that hold the mean."""
    done = subprocess.run([program, str(SAMPLES), str(size)], check=True, text=True,
                          input="\n".join(map(str, pool)), stdout=subprocess.PIPE)
    given, student, bootstrap = map(int, done.stdout.split())
    return (student / given, bootstrap / given) if given >= LEAST_GIVEN else None


def bench_intervals(binary):
    """A row a measure and number of days: the lowest and the highest coverage over all pairs."""
    program = os.path.join(os.path.dirname(binary), "IntervalBench")
    if not os.path.exists(program):
        skip("intervals", f"{program} is not built: swift build -c release --product IntervalBench")
        return
    plans = list(days(binary))
    for measure, place in MEASURES.items():
        pools = [differences(plans, first, second, place)
                 for index, first in enumerate(METHODS) for second in METHODS[index + 1:]]
        pools = [pool for pool in pools if len(pool) >= LEAST_DAYS]
        for size in SIZES:
            shares = [share for pool in pools if (share := coverage(program, pool, size))]
            if not shares:
                continue
            student, bootstrap = zip(*shares)
            report(f"95 % interval of {measure}, {size} days",
                   f"holds the mean in {100 * min(student):.0f} to {100 * max(student):.0f} %, a "
                   f"percentile bootstrap in {100 * min(bootstrap):.0f} to "
                   f"{100 * max(bootstrap):.0f} % ({len(shares)} pairs)",
                   f">= {100 * LEAST_COVERAGE:.0f} %", min(student) >= LEAST_COVERAGE)
