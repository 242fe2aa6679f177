"""What hiding names costs: a million of them in a column `client` against the same file as `plate`."""

import os
import random
import subprocess

from bench_measure import ENVIRONMENT, SCRATCH, alternate, median, report, run

ROWS = 1_000_000
SYLLABLES = ["BRA", "CHE", "DOU", "FLE", "GRI", "LAU", "MON", "PER", "QUI", "ROU", "SAV", "TIL",
             "VAR", "ZEL", "NIC", "HUB"]
GIVEN = ["Anne", "Noël", "Didier", "Françoise", "Loïc", "Cédric", "Zoé", "Marius"]


def names():
    """Distinct invented names, in a seeded order."""
    numbers = list(range(ROWS))
    random.Random(2025).shuffle(numbers)
    for number in numbers:
        surname = "".join(SYLLABLES[(number >> shift) & 15] for shift in (0, 4, 8, 12))
        yield f"{surname}VAZ {GIVEN[(number >> 16) & 7]} {SYLLABLES[number >> 19].title()}el"


def write(path, header):
    draws = random.Random(7)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{header},km\n")
        file.writelines(f"{name},{draws.random() * 30:.3f}\n" for name in names())


def bench_names(binary):
    """Load, start and a look at a table of a million clients."""
    sources = {}
    for header in ("client", "plate"):
        sources[header] = os.path.join(SCRATCH, f"{header}.csv")
        if not os.path.exists(sources[header]):
            write(sources[header], header)
    books = {name: os.path.join(SCRATCH, f"{name}.sqlite") for name in ("client", "plate", "empty")}

    def load(header):
        for ending in ("", "-wal", "-shm"):
            if os.path.exists(books[header] + ending):
                os.remove(books[header] + ending)
        return run([binary, "--notebook", books[header], "-c", f'load "{sources[header]}" as t'])

    clients, plates = alternate(5, lambda: load("client"), lambda: load("plate"))
    ratio, more = median(clients, 2) / median(plates, 2), median(clients, 1) - median(plates, 1)
    report("names: load 1,000,000 clients",
           f"{median(clients, 2):.2f} s CPU, as plates {median(plates, 2):.2f} s: {ratio:.2f} x",
           "<= 1.5 x", ratio <= 1.5)
    report("names: load 1,000,000 clients, memory", f"{more:+.0f} MB", "<= +200 MB", more <= 200)

    run([binary, "--notebook", books["empty"], "-c", "select 1;"])
    full, empty = alternate(
        21, lambda: run([binary, "--notebook", books["client"], "-c", "select 1;"]),
        lambda: run([binary, "--notebook", books["empty"], "-c", "select 1;"]))
    ratio = median(full, 2) / median(empty, 2)
    report("names: select 1; beside them",
           f"{1000 * median(full):.1f} ms, empty notebook {1000 * median(empty):.1f} ms: "
           f"{ratio:.2f} x CPU", "<= 1.1 x", ratio <= 1.1)

    look = "select client, km from t limit 5;"
    (looks,) = alternate(
        11, lambda: run([binary, "--notebook", books["client"], "-c", look]))
    report("names: a look at five of them", f"{1000 * median(looks):.1f} ms", "<= 50 ms",
           median(looks) <= .05)

    script = os.path.join(SCRATCH, "names.carnet")
    subprocess.run([binary, "--notebook", books["client"], "--quiet", "-c", look, "-c",
                    f'save session as "{script}" replace'], env=ENVIRONMENT, check=True,
                   stdout=subprocess.DEVNULL)
    with open(script, encoding="utf-8") as file:
        shown = sum(line.count("VAZ") for line in file if line.startswith("#"))
    report("names: shown in the record", f"{shown} of 5", "0", shown == 0)
