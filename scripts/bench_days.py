"""The seeded day files that the bench plans; the same on every machine."""

import json
import os
import random
import sys

from bench_measure import ROOT, SCRATCH

FIXTURES = os.path.join(ROOT, "Tests", "SolversTests", "Fixtures")
REFERENCE = os.path.join(FIXTURES, "days.json")

sys.path.insert(0, FIXTURES)
import oracle  # noqa: E402  (the fixture that drew the reference days)

FRESH_SEED = 31
LIMITS_SEED = 32
SCALE_SEED = 33


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)["days"]


def by_road(name, days):
    """Writes days that go by road, and the oracle's matrix of their points; gives both paths."""
    path = write(f"{name}.json", [
        {**day, "rules": {**day["rules"], "travel": "roads"}, "optimum": None} for day in days])
    legs = {}
    for day in days:
        points = {tuple(ride[end]) for ride in day["rides"] for end in ("pickup", "dropoff")}
        legs.update({(*a, *b): oracle.road(a, b) for a in points for b in points if a != b})
    matrix = os.path.join(SCRATCH, f"{name}.csv")
    with open(matrix, "w", encoding="utf-8") as file:
        file.write("from_latitude,from_longitude,to_latitude,to_longitude,seconds,metres\n")
        for pair, leg in legs.items():
            file.write(",".join(map(str, (*pair, *leg))) + "\n")
    return path, matrix


def write(name, days):
    """Writes a day file; gives its path."""
    path = os.path.join(SCRATCH, name)
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"days": days}, file, ensure_ascii=False)
    return path


def fresh(count):
    """Days like the reference's, of another seed: 7 to 20 rides, 3 to 5 regular drivers."""
    draws = random.Random(FRESH_SEED)
    return [
        oracle.make_day(draws, draws.randint(7, 20), draws.randint(3, 5), f"fresh-{number}")
        for number in range(1, count + 1)]


def limits(rides, drivers, count):
    """Days of one size, which `optimal` must prove in the time that the size allows."""
    draws = random.Random(LIMITS_SEED)
    return [
        oracle.make_day(draws, rides, drivers, f"n{rides}-m{drivers}-{number}")
        for number in range(1, count + 1)]


def scale(rides):
    """A day of any size with a driver for ten rides.

    Pick-ups lie anywhere in a square of 11 km around Geneva, drop-offs some 2.5 km away; half of
    the rides are returns one to three hours later; half of the others start in the peaks of 09:00
    and 13:00. Larger days are denser, not wider: at least 95 % can be served at each size.
    """
    draws = random.Random(SCALE_SEED)
    drawn = []
    while len(drawn) < rides:
        pickup = [46.20 + draws.uniform(-.05, .05), 6.15 + draws.uniform(-.07, .07)]
        dropoff = [pickup[0] + draws.gauss(0, .018), pickup[1] + draws.gauss(0, .025)]
        slots = draws.choice(((72, 217), (72, 217), (108, 127), (156, 187)))
        out = scale_ride(pickup, dropoff, time=5 * draws.randrange(*slots),
                         wheelchair=draws.random() < .1)
        back = scale_ride(dropoff, pickup, time=out["time"] + 5 * draws.randrange(12, 37),
                          wheelchair=out["wheelchair"])
        back.update(direction="return", confirmed=draws.random() >= .2)
        drawn += [out, back]
    drawn = sorted(drawn[:rides], key=lambda ride: ride["time"])
    for number, ride in enumerate(drawn, 1):
        ride["id"] = number
    drivers = [
        {"id": number, "kind": "regular", "shift": [360, 1320], "wheelchair": number % 2 == 1}
        for number in range(1, max(1, round(rides / 10)) + 1)]
    return {"id": f"scale-{rides}", "rules": oracle.RULES, "rides": drawn, "drivers": drivers}


def scale_ride(pickup, dropoff, time, wheelchair):
    return {
        "pickup": [round(degrees, 6) for degrees in pickup],
        "dropoff": [round(degrees, 6) for degrees in dropoff],
        "time": time, "direction": "outbound", "confirmed": True, "wheelchair": wheelchair}
