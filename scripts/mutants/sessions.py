"""The sessions that are recorded: each kind draws its statements from a pool, so that no two are alike."""

import data
import pools
from statement import Session, Statement, load, plain, rides, select, some


def joins(draws, root):
    files = [rides(draws), data.File("staff.csv", "csv", [data.staff_table(draws)])]
    pool = [
        [select("select t.id, s.wage from t join s on s.name = t.driver order by t.id;",
                edits=["select t.id, s.base from t join s on s.name = t.driver order by t.id;"])],
        [select("select t.id, s.base from t left join s on s.name = t.driver order by t.id;")],
        [select("select s.name, count(t.id) as n from s left join t on s.name = t.driver group by s.name order by s.name;")],
        [select("select a.id, b.id as other from t a join t b on a.driver = b.driver and a.id < b.id order by 1, 2;")],
        [select("select name from s where exists (select 1 from t where t.driver = s.name and km > 5) order by name;")],
        [select("select name from s where name not in (select driver from t) order by name;")],
        [select("select t.km, s.wage from t, s where s.name = t.driver;", "open")],
        [select("select id, (select wage from s where name = driver) as wage from t order by id;")],
        [select("select sum(t.km * s.wage) as cost from t join s on s.name = t.driver;")],
        [select("select count(*) as pairs from t cross join s;")],
        [select("select wage, base from s order by name;", edits=["select wage, base from s order by name desc;"])],
    ]
    lines = [line for group in some(draws, pool, 3, 6) for line in group]
    return Session("joins", files, [load("rides.csv", "t"), load("staff.csv", "s"), *lines])


def workbook(draws, root):
    file = data.File("book.xlsx", "xlsx", [data.rides_table(draws), data.staff_table(draws)])
    pool = [
        [select("select * from b_rides order by id;", edits=["select * from b_rides order by id desc;"])],
        [select("select * from b_staff order by name;", edits=["select * from b_staff order by name desc;"])],
        [select("select sum(fare) as fare from b_rides;")],
        [select("select r.id, s.wage from b_rides r join b_staff s on s.name = r.driver order by r.id;")],
        [Statement("describe b_staff")],
    ]
    first = Statement('load "book.xlsx" as b', makes=["b_rides:", "b_staff:"], reads=["book.xlsx"])
    return Session("load xlsx", [file], [first, *(line for group in some(draws, pool, 3, 5) for line in group)])


def about(name):
    """Statements about a dataset of rides."""
    return [
        [Statement(f"check {name}")],
        [select(f"select driver, count(*) as n, sum(km) as km from {name} group by driver order by driver;",
                edits=[f"select driver, count(*) as n, max(km) as km from {name} group by driver order by driver;"])],
        [select(f"select date, time, driver, km, direction from {name} order by ride;",
                edits=[f"select date, time, driver, km from {name} order by ride desc;"])],
        [select(f"select client, pickup, dropoff from {name} order by ride;")],
        [Statement(f"plot load of {name}", "open")],
        [Statement(f"plot map of {name}", "open")],
        [select("select count(*) as n from rejects;")],
        [select(f"select max(km) as far from {name};")],
        [Statement(f"dispatch {name} with greedy as g", makes=["g:"], edits=[f"dispatch {name} with nearest as g"]),
         select("select driver, count(*) as n from g group by driver order by driver;")],
    ]


def ride_sheet(draws, root):
    file = data.File("sheet.csv", "csv", [data.ride_sheet(draws)])
    lines = [line for group in some(draws, about("s"), 3, 6) for line in group]
    return Session("ride sheet", [file], [load("sheet.csv", "s"), *lines])


def ride_workbook(draws, root):
    file = data.File("sheet.xlsx", "xlsx", [data.ride_sheet(draws), data.ride_sheet(draws, "Mars", ["03.03.2025"])])
    lines = [line for group in some(draws, about("m"), 3, 6) for line in group]
    return Session("ride workbook", [file], [load("sheet.xlsx", "m", ' sheet "Mars"'), *lines])


def dispatch_export(draws, root):
    lines = [line for group in some(draws, about("w"), 3, 6) for line in group]
    return Session("dispatch export", [data.export_file(draws, root)], [load("week.json", "w"), *lines])


def plan(text, name, edits=()):
    return Statement(f"{text} as {name}", makes=[f"{name}:"], edits=[f"{edit} as {name}" for edit in edits])


def dispatch(draws, root):
    pool = [
        [plan("dispatch w with nearest", "p1", ["dispatch w with greedy"])],
        [plan("dispatch w with greedy", "p2", ["dispatch w with nearest"]), Statement("show plan p2"),
         Statement("metrics p2"), Statement("plot timeline of p2")],
        [plan(f"dispatch w with search budget {draws.randrange(3, 30)}", "p3"), Statement("plot load of p3 against recorded")],
        [plan("dispatch w with optimal", "p4", ["dispatch w with nearest"]), Statement("explain plan p4"),
         select("select plan, date, gap, lateness, km from days where plan = 'p4' order by date;")],
        [plan("dispatch w on 2025-10-20 with greedy without Dris", "p5", ["dispatch w on 2025-10-20 with greedy without Yannis"])],
        [plan("dispatch w on 2025-10-20 with optimal pin 1 to Yannis", "p6", ["dispatch w on 2025-10-20 with optimal pin 1 to Dris"])],
        [plan("dispatch w with auto", "p7")],
        [plan("dispatch w with recorded", "p8"), select("select count(*) as n from violations where plan = 'p8';")],
        [plan(f"dispatch w with search seed {draws.randrange(2, 9)} budget 9", "p9")],
        [select("select driver, count(*) as n from assignments group by driver order by driver;")],
    ]
    lines = [line for group in some(draws, pool, 2, 4) for line in group]
    return Session("dispatch", [data.export_file(draws, root)], [load("week.json", "w"), *lines])


def compare(draws, root):
    pool = [
        [Statement("compare recorded, greedy, optimal on w", edits=["compare recorded, nearest on w"])],
        [Statement("compare nearest, greedy on w by day", edits=["compare greedy, nearest on w by day"])],
        [Statement("compare recorded, greedy on w by pair")],
        [Statement("price of fairness of w")],
        [plan("dispatch w with greedy", "g"), Statement("metrics g by date"), Statement("compare g, recorded on w")],
    ]
    lines = [line for group in some(draws, pool, 2, 3) for line in group]
    return Session("compare", [data.export_file(draws, root)], [load("week.json", "w"), *lines])


def train(draws, root):
    words = "episodes 12 seed {} with layers 8, warm-up 8, batch 8"
    first = "train v on w days 2025-10-20, 2025-10-21 " + words.format(draws.randrange(1, 9))
    pool = [
        [Statement("plot curve of v")],
        [Statement("select seed, episode, reward, loss from v order by seed, episode;")],
        [Statement("evaluate v on w"), select("select agent, method, gap, km from agent_scores order by 1, 2;")],
        [Statement("show agent v")],
        [plan("dispatch w with agent v", "a"), plan("dispatch w with policy v", "b")],
        [Statement("finetune v as u on w days 2025-10-20 episodes 6", makes=["u"]),
         select("select episode, reward from u order by episode;")],
        [Statement("promote agent v"), Statement("agents")],
        [Statement('export agent v to "v.safetensors"'), Statement('import agent i from "v.safetensors"', makes=["i"],
                                                                   wrote="v.safetensors"),
         plan("dispatch w with policy i", "c")],
    ]
    lines = [line for group in some(draws, pool, 2, 4) for line in group]
    return Session("train", [data.export_file(draws, root, most=4)],
                   [load("week.json", "w"), Statement(first, makes=["v"], edits=[first.replace("episodes 12", "episodes 14")]),
                    *lines])


def split(draws, root):
    pool = [
        [select("select date, part from splits order by date;")],
        [plan("dispatch w holdout with greedy", "h")],
        [Statement("compare recorded, greedy on w training")],
        [select("select part, count(*) as n from splits group by part order by part;")],
    ]
    lines = [line for group in some(draws, pool, 2, 4) for line in group]
    number = draws.randrange(2, 50)
    return Session("split", [data.export_file(draws, root, days=5, most=3)],
                   [load("week.json", "w"), Statement(f"split w holdout 2 days seed {number}", makes=["splits"],
                                                     edits=[f"split w holdout 3 days seed {number}"]), *lines])


def rules(draws, root):
    pool = [
        [Statement(f"set rule speed {draws.choice([14, 18, 40])}"), plan("dispatch w with greedy", "a")],
        [Statement("set rule boarding 12"), plan("dispatch w with nearest", "b")],
        [Statement(f"set seed {draws.randrange(2, 99)}"), plan("dispatch w with search budget 5", "c"),
         select("select random() as r;")],
        [Statement("set rule max_rides 2"), plan("dispatch w on 2025-10-20 with greedy", "d"),
         select("select plan, unassigned, km from days order by plan, date;")],
        [Statement("check w")],
        [Statement("rules")],
    ]
    lines = [line for group in some(draws, pool, 2, 5) for line in group]
    return Session("rules", [data.export_file(draws, root)], [load("week.json", "w"), *lines])


def roster(draws, root):
    roster_file = data.File("drivers.csv", "csv", [data.Table("drivers", data.ROSTER.heads, [list(row) for row in data.ROSTER.rows])])
    pool = [
        [select("select name, initials, kind from drivers order by name;")],
        [plan("dispatch w with greedy", "g")],
        [select("select driver, count(*) as n from w group by driver order by driver;")],
        [Statement("check w")],
        [select("select count(*) as n from w;")],
        [Statement("plot load of w", "open")],
    ]
    lines = [line for group in some(draws, pool, 3, 5) for line in group]
    first = Statement('load "drivers.csv" replace', makes=["drivers:"], reads=["drivers.csv"])
    return Session("roster", [roster_file, data.export_file(draws, root)], [first, load("week.json", "w"), *lines])


def exports(draws, root):
    pool = [
        [Statement('export r to "out.csv"', edits=['export t to "out.csv"']),
         Statement('load "out.csv" as back', makes=["back:"], wrote="out.csv"), select("select * from back order by id;")],
        [Statement('export t to "out.json"', "open"), Statement('load "out.json" as again', makes=["again:"], wrote="out.json"),
         select("select sum(km) as km, sum(fare) as fare from again;")],
        [Statement('export t, r to "out.xlsx"', "open"), Statement('load "out.xlsx" sheet "r" as sheet_r', makes=["sheet_r:"],
                                                                       wrote="out.xlsx")],
        [Statement('export r to "out.md"')],
        [select("select id, km from t order by id;", wider="select id, seats, km from t order by id;")],
    ]
    lines = [line for group in some(draws, pool, 2, 4) for line in group]
    return Session("exports", [rides(draws)], [load("rides.csv", "t"), Statement(
        "r = select id, driver, fare from t order by id;", makes=["r"],
        edits=["r = select id, driver, km from t order by id;"]), *lines])




def nested(draws, root):
    """Another session over the same file, recorded first."""
    inner = Session("nested", [], [load("rides.csv", "t"), *(line for group in some(draws, pools.aggregates(draws), 1, 2) for line in group)])
    lines = [line for group in some(draws, pools.load_csv(draws), 1, 2) for line in group]
    return Session("nested", [rides(draws)], [Statement('replay "inner.carnet"', nested=True), load("rides.csv", "t"), *lines],
                   inner=inner)


def parameters(draws, root):
    number = draws.randrange(2, 5)
    pool = [
        [select("select id, km from t where id <= $COUNT order by id;")],
        [select("select id from t where driver = $DRIVER order by id;")],
        [Statement("head t $COUNT", "chosen")],
        [Statement("part_$COUNT = select sum(fare) as fare from t where id > $COUNT;", makes=[f"part_{number}"])],
        [Statement('note "{{t.km.max}} km at most, for $DRIVER."')],
    ]
    lines = [line for group in some(draws, pool, 2, 4) for line in group]
    # A parameter that the script does not have is refused.
    settings = [word for name, value in [("COUNT", number), ("DRIVER", "Anna")]
                if any(f"${name}" in line.text for line in lines) for word in ("--set", f"{name}={value}")]
    return Session("parameters", [rides(draws)], [load("rides.csv", "t"), *lines], settings=settings)


def long_tables(draws, root):
    count = draws.choice([101, 140, 999, 1000, 1001, 1300])
    pool = [
        [select("select id, km, fare from t order by id;", edits=["select id, km, fare from t order by id desc;"])],
        [select("select id, km from t;", "open")],
        [Statement(f"create table b as with recursive n(i) as (select 1 union all select i + 1 from n where i < {count}) "
                   "select i, i * 0.1 as x from n;", makes=["b:"],
                   edits=[f"create table b as with recursive n(i) as (select 1 union all select i + 1 from n where i < {count}) "
                          "select i, i * 0.2 as x from n;"]),
         select("select * from b order by i;", edits=["select i, -x as x from b order by i;"])],
        [select("select a.id, b.id as other from t a, t b where a.id < 20 and b.id < 20 order by 1, 2;")],
        [Statement("kept = select id, fare from t order by id;", makes=["kept"])],
        [select("select sum(km) as km from t;")],
    ]
    lines = [line for group in some(draws, pool, 2, 4) for line in group]
    return Session("long tables", [rides(draws, rows=draws.choice([101, 150, 1100]))], [load("rides.csv", "t"), *lines])


def load_json(draws, root):
    file = rides(draws, "json")
    lines = [line for group in some(draws, pools.load_csv(draws), 3, 5) for line in group]
    return Session("load json", [file], [load("rides.json", "t"), *lines])


# How often a kind is drawn; the dear ones less.
KINDS = {
    "load csv": (plain("load csv", pools.load_csv), 3), "load xlsx": (workbook, 2),
    "load json": (load_json, 2), "ride sheet": (ride_sheet, 3),
    "ride workbook": (ride_workbook, 2), "dispatch export": (dispatch_export, 2),
    "select": (plain("select", pools.selects, 4, 8), 4), "aggregates": (plain("aggregates", pools.aggregates, 4, 7), 3),
    "joins": (joins, 2), "own tables": (plain("own tables", pools.own, 2, 4), 4), "views": (plain("views", pools.views, 2, 4), 2),
    "draws": (plain("draws", pools.draws_of), 2), "unstable": (plain("unstable", pools.unstable, 3, 5), 2),
    "expected errors": (plain("expected errors", pools.errors, 3, 6), 3), "notes": (plain("notes", pools.notes, 2, 5), 2),
    "asserts": (plain("asserts", pools.asserts), 2), "plots": (plain("plots", pools.plots), 3), "dispatch": (dispatch, 2),
    "compare": (compare, 1), "train": (train, 1), "split": (split, 1), "rules": (rules, 2), "roster": (roster, 1),
    "exports": (exports, 2), "nested": (nested, 1), "parameters": (parameters, 1), "long tables": (long_tables, 2),
    "describe": (plain("describe", pools.described), 2),
}
