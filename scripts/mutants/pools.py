"""Pools of statements about one file of rides, named t; groups of a pool may read what earlier ones made."""

from statement import Statement, select


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
