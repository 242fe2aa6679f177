"""What a long session costs: its last statements against its first, and its record in its length.

All figures are processor seconds of whole processes, the least of several turns: other work on the
machine only ever adds to them. The cost of statements is the difference of two lengths.
"""

import os
import shutil
import subprocess

from bench_measure import ENVIRONMENT, SCRATCH, note, report

STATEMENTS = 5_000
EDGE = 500
LENGTHS = (1_000, 2_000, 4_000, 8_000)
TURNS = 3


def script(count):
    """So many statements, four of five of which name their rows."""
    for number in range(count):
        rows = f"select {number} as number, {number * 7 % 13} as rest"
        yield f"{rows};" if number % 5 == 4 else f"r{number} = {rows};"


def seconds(command, folder):
    """User seconds of a command in a folder of its own, with its journals there."""
    environment = dict(ENVIRONMENT, CARNET_STATE=os.path.join(folder, "state"))
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                             env=environment, cwd=folder)
    errors = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"bench: {' '.join(command)} failed: {errors.decode(errors='replace')}")
    return usage.ru_utime


def cost(binary, count, options=(), ending=()):
    """User seconds of a session of so many statements and some more behind them."""
    def turn():
        folder = os.path.join(SCRATCH, "session")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        with open(os.path.join(folder, "s.sql"), "w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in [*script(count), *ending])
        return seconds([binary, "run", "--quiet", "s.sql", *options], folder)
    return min(turn() for _ in range(TURNS))


def bench_edges(binary, name, options):
    """The last statements of a session against its first ones."""
    nothing, first, most, whole = (
        cost(binary, count, options) for count in (0, EDGE, STATEMENTS - EDGE, STATEMENTS))
    begin, end = (first - nothing) / EDGE, (whole - most) / EDGE
    report(f"sessions: last {EDGE} of {STATEMENTS} {name}",
           f"{1000 * end:.2f} ms a statement, first {EDGE} {1000 * begin:.2f} ms: "
           f"{end / begin:.2f} x", "<= 1.2 x", end / begin <= 1.2)
    return whole


def bench_growth(name, measure):
    """The time a statement of sessions twice, four and eight times as long."""
    each = [measure(count) / count for count in LENGTHS]
    ratio = max(each) / min(each)
    report(f"sessions: {name}",
           ", ".join(f"{1000 * figure:.2f}" for figure in each)
           + f" ms a statement at {', '.join(f'{count:,}' for count in LENGTHS)}: {ratio:.2f} x",
           "<= 1.3 x", ratio <= 1.3)


def bench_sessions(binary):
    """Statements, records and replays of long sessions."""
    whole = bench_edges(binary, "in memory", ())
    bench_edges(binary, "on disk", ("--notebook", "n.sqlite"))
    before = os.environ.get("CARNET_BENCH_BEFORE")
    if before and os.path.exists(before):
        then = cost(before, STATEMENTS)
        note("sessions: the whole of it", f"{whole:.1f} s, before {then:.1f} s: {whole / then:.2f} x")

    plain = {count: cost(binary, count) for count in LENGTHS}
    for name, statement in (("save", 'save session as "s.carnet"'),
                            ("export", 'export session to "s.html"')):
        bench_growth(name, lambda count, statement=statement:
                     cost(binary, count, (), [statement]) - plain[count])

    def replay(count):
        cost(binary, count, (), ['save session as "s.carnet"'])
        return seconds([binary, "replay", "s.carnet"], os.path.join(SCRATCH, "session"))
    bench_growth("replay", replay)
