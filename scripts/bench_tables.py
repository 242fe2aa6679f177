"""Tables in and out: loads and exports, each beside a peer in the same run.

DuckDB's seconds are those of its statement alone, without the start of its process; carnet's are of the whole
process. Bare inserts are `bench_inserts.c`: the same typed cells, from memory into a new SQLite file.
"""

import json
import os
import random
import shutil
import subprocess

from bench_measure import (
    ROOT, SCRATCH, alternate, median, note, python_with, report, run, skip, write_csv)

DUCKDB = """
import duckdb, os, sys, time
database, sql = sys.argv[1], sys.argv[2]
if len(sys.argv) > 3:
    for ending in ("", ".wal"):
        if os.path.exists(database + ending): os.remove(database + ending)
connection = duckdb.connect(database)
start = time.perf_counter()
connection.execute(sql)
connection.execute("checkpoint")
print(time.perf_counter() - start)
"""


def fresh(path):
    """A path whose file, and the files that SQLite keeps beside it, are gone."""
    for ending in ("", "-wal", "-shm", "-journal"):
        if os.path.exists(path + ending):
            os.remove(path + ending)
    return path


def duckdb(python, database, sql, *anew):
    """DuckDB's seconds for a statement; with a further word in a new file."""
    done = subprocess.run([python, "-c", DUCKDB, database, sql, *anew], capture_output=True,
                          text=True, check=True)
    return (float(done.stdout.split()[-1]),)


def inserter():
    """The program of bare inserts, or None where it cannot be built."""
    program = os.path.join(SCRATCH, "inserts")
    compiler = shutil.which("clang") or shutil.which("cc")
    if not compiler:
        return None
    source = os.path.join(ROOT, "scripts", "bench_inserts.c")
    done = subprocess.run([compiler, "-O2", "-o", program, source, "-lsqlite3"], check=False)
    return program if done.returncode == 0 else None


def bench_csv(binary):
    """A million typed rows against bare inserts of the same cells, DuckDB beside it."""
    names = ("load csv 1,000,000 x 12, typed", "load csv 1,000,000 x 12, memory")
    program, python = inserter(), python_with(["duckdb"])
    if not program:
        skip(names[0], "bare inserts cannot be built")
        return
    source = os.path.join(SCRATCH, "rides.csv")
    if not os.path.exists(source):
        write_csv(source, 1_000_000)
    notebook, bare, other = (
        os.path.join(SCRATCH, name) for name in ("big.sqlite", "bare.db", "csv.duckdb"))

    def load():
        return run([binary, "--notebook", fresh(notebook), "-c", f'load "{source}" as rides_csv'])

    def insert():
        done = subprocess.run([program, notebook, "rides_csv", fresh(bare)], capture_output=True,
                              text=True, check=True)
        return (float(done.stdout),)

    works = [load, insert]
    if python:
        works.append(lambda: duckdb(
            python, other, f"create table t as from read_csv('{source}')", "anew"))
    found = alternate(5, *works)
    ours, theirs = median(found[0]), median(found[1])
    beside = f", DuckDB {median(found[2]):.2f} s" if python else ""
    report(names[0], f"{ours:.2f} s, inserts {theirs:.2f} s{beside}: {ours / theirs:.2f} x",
           "<= 1.2 x", ours / theirs <= 1.2)
    report(names[1], f"{median(found[0], 1):.0f} MB", "<= 150 MB", median(found[0], 1) <= 150)
    fresh(bare)


def write_json(lines, document, rows):
    """Seeded objects of ten members, as lines and as one array."""
    draws = random.Random(2025)
    with open(lines, "w", encoding="utf-8") as one, open(document, "w", encoding="utf-8") as other:
        other.write("[")
        for number in range(rows):
            text = json.dumps({
                "id": number, "client": f"CLIENT {draws.randrange(5000)}",
                "date": f"2025-{draws.randrange(1, 13):02}-{draws.randrange(1, 29):02}",
                "time": f"{draws.randrange(7, 17):02}:{draws.randrange(60):02}",
                "km": round(draws.random() * 30, 3), "minutes": draws.randrange(90),
                "from": draws.choice(["Anières", "Carouge", "Onex, centre"]),
                "late": draws.random() < .1, "price": round(draws.random() * 100, 2),
                "note": None if draws.random() < .5 else 'dit "le Lac"'}, ensure_ascii=False)
            one.write(text + "\n")
            other.write((",\n" if number else "\n") + text)
        other.write("\n]\n")


def bench_json(binary):
    """Half a million objects as lines against DuckDB, and as one document by its memory."""
    name = "load jsonl 500,000 x 10, typed"
    lines, document = (os.path.join(SCRATCH, f"objects.{ending}") for ending in ("jsonl", "json"))
    if not os.path.exists(document):
        write_json(lines, document, 500_000)
    notebook, other = (os.path.join(SCRATCH, name) for name in ("json.sqlite", "json.duckdb"))
    python = python_with(["duckdb"])

    def load(source):
        return run([binary, "--notebook", fresh(notebook), "-c", f'load "{source}" as objects'])

    if python:
        ours, theirs = alternate(
            5, lambda: load(lines),
            lambda: duckdb(
                python, other,
                f"create table t as from read_json('{lines}', format='newline_delimited')",
                "anew"))
        ratio = median(ours) / median(theirs)
        report(name, f"{median(ours):.2f} s, DuckDB {median(theirs):.2f} s: {ratio:.2f} x",
               "<= 1.5 x", ratio <= 1.5)
    else:
        skip(name, "DuckDB cannot be installed")
    (found,) = alternate(3, lambda: load(document))
    note("load json 500,000 x 10, typed", f"{median(found):.2f} s")
    report("load json 500,000 x 10, memory", f"{median(found, 1):.0f} MB", "< 300 MB",
           median(found, 1) < 300)


def bench_export(binary):
    """A million rows written as csv and as JSON lines, against DuckDB."""
    python = python_with(["duckdb"])
    if not python:
        skip("export 1,000,000 x 12", "DuckDB cannot be installed")
        return
    source = os.path.join(SCRATCH, "rides.csv")
    if not os.path.exists(source):
        write_csv(source, 1_000_000)
    notebook, other = (os.path.join(SCRATCH, name) for name in ("out.sqlite", "out.duckdb"))
    run([binary, "--notebook", fresh(notebook), "-c", f'load "{source}" as rides_csv'])
    duckdb(python, other, f"create table t as from read_csv('{source}')", "anew")
    for ending, form in (("csv", "csv"), ("jsonl", "json")):
        ours, theirs = (os.path.join(SCRATCH, f"{who}.{ending}") for who in ("ours", "theirs"))

        def export():
            fresh(ours)
            return run([binary, "--notebook", notebook, "-c", f'export rides_csv to "{ours}"'])

        mine, peer = alternate(
            5, export,
            lambda: duckdb(python, other, f"copy t to '{theirs}' (format {form})"))
        ratio = median(mine) / median(peer)
        report(f"export {ending} 1,000,000 x 12",
               f"{median(mine):.2f} s, DuckDB {median(peer):.2f} s: {ratio:.2f} x", "<= 2 x",
               ratio <= 2)
        fresh(ours)
        fresh(theirs)
