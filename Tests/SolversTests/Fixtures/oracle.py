"""Seeded service days around Geneva and their proven lexicographic optima (CP-SAT), under the rules of docs/dispatch.md.

usage: oracle.py OUT.json SEED "N,M,count;N,M,count…" [time limit per stage, s]
       oracle.py OUT.json --roads DAYS.json [time limit per stage, s]

The second form takes the days of a file and proves them by road: on a matrix that breaks symmetry and
triangle inequality, drawn from the points alone (see `road`), so that no file has to hold it.
"""
import json, math, random, sys

EARTH = 6371.0088  # km, mean radius

PLACES = [  # public institutions and town centres, canton of Geneva (approximate coordinates)
    ("Clinique les Hauts d'Anières", 46.2766, 6.2231), ("HUG Cluse-Roseraie", 46.1925, 6.1497), ("Beau-Séjour", 46.1910, 6.1545),
    ("Hôpital de La Tour, Meyrin", 46.2284, 6.0693), ("Clinique La Colline", 46.1883, 6.1560), ("Clinique des Grangettes", 46.1955, 6.1850),
    ("Dialyse Champel", 46.1926, 6.1590), ("Dialyse Onex", 46.1838, 6.0990), ("Imagerie Vésenaz", 46.2398, 6.2013), ("Hôpital des Trois-Chêne", 46.2010, 6.1985),
    ("Collonge-Bellerive", 46.2530, 6.2000), ("Meinier", 46.2463, 6.2347), ("Hermance", 46.3011, 6.2437), ("Cologny", 46.2167, 6.1801),
    ("Vandœuvres", 46.2214, 6.2036), ("Chêne-Bougeries", 46.1986, 6.1864), ("Thônex", 46.1886, 6.1990), ("Carouge", 46.1844, 6.1391),
    ("Lancy", 46.1836, 6.1220), ("Onex", 46.1839, 6.1024), ("Bernex", 46.1763, 6.0755), ("Confignon", 46.1740, 6.0870), ("Eaux-Vives", 46.2027, 6.1680),
    ("Servette", 46.2130, 6.1310), ("Champel", 46.1915, 6.1575), ("Plainpalais", 46.1960, 6.1400),
]
RULES = {"speedKmh": 25.0, "boardingMin": 5, "alightingMin": 10, "marginMin": 5, "toleranceOutboundMin": 0, "toleranceReturnMin": 30, "toleranceUnconfirmedMin": 60, "maxRidesPerDriver": 12}


def km(a, b):
    p1, p2 = math.radians(a[0]), math.radians(b[0])
    dp, dl = p2 - p1, math.radians(b[1] - a[1])
    h = math.sin(dp / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(dl / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(h))


def minutes(a, b, rules):
    return max(0, math.ceil(km(a, b) / rules["speedKmh"] * 60 - 1e-9))


MASK = (1 << 64) - 1


def mix(number):
    """The finaliser of SplitMix64."""
    number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    number = (number ^ (number >> 27)) * 0x94D049BB133111EB & MASK
    return number ^ (number >> 31)


def road(a, b):
    """Seconds and metres from a point to another: half to two and a half great circles, pair by pair."""
    state = 0
    for degrees in (*a, *b):
        state = mix((state + round(degrees * 1e6) + 0x9E3779B97F4A7C15) & MASK)
    factor = 0.5 + 2 * (state >> 11) / 2**53
    metres = km(a, b) * 1000 * factor
    return math.floor(metres * 3.6 / 25 + 0.5), math.floor(metres + 0.5)


def measures(by_road):
    """What gives minutes and metres from a point to another under rules."""
    if by_road:
        return lambda a, b, rules: math.ceil(road(a, b)[0] / 60 - 1e-9), lambda a, b: road(a, b)[1]
    return minutes, lambda a, b: round(km(a, b) * 1000)


def make_day(rng, n, m, ident):
    rides = []
    while len(rides) < n:
        a, b = rng.sample(PLACES, 2)
        if rng.random() < 0.5:
            a = PLACES[0]
            if b is a:
                continue
        jitter = lambda p: (round(p[1] + rng.gauss(0, 0.004), 6), round(p[2] + rng.gauss(0, 0.006), 6))
        pa, pb = jitter(a), jitter(b)
        t = rng.choice([rng.randrange(84, 190), rng.randrange(108, 126), rng.randrange(156, 186)]) * 5
        rides.append({"from": a[0], "to": b[0], "pickup": pa, "dropoff": pb, "time": t, "direction": "outbound", "confirmed": True, "wheelchair": rng.random() < 0.1})
        if len(rides) < n and rng.random() < 0.45:
            conf = rng.random() > 0.2
            rides.append({"from": b[0], "to": a[0], "pickup": pb, "dropoff": pa, "time": min(20 * 60, t + rng.randrange(12, 48) * 5), "direction": "return", "confirmed": conf, "wheelchair": rides[-1]["wheelchair"]})
    rides.sort(key=lambda r: r["time"])
    for i, r in enumerate(rides):
        r["id"] = i + 1
    drivers = [{"id": i + 1, "kind": "regular", "shift": [360, 1320], "wheelchair": i % 2 == 0} for i in range(m)]
    if rng.random() < 0.4 and m > 2:
        d = drivers[rng.randrange(m)]
        d["shift"] = rng.choice([[360, 780], [720, 1320], [480, 1020]])
    drivers.append({"id": m + 1, "kind": "emergency", "shift": [360, 1320], "wheelchair": True})
    return {"id": ident, "rules": RULES, "rides": rides, "drivers": drivers}


def tolerance(r, rules):
    if r["direction"] == "outbound":
        return rules["toleranceOutboundMin"]
    return rules["toleranceReturnMin"] if r["confirmed"] else rules["toleranceUnconfirmedMin"]


def solve(day, limit, by_road=False):
    from ortools.sat.python import cp_model  # here, so that drawing days asks for nothing but Python
    rules, R, D = day["rules"], day["rides"], day["drivers"]
    n, m = len(R), len(D)
    minutes, metres = measures(by_road)
    dur = [rules["boardingMin"] + minutes(r["pickup"], r["dropoff"], rules) + rules["alightingMin"] for r in R]
    loaded = [metres(r["pickup"], r["dropoff"]) for r in R]
    hop = [[minutes(a["dropoff"], b["pickup"], rules) for b in R] for a in R]
    dead = [[metres(a["dropoff"], b["pickup"]) for b in R] for a in R]
    M = cp_model.CpModel()
    start = [M.NewIntVar(r["time"], r["time"] + tolerance(r, rules), f"s{i}") for i, r in enumerate(R)]
    x = [[M.NewBoolVar(f"x{i}_{d}") for d in range(m)] for i in range(n)]
    un = [M.NewBoolVar(f"u{i}") for i in range(n)]
    terms = []
    for i in range(n):
        M.AddExactlyOne(x[i] + [un[i]])
    cnt = []
    for d in range(m):
        arcs = [(0, 0, M.NewBoolVar(""))]
        for i in range(n):
            ok = D[d]["wheelchair"] or not R[i]["wheelchair"]
            lo, hi = D[d]["shift"]
            if not ok:
                M.Add(x[i][d] == 0)
            M.Add(start[i] >= lo).OnlyEnforceIf(x[i][d])
            M.Add(start[i] + dur[i] <= hi).OnlyEnforceIf(x[i][d])
            arcs.append((0, i + 1, M.NewBoolVar("")))
            arcs.append((i + 1, 0, M.NewBoolVar("")))
            arcs.append((i + 1, i + 1, x[i][d].Not()))
            for j in range(n):
                if i != j and R[i]["time"] + dur[i] + rules["marginMin"] + hop[i][j] <= R[j]["time"] + tolerance(R[j], rules):
                    b = M.NewBoolVar("")
                    arcs.append((i + 1, j + 1, b))
                    M.Add(start[j] >= start[i] + dur[i] + rules["marginMin"] + hop[i][j]).OnlyEnforceIf(b)
                    terms.append(dead[i][j] * b)
        M.AddCircuit(arcs)
        c = M.NewIntVar(0, min(n, rules["maxRidesPerDriver"]), "")
        M.Add(c == sum(x[i][d] for i in range(n)))
        cnt.append(c)
    reg = [d for d in range(m) if D[d]["kind"] == "regular"]
    hi, lo = M.NewIntVar(0, n, ""), M.NewIntVar(0, n, "")
    M.AddMaxEquality(hi, [cnt[d] for d in reg])
    M.AddMinEquality(lo, [cnt[d] for d in reg])
    sq = []
    for d in reg:
        s = M.NewIntVar(0, n * n, "")
        M.AddMultiplicationEquality(s, [cnt[d], cnt[d]])
        sq.append(s)
    stages = [("unassigned", sum(un)), ("reserve", sum(x[i][d] for i in range(n) for d in range(m) if D[d]["kind"] != "regular")), ("gap", hi - lo),
              ("squares", sum(sq)), ("latenessMin", sum(start[i] - R[i]["time"] for i in range(n))),
              ("metres", sum(loaded[i] * (1 - un[i]) for i in range(n)) + sum(terms))]
    out, wall = {}, 0.0
    for name, e in stages:
        M.Minimize(e)
        S = cp_model.CpSolver()
        S.parameters.max_time_in_seconds = limit
        S.parameters.num_workers = 2
        st = S.Solve(M)
        wall += S.WallTime()
        if st != cp_model.OPTIMAL:
            out["status"] = f"not proven at {name}: {S.StatusName(st)}, best {S.ObjectiveValue() if st == cp_model.FEASIBLE else None}, bound {S.BestObjectiveBound()}"
            break
        out[name] = round(S.ObjectiveValue())
        M.ClearHints()
        for v in range(len(M.Proto().variables)):
            M.AddHint(M.GetIntVarFromProtoIndex(v), S.Value(M.GetIntVarFromProtoIndex(v)))
        if name == "latenessMin":
            # an unassigned ride has no lateness: its start is free, so it stands at its time
            pass
        M.Add(e == out[name])
    else:
        out["status"] = "optimal"
        out["routes"] = {str(D[d]["id"]): [R[i]["id"] for i in sorted((i for i in range(n) if S.Value(x[i][d])), key=lambda i: S.Value(start[i]))] for d in range(m)}
    out["oracleSeconds"] = round(wall, 3)
    return out


def main(arguments):
    path, seed, spec = arguments[:3]
    limit = float(arguments[3]) if len(arguments) > 3 else 60
    by_road = seed == "--roads"
    if by_road:
        with open(spec, encoding="utf-8") as file:
            drawn = json.load(file)["days"]
    else:
        rng = random.Random(int(seed))
        parts = [tuple(map(int, part.split(","))) for part in spec.split(";")]
        drawn = (make_day(rng, n, m, f"s{seed}-n{n}-m{m}-{k + 1}") for n, m, count in parts for k in range(count))
    days = []
    for day in drawn:
        day["optimum"] = solve(day, limit, by_road)
        print(day["id"], {k: v for k, v in day["optimum"].items() if k != "routes"}, flush=True)
        days.append(day)
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"days": days}, file, ensure_ascii=False, indent=None)


if __name__ == "__main__":
    main(sys.argv[1:])
