"""The sessions that are recorded: each kind draws its statements from a pool, so that no two are alike."""

import data


class Statement:
    """A statement and what the harness must know of it, in the words of sessions.md and not of the program.

    order    `total`: every row has its place; `open`: the statement leaves the order, or a part of it, open;
             `chosen`: an undecided `limit`, so that even the choice of rows is open
    makes    tables and plans whose content belongs to what it gave; `NAME:` alone is compared as a multiset
    reads    files whose bytes are facts of it
    edits    other statements that give something else in its place
    breaks   one that fails in its place; heals: one that runs where it failed
    clock    it reads the clock, or something that did: not verifiable
    nested   it replays another session, whose cause it passes on
    wrote    the file it reads, where the session itself wrote that
    wider    a statement that gives the same rows with more columns
    """

    def __init__(self, text, order="total", makes=(), reads=(), edits=(), breaks=None, heals=None, clock=False,
                 nested=False, wider=None, wrote=None):
        self.text, self.order, self.makes, self.reads, self.wider = text, order, list(makes), list(reads), wider
        self.edits, self.breaks, self.heals, self.clock, self.nested = list(edits), breaks, heals, clock, nested
        self.wrote = wrote


class Session:
    """Files, statements, and the words with which the program is called."""

    def __init__(self, kind, files, statements, settings=(), inner=None):
        self.kind, self.files, self.statements, self.settings, self.inner = kind, files, statements, settings, inner


def load(file, name, tail="", more=()):
    makes = [f"{name}:", *more]
    return Statement(f'load "{file}"{tail} as {name}', makes=makes, reads=[file],
                     breaks=f'load "{file}" sheet "nowhere" as {name}' if not file.endswith(".json") else None)


def select(text, order="total", edits=(), **more):
    breaks = "select nowhere from t;" if " from t" in text and "=" not in text.split("select")[0] else None
    return Statement(text, order, edits=edits, breaks=breaks, **more)


def some(draws, pool, least, most):
    """Some of a pool, in the pool's order, since later ones may read what earlier ones made."""
    count = min(len(pool), draws.randrange(least, most + 1))
    chosen = set(draws.sample(range(len(pool)), count))
    return [entry for index, entry in enumerate(pool) if index in chosen]


def rides(draws, form="csv", name=None, rows=None):
    return data.File(name or f"rides.{form}", form, [data.rides_table(draws, rows)])


def plain(kind, pool, least=3, most=6):
    """A kind whose sessions load one file of rides as t and take statements from a pool of groups."""
    def make(draws, root):
        form = draws.choice(["csv", "csv", "csv", "json", "xlsx"])
        # Heads of more than one word, and a name that is not the file's.
        file = rides(draws, form, draws.choice([f"rides.{form}", f"my rides.{form}"]))
        groups = some(draws, pool(draws), least, most)
        return Session(kind, [file], [load(file.name, "t"), *(line for group in groups for line in group)])
    return make


def load_csv(draws):
    return [
        [select("select * from t order by id;", edits=["select * from t order by id desc;"])],
        [select("select * from t;", "open")],
        [select("select km, id from t order by id;", edits=["select fare, id from t order by id;"])],
        [select("select note, id from t order by id;", edits=["select note, id from t order by id desc;"])],
        [select("select seats from t order by id;", edits=["select seats + 1 from t order by id;"])],
        [Statement("show t", "open")],
        [Statement("head t 3", "chosen")],
        [select("select count(*) as n, count(km) as known from t;", edits=["select count(*) + 1 as n from t;"])],
        [select("select id, day from t where day > '2025-10-10' order by id;")],
    ]


def selects(draws):
    edge = draws.randrange(3, 15)
    return [
        [select("select id, driver, km from t order by id;", edits=["select id, driver, fare from t order by id;"],
                wider="select id, driver, km, note from t order by id;")],
        [select("select driver, km from t;", "open", edits=["select driver, fare from t;"])],
        [select("select driver, id from t order by driver;", "open")],
        [select("select id, km from t order by km desc, id limit 3;", edits=["select id, km from t order by id limit 2;"])],
        [select("select id, km from t limit 2;", "chosen")],
        [select("select distinct driver from t order by driver;")],
        [select("select distinct note from t;", "open")],
        [select(f"select id from t where km > {edge} order by id;", edits=["select id from t where id > 2 order by id;"])],
        [select("with a as (select driver, sum(km) as s from t group by driver) select * from a order by driver;",
                edits=["with a as (select driver, sum(fare) as s from t group by driver) select * from a order by driver;"])],
        [select("select id, row_number() over (order by km desc, id) as place from t order by id;")],
        [select("select id, sum(fare) over (order by id rows between 1 preceding and current row) as two from t "
                "order by id;")],
        [select("select id, lag(km) over (order by id) as before, km from t order by id;")],
        [select("values (1, 'a'), (2, 'b');", "open", edits=["values (1, 'a'), (2, 'c');"])],
        [select("select id from t union select seats from t order by 1;")],
        [select("select id, km from t where id < 4 union all select id, fare from t where id > 3 order by 1;")],
        [select("select km, fare from t where note is null order by id;")],
        [select("select id, case when km > 8 then 'far' when km is null then null else 'near' end as how from t "
                "order by id;")],
        [select("select typeof(seats) as a, typeof(km) as b, id from t order by id;")],
        [select("select upper(driver) as d, length(note) as n from t order by id;")],
        [select("select id, km / 3 as third, round(fare, 1) as about from t order by id;")],
        [select("select id, substr(day, 9) as of_month, replace(note, 'e', 'i') as other from t order by id;")],
        [select("with recursive n(i) as (select 1 union all select i + 1 from n where i < 4) select i, "
                "(select km from t where id = i) as km from n order by i;")],
    ]


def aggregates(draws):
    return [
        [select("select sum(km) as s from t;", edits=["select sum(fare) as s from t;"])],
        [select("select total(km) as s, count(*) as n from t;")],
        [select("select min(km) as low, max(km) as high from t;", edits=["select min(fare) as low, max(km) as high from t;"])],
        [select("select avg(fare) as mean from t;")],
        [select("select driver, count(*) as n, sum(km) as km from t group by driver order by driver;",
                edits=["select driver, count(*) as n, sum(fare) as km from t group by driver order by driver;"])],
        [select("select driver, count(*) as n from t group by driver;", "open")],
        [select("select driver, max(km) as most from t group by driver having count(*) > 1 order by driver;")],
        [select("select group_concat(driver, ',') as all_of_them from t;", "total")],
        [select("select count(distinct driver) as n, count(note) as notes from t;")],
        [select("select seats, avg(km) as km from t group by seats order by seats;")],
        [select("select sum(km * fare) as both from t;")],
        [select("select driver, sum(km) as km from t group by driver order by sum(km) desc, driver limit 2;")],
        [Statement("sums = select driver, sum(km) as km from t group by driver order by driver;", makes=["sums"]),
         select("select sum(km) as again from sums;")],
        [Statement("describe t")],
    ]


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


def own(draws):
    factor = draws.randrange(2, 5)
    return [
        [Statement("create table own as select * from t;", makes=["own:"],
                   edits=["create table own as select * from t where id > 1;"]),
         Statement(f"update own set km = km * {factor} where id > 2;", makes=["own:"],
                   edits=["update own set km = km * 7 where id > 2;"], breaks="update own set nowhere = 1;"),
         Statement("delete from own where seats > 3;", makes=["own:"], edits=["delete from own where seats > 9;"])],
        [Statement("create table log (id integer primary key, n real, s text);"),
         Statement("insert into log select id, km, driver from t;", makes=["log:"],
                   edits=["insert into log select id, fare, driver from t;"]),
         Statement("insert into log values (1, 5, 'x') on conflict (id) do update set n = coalesce(n, 0) + excluded.n;",
                   makes=["log:"], edits=["insert into log values (1, 6, 'x') on conflict (id) do update set n = 1;"]),
         Statement("update log set s = lower(s) where id % 2 = 0 returning id, s;", "open", makes=["log:"]),
         Statement("delete from log where id = 2 returning *;", makes=["log:"])],
        [Statement("create table pairs (a, b);"),
         Statement("insert into pairs values (1, 'x'), (2.5, null), (null, 'y');", makes=["pairs:"],
                   edits=["insert into pairs values (1, 'x'), (2.5, 'y'), (null, null);"]),
         Statement("update pairs set b = 'z' where a is null;", makes=["pairs:"],
                   edits=["update pairs set b = 'w' where a is null;"])],
        [Statement("create table copy as select driver, sum(fare) as fare from t group by driver;", makes=["copy:"],
                   edits=["create table copy as select driver, max(fare) as fare from t group by driver;"]),
         select("select * from copy order by driver;"),
         Statement("replace into copy select 'Zoé', 1.5;", makes=["copy:"], edits=["replace into copy select 'Zoé', 2.5;"])],
        [Statement("create table gone as select id from t;", makes=["gone:"]), Statement("drop table gone;")],
        [Statement("create table keyed (k text primary key, v) without rowid;"),
         Statement("insert or replace into keyed select driver, km from t order by id;", makes=["keyed:"]),
         Statement("alter table keyed add column w;"),
         Statement("update keyed set w = v where v > 3;", makes=["keyed:"])],
    ]


def views(draws):
    return [
        [Statement("create view v as select driver, km, fare from t where km is not null;"),
         select("select * from v order by km, fare;"),
         Statement("create view w as select driver, sum(fare) as fare from v group by driver;"),
         select("select * from w order by driver;")],
        [Statement("kept = select id, km from t where id > 2 order by id;", makes=["kept"],
                   edits=["kept = select id, fare from t where id > 2 order by id;"],
                   wider="kept = select id, km, day from t where id > 2 order by id;"),
         Statement("show kept"),
         Statement("create table c as select * from kept;", makes=["c:"]),
         select("select sum(km) as km from c;")],
        [Statement("one = select driver, note from t order by id;", makes=["one"]),
         Statement("two = select note from one where driver > 'B' order by note;", "open", makes=["two:"])],
        [Statement("heads = head t 2", "chosen", makes=["heads:"])],
        [select("select count(*) as n from t;"), Statement("show _")],
    ]


def draws_of(draws):
    return [
        [select("select random() as r;")],
        [select("select id from t order by random() limit 3;")],
        [Statement(f"set seed {draws.randrange(2, 99)}"), select("select random() as after;")],
        [Statement("create table s as select id, abs(random()) % 100 as x from t;", makes=["s:"]),
         select("select sum(x) as x from s;")],
        [select("select id, km from t order by id;", wider="select id, seats, km from t order by id;")],
        [select("select hex(randomblob(4)) as bytes;")],
    ]


def unstable(draws):
    return [
        [Statement("select current_timestamp as now;", clock=True)],
        [Statement("day = select date('now') as d;", makes=["day"], clock=True),
         Statement("select d > '2000' as later from day;", clock=True)],
        [select("select id, km from t order by id;", wider="select id, seats, km from t order by id;")],
        [Statement("create table stamped as select id, strftime('%s', 'now') as at from t;", makes=["stamped:"],
                   clock=True),
         Statement("select at, id from stamped order by id;", clock=True)],
        [select("select sum(fare) as fare from t;")],
        [select("select date('2025-10-22', '+1 day') as next;")],
    ]


def errors(draws):
    return [
        [Statement("select nope from t;", heals="select id from t order by id;")],
        [Statement("show zork", heals="show t")],
        [Statement("select * from zork;", heals="select * from t;")],
        [Statement("delete from t;", heals="select 1 as one;")],
        [Statement("dispatch t with greedy", heals="tables")],
        [Statement("set rule speed 300", heals="set rule speed 30")],
        [Statement('load "none.csv" as none', heals="tables")],
        [Statement("create table twice (a);"), Statement("create table twice (b);", heals="create table thrice (b);")],
        [Statement("create table keyed (k integer primary key);"), Statement("insert into keyed values (1);", makes=["keyed:"]),
         Statement("insert into keyed values (1);", heals="insert into keyed values (2);")],
        [Statement("select abs('a', 'b') from t;", heals="select abs(seats) as s from t order by id;")],
        [Statement('note "{{t.km}} km"', heals='note "{{t.km.max}} km"')],
        [select("select id, km from t order by id;", wider="select id, seats, km from t order by id;")],
        [Statement("plot bars driver, zork of t", heals="plot bars driver, fare of t")],
    ]


def notes(draws):
    return [
        [Statement("sums = select sum(km) as km, count(*) as n from t;", makes=["sums"]),
         Statement('note "{{sums.n}} rides make {{sums.km}} km."', edits=['note "{{sums.km}} rides."'])],
        [Statement('note "At most {{t.km.max}} km, {{t.fare.mean}} francs, {{t.id.count}} rides."',
                   edits=['note "At most {{t.km.min}} km."'])],
        [Statement('note "No figure stands here."')],
        [Statement("by = select driver, sum(fare) as fare from t group by driver order by driver;", makes=["by"]),
         Statement("note \"Anna: {{by.fare where driver = 'Anna'}}\"", edits=["note \"Bo: {{by.fare where driver = 'Bo'}}\""])],
        [select("select id from t order by id;")],
    ]


def asserts(draws):
    return [
        [Statement('assert "there are rides" select count(*) > 0 from t;',
                   breaks='assert "there are rides" select count(*) < 0 from t;')],
        [Statement("assert (select max(id) from t) < 1000;", breaks="assert (select max(id) from t) > 1000;")],
        [Statement('assert "so many" select count(*) from t;', edits=['assert "so many" select count(*) + 1 from t;'])],
        [Statement('assert "kilometres" select sum(km) from t;', edits=['assert "kilometres" select sum(fare) from t;'])],
        [Statement('assert "never" select count(*) = 0 from t;', heals='assert "never" select count(*) > 0 from t;')],
        [select("select id, fare from t order by id;")],
    ]


def plots(draws):
    return [
        [Statement("plot bars driver, fare of t", "open", edits=["plot bars driver, km of t"])],
        [Statement("plot bars note, km, fare of t", "open")],
        [Statement("plot line id, km of t", "open", edits=["plot line id, fare of t"])],
        [Statement("plot scatter km, fare of t", "open", edits=["plot scatter fare, km of t"])],
        [Statement("plot scatter km, fare of t by driver", "open")],
        [Statement("plot histogram fare of t bins 4", "open", edits=["plot histogram fare of t bins 5"])],
        [Statement("plot heat driver, seats of t", "open", edits=["plot heat seats, driver of t"])],
        [Statement("plot heat driver, seats of t value km", "open")],
        [Statement("by = select driver, sum(km) as km from t group by driver order by driver;", makes=["by"]),
         Statement("plot bars driver, km of by")],
    ]


def described(draws):
    return [
        [Statement("describe t")], [Statement("show t", "open")], [Statement("head t 2", "chosen")],
        [Statement("tables")], [Statement("schema t")], [Statement("show t vertical limit 2", "chosen")],
        [Statement("explain query plan select id from t;")], [Statement("rules")],
        [Statement("show t all", "open")], [select("select id, km from t order by id;", wider="select id, seats, km from t order by id;")],
    ]


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
    inner = Session("nested", [], [load("rides.csv", "t"), *(line for group in some(draws, aggregates(draws), 1, 2) for line in group)])
    lines = [line for group in some(draws, load_csv(draws), 1, 2) for line in group]
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
    return Session("parameters", [rides(draws)], [load("rides.csv", "t"), *lines],
                   settings=["--set", f"COUNT={number}", "--set", "DRIVER=Anna"])


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


# How often a kind is drawn; the dear ones less.
KINDS = {
    "load csv": (plain("load csv", load_csv), 3), "load xlsx": (workbook, 2),
    "load json": (lambda draws, root: json_session(draws), 2), "ride sheet": (ride_sheet, 3),
    "ride workbook": (ride_workbook, 2), "dispatch export": (dispatch_export, 2),
    "select": (plain("select", selects, 4, 8), 4), "aggregates": (plain("aggregates", aggregates, 4, 7), 3),
    "joins": (joins, 2), "own tables": (plain("own tables", own, 2, 4), 4), "views": (plain("views", views, 2, 4), 2),
    "draws": (plain("draws", draws_of), 2), "unstable": (plain("unstable", unstable, 3, 5), 2),
    "expected errors": (plain("expected errors", errors, 3, 6), 3), "notes": (plain("notes", notes, 2, 5), 2),
    "asserts": (plain("asserts", asserts), 2), "plots": (plain("plots", plots), 3), "dispatch": (dispatch, 2),
    "compare": (compare, 1), "train": (train, 1), "split": (split, 1), "rules": (rules, 2), "roster": (roster, 1),
    "exports": (exports, 2), "nested": (nested, 1), "parameters": (parameters, 1), "long tables": (long_tables, 2),
    "describe": (plain("describe", described), 2),
}


def json_session(draws):
    file = rides(draws, "json")
    lines = [line for group in some(draws, load_csv(draws), 3, 5) for line in group]
    return Session("load json", [file], [load("rides.json", "t"), *lines])
