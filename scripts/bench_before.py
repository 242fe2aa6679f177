"""Each kind of work against the program as it was: CARNET_BENCH_BEFORE names the other binary.

Both programs do the same work in turns, in notebooks of their own; what is compared is processor
seconds, which other work on the machine changes little, as the median of the ratios of each turn.
"""

import os
import statistics

from bench_measure import ROOT, SCRATCH, alternate, report, run, skip, statements, write_csv

OCTOBER = f'load "{os.path.join(ROOT, "datasets", "october-2025.xlsx")}" as october'
YEAR = f'load "{os.path.join(ROOT, "datasets", "year-2025.xlsx")}" as year'
DRAWN = f'load "{os.path.join(ROOT, "datasets", "drawn-days.json")}" as drawn'
TURNS = 7
# A load of a million rows takes seconds: fewer turns say as much.
LARGE_TURNS = 5
# Short calls are run this often in a turn, so that their time is well above the clock's grain.
REPEATED = 60


def works(source, folder):
    """What is measured: a name, how often it runs in a turn, and its statements."""
    loaded = f'load "{source}" as rides_csv'
    session = os.path.join(ROOT, "sessions", "october.carnet")
    return [
        ("start", REPEATED, ["select 1;"]),
        ("load a month", REPEATED, [OCTOBER]),
        ("load a year", 1, [YEAR]),
        ("load csv 200,000 x 12", 1, [loaded]),
        ("SQL over 200,000 rows", 1, [
            loaded, "select driver, count(*) as n, avg(km) as km from rides_csv group by driver;",
            "ordered = select * from rides_csv order by km limit 50000;"]),
        ("describe and plots", 1, [
            loaded, "describe rides_csv", "plot histogram km of rides_csv bins 20"]),
        ("check, greedy, nearest", 5, [
            OCTOBER, "check october", "dispatch october with greedy as g",
            "dispatch october with nearest as n"]),
        ("search on drawn days", 1, [DRAWN, "dispatch drawn with search as s"]),
        ("optimal on a month", 1, [OCTOBER, "dispatch october with optimal as o"]),
        ("compare on a month", 1, [OCTOBER, "compare recorded, greedy, search on october"]),
        ("train 300 episodes", 1, [
            OCTOBER, "split october holdout 30% seed 7",
            "train v1 on october episodes 300 seed 1"]),
        ("replay a session", 5, [f'replay "{session}"']),
        ("export a table", 1, [
            loaded, f'export rides_csv to "{os.path.join(folder, "rides.csv")}" replace']),
        ("export a session", 5, [
            OCTOBER, "select * from october;", "check october",
            f'export session to "{os.path.join(folder, "session.html")}" replace']),
    ]


def large_works(source):
    """What is measured on a million rows of twelve columns."""
    loaded = f'load "{source}" as rides_csv'
    copied = "create table own as select * from rides_csv;"
    return [
        ("load 1M: facts", [loaded]),
        ("result of 1M rows: facts", [loaded, "select * from rides_csv;"]),
        ("1 row changed in 1M", [
            loaded, copied, *(f"update own set km = {n} where rowid = {n};" for n in range(1, 201))]),
    ]


def compare(name, turns, times, binary, before, texts):
    """Reports one kind of work as a ratio of processor seconds."""
    def work(program):
        command = statements(program, *texts)
        return sum(run(command)[2] for _ in range(times))

    now, then = alternate(turns, lambda: work(binary), lambda: work(before))
    ratio = statistics.median(one / other for one, other in zip(now, then))
    figure = (f"{statistics.median(now) / times:.3f} s, before "
              f"{statistics.median(then) / times:.3f} s: {ratio:.3f} x")
    report(f"before: {name}", figure, "<= 1.05 x", ratio <= 1.05)


def bench_before(binary):
    """Processor seconds of each kind of work, as a ratio to the other binary's."""
    before = os.environ.get("CARNET_BENCH_BEFORE")
    if not before or not os.path.exists(before):
        skip("before", "CARNET_BENCH_BEFORE names no program to compare with")
        return
    source = os.path.join(SCRATCH, "rides-200k.csv")
    if not os.path.exists(source):
        write_csv(source, 200_000)
    for name, times, texts in works(source, SCRATCH):
        compare(name, TURNS, times, binary, before, texts)
    large = os.path.join(SCRATCH, "rides-1m.csv")
    if not os.path.exists(large):
        write_csv(large, 1_000_000)
    for name, texts in large_works(large):
        compare(name, LARGE_TURNS, 1, binary, before, texts)
