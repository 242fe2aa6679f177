"""How the bench runs commands, repeats them, and says what came out."""

import json
import os
import random
import statistics
import subprocess
import sys
import time
import venv

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SCRATCH = os.path.join(ROOT, ".build-bench")
ENVIRONMENT = dict(os.environ, CARNET_STATE=os.path.join(SCRATCH, "state"))
missed = []


def run(command):
    """Runs a command; gives its wall seconds, its peak memory in MB and its processor seconds."""
    started = time.perf_counter()
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT)
    errors = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"bench: {' '.join(command)} failed: {errors.decode(errors='replace')}")
    seconds = time.perf_counter() - started
    return seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def statements(binary, *texts):
    """The command that runs statements in a notebook in memory."""
    return [binary, "--memory", *(word for text in texts for word in ("-c", text))]


def rows(binary, *texts):
    """The rows that the last statement gives."""
    command = statements(binary, *texts) + ["--format", "json", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False)
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(command)} failed: {done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])["rows"]


def each_rows(binary, *texts):
    """The rows that each statement gives, of those that give any."""
    command = statements(binary, *texts) + ["--format", "json", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False)
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(command)} failed: {done.stderr}")
    return [json.loads(line)["rows"] for line in done.stdout.splitlines()]


def alternate(runs, *works):
    """Runs each piece of work in turn, after a turn that does not count."""
    for work in works:
        work()
    results = [[] for _ in works]
    for _ in range(runs):
        for work, kept in zip(works, results):
            kept.append(work())
    return results


def median(results, index=0):
    return statistics.median(result[index] for result in results)


def write_csv(path, rows):
    """A seeded table of 12 columns: numbers, reals, dates, times and texts."""
    draws = random.Random(2025)
    names = ["Anières", "Carouge", "Meyrin", "Onex, centre", 'dit "le Lac"', "Versoix"]
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("id,client,date,time,km,minutes,from,to,driver,late,price,code\n")
        for number in range(rows):
            start, end = draws.choice(names), draws.choice(names)
            quoted = ['"' + text.replace('"', '""') + '"' for text in (start, end)]
            file.write(
                f"{number},CLIENT {draws.randrange(5000)},2025-{draws.randrange(1, 13):02}-"
                f"{draws.randrange(1, 29):02},{draws.randrange(7, 17):02}:{draws.randrange(60):02},"
                f"{draws.random() * 30:.3f},{draws.randrange(90)},{quoted[0]},{quoted[1]},"
                f"D{draws.randrange(9)},{draws.randrange(30)},{draws.random() * 100:.2f},"
                f"0{draws.randrange(999)}\n")


def report(name, figure, goal, is_reached):
    """Prints a figure with its goal and verdict; a missed one fails the bench."""
    verdict = "ok" if is_reached else "MISSED"
    print(f"{name:<42} {figure:<58} goal {goal:<14} {verdict}", flush=True)
    if not is_reached:
        missed.append(name)


def note(name, figure):
    """Prints a figure that has no goal."""
    print(f"{name:<42} {figure}", flush=True)


def skip(name, reason):
    print(f"{name:<42} skipped: {reason}", flush=True)


def python_with(packages):
    """The Python of a virtual environment that has these packages, or None."""
    home = os.path.join(SCRATCH, "python")
    python = os.path.join(home, "bin", "python")
    if not os.path.exists(python):
        venv.create(home, with_pip=True)
    install = [python, "-m", "pip", "install", "--quiet", *packages]
    done = subprocess.run(install, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          check=False)
    return python if done.returncode == 0 else None
