import Foundation
import Testing

@testable import Notebook

@Suite("A session over an older notebook stands alone")
struct HistoryTests {
  /// `make soak` tries five hundred.
  @Test("random histories, saved in a later session, verify in an empty folder")
  func randomHistories() throws {
    let variables = ProcessInfo.processInfo.environment
    let binary = variables["CARNET_BINARY"].flatMap { $0.isEmpty ? nil : $0 } ?? ProgramRun.program
    let run = try ProgramRun(
      ["scripts/histories", binary, "--count", "50"],
      program: "python3", state: try TemporaryDirectory(),
      environment: variables.filter { ["HOME", "PATH"].contains($0.key) })
    #expect(run.status == 0, "\(run.output)\(run.talk)")
  }

  /// Runs sessions over one notebook; gives the last one's script and what a replay of it in another
  /// folder says.
  private static func replayed(
    _ sessions: [String], files: [String: String] = [:], goesOn: Bool = false
  ) throws -> (script: [String], report: String) {
    let (folder, state) = (try TemporaryDirectory(), try TemporaryDirectory())
    for (name, text) in files { try folder.write(text.utf8, to: name) }
    for session in sessions {
      let run = try ProgramRun(
        ["--notebook", "n.sqlite", "-c", session] + (goesOn ? ["--keep-going"] : []),
        in: folder.path, state: state)
      try #require(goesOn || run.status == 0, "\(run.output)\(run.talk)")
    }
    let empty = try TemporaryDirectory()
    for (name, text) in files { try empty.write(text.utf8, to: name) }
    let text = try TemporaryDirectory.text(of: folder.path + "/s.carnet")
    try empty.write(text.utf8, to: "s.carnet")
    let replay = try ProgramRun(["replay", "s.carnet"], in: empty.path, state: state)
    return (
      text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") },
      "\(replay.status) \(replay.talk)"
    )
  }

  private static let drivers = "name,surname,initials,kind\nAnna,Roth,A.R,regular\n"

  @Test(
    "what a session uses is made in its original order",
    arguments: [
      // A view over a view, of which no column is taken.
      (
        [
          "create table t (x); create view v as select x from t; create view w as select x from v;",
          "select count(*) as n from w;",
        ],
        [
          "create table t (x);", "create view v as select x from t;",
          "create view w as select x from v;", "select count(*) as n from w;",
        ]
      ),
      // Renamed.
      (
        ["create table a (x); alter table a rename to b;", "insert into b values (1);"],
        ["create table a (x);", "alter table a rename to b;", "insert into b values (1);"]
      ),
      // Dropped and made again, with what was made of the first one.
      (
        [
          "create table a as select 1 as v; create table b as select * from a; drop table a; "
            + "create table a as select 2 as v;", "select a.v, b.v as w from a, b;",
        ],
        [
          "create table a as select 1 as v;", "create table b as select * from a;", "drop table a;",
          "create table a as select 2 as v;", "select a.v, b.v as w from a, b;",
        ]
      ),
      // Of the second one alone the first is no part.
      (
        [
          "create table a as select 1 as v; drop table a; create table a as select 2 as v;",
          "select v from a;",
        ], ["create table a as select 2 as v;", "select v from a;"]
      ),
      // The last result, and rows that a file brought back.
      (
        [
          "create table t as select 3 as v; select v from t; r = select count(*) as n from _;",
          "select n from r;",
        ],
        [
          "create table t as select 3 as v;", "select v from t;",
          "r = select count(*) as n from _;",
          "select n from r;",
        ]
      ),
      // The last result of a table that is dropped and made again before the result is used.
      (
        [
          "create table t as select 3 as v; select v from t; drop table t; "
            + "create table t as select 4 as v; r = select max(v) as n from _;",
          "select n from r;",
        ],
        [
          "create table t as select 3 as v;", "select v from t;",
          "r = select max(v) as n from _;", "select n from r;",
        ]
      ),
      (
        [
          "create table t as select 3 as v; select v from t; update t set v = 5; "
            + "r = select max(v) as n from _;", "select n, v from r, t;",
        ],
        [
          "create table t as select 3 as v;", "select v from t;", "update t set v = 5;",
          "r = select max(v) as n from _;", "select n, v from r, t;",
        ]
      ),
      // A name that is taken again, or is there already: the message says so.
      (
        ["x = select 2 as b;", "x = select 1 as a;"], ["x = select 2 as b;", "x = select 1 as a;"]
      ),
      (
        ["create table w (a);", "create table if not exists w (a);"],
        ["create table w (a);", "create table if not exists w (a);"]
      ),
      // Settings of a time on which nothing depends.
      (
        [
          "create table t (a);", "set rule speed 30\nset seed 4", "select * from t;",
        ], ["create table t (a);", "select * from t;"]
      ),
      // SQLite's own lists of columns, behind a table that the session made.
      (
        [
          "create table u (a, b);", "create table w (a); select name from pragma_table_info('u');",
        ],
        [
          "create table u (a, b);", "create table w (a);",
          "select name from pragma_table_info('u');",
        ]
      ),
      // A drawn number, drawn for the second time in its session, and once more now.
      (
        [
          "r = select abs(random()) % 1000 as v; r = select abs(random()) % 1000 as v;",
          "select v from r; r = select abs(random()) % 1000 as v;",
        ],
        [
          "r = select abs(random()) % 1000 as v;", "select v from r;",
          "r = select abs(random()) % 1000 as v;",
        ]
      ),
    ])
  func slices(sessions: [String], expected: [String]) throws {
    var sessions = sessions
    sessions[sessions.count - 1] += "\nsave session as \"s.carnet\""
    let (script, report) = try Self.replayed(sessions)
    #expect(script == expected)
    #expect(report.hasPrefix("0 "), "\(report)")
  }

  @Test(
    "draws in views, defaults and triggers, what is no longer there, and broken views are the same",
    arguments: [
      [
        "create view v as select abs(random() % 1000) as r;\nset seed 5\nf = select * from v;",
        "select * from f;",
      ],
      [
        "create view v as select abs(random() % 1000) as r; r = select * from v; "
          + "r = select * from v;",
        "select * from r;",
      ],
      [
        "create table a (x, r default (abs(random() % 1000)));\nset seed 9\n"
          + "insert into a (x) values (1);", "select * from a;",
      ],
      [
        "create table a (x); create table b (r); create trigger t after insert on a begin "
          + "insert into b values (abs(random() % 1000)); end;\nset seed 9\n"
          + "insert into a values (1);", "select * from b;",
      ],
      // The last result of what stands before the session is none of the session's.
      [
        "create table a (x); insert into a values (1) returning x;",
        "create table b as select * from _; select * from a;",
      ],
      // A last result is of what its statement read, whatever that became before it was used.
      [
        "create table a (x); insert into a values (1), (2);",
        "select count(*) as n from a; alter table a rename to b; "
          + "create table a as select 9 as y; c = select n from _;", "select n from c;",
      ],
      // Errors that hang on what was dropped, on a view behind a view, and on a view aside.
      ["create table b (k); create view a as select k from b; drop table b;", "select * from a;"],
      [
        "create view a as select k, (select count(*) from b) as n from c; "
          + "create view c as select * from v;", "select * from a;",
      ],
      [
        "create view w as select k from c; create table a (k);",
        "alter table a rename to b; select * from a;",
      ],
      ["create view a as select * from zz; drop view a; create table a (x);", "select * from a;"],
    ])
  func hidden(sessions: [String]) throws {
    var sessions = sessions
    sessions[sessions.count - 1] += "\nsave session as \"s.carnet\""
    let (_, report) = try Self.replayed(sessions, goesOn: true)
    #expect(report.hasPrefix("0 "), "\(report)")
  }

  @Test("a file that was exported and then written by somebody else is the analyst's own")
  func replacedExport() throws {
    let folder = try TemporaryDirectory()
    let state = try TemporaryDirectory()
    func run(_ session: String) throws {
      let run = try ProgramRun(
        ["--notebook", "n.sqlite", "-c", session], in: folder.path, state: state)
      try #require(run.status == 0, "\(run.output)\(run.talk)")
    }
    try folder.write("id,km\n1,1.5\n".utf8, to: "f.csv")
    try run("load \"f.csv\" as t\nexport t to \"o.csv\"")
    try folder.write("id,km\n9,9\n".utf8, to: "o.csv")
    try run("load \"o.csv\" as o")
    try run("select * from o;\nsave session as \"s.carnet\"")
    let script = try TemporaryDirectory.text(of: folder.path + "/s.carnet")
    #expect(!script.contains("export"))
    let replay = try ProgramRun(["replay", "s.carnet"], in: folder.path, state: state)
    #expect(replay.status == 0, "\(replay.talk)")
  }

  @Test("`run` draws what a recorded session drew")
  func runDraws() throws {
    let folder = try TemporaryDirectory()
    let state = try TemporaryDirectory()
    for session in [
      "r = select abs(random()) % 1000 as q; r = select abs(random()) % 1000 as q;",
      "export r to \"r.csv\"\nselect * from r;\nsave session as \"s.carnet\"",
    ] {
      _ = try ProgramRun(["--notebook", "n.sqlite", "-c", session], in: folder.path, state: state)
    }
    let kept = try TemporaryDirectory.text(of: folder.path + "/r.csv")
    try FileManager.default.removeItem(atPath: folder.path + "/r.csv")
    let run = try ProgramRun(["run", "s.carnet"], in: folder.path, state: state)
    #expect(run.status == 0, "\(run.talk)")
    #expect(try TemporaryDirectory.text(of: folder.path + "/r.csv") == kept)
  }

  @Test("agents of before the session stand beside the script as files, and are not trained again")
  func agentsBeside() throws {
    let (folder, state) = (try TemporaryDirectory(), try TemporaryDirectory())
    let week = try TemporaryDirectory.text(of: "datasets/week-2025-43.json")
    try folder.write(week.utf8, to: "week.json")
    for session in [
      "load \"week.json\" as week\ntrain v1 on week episodes 20\n"
        + "finetune v1 as \"v 2\" on week episodes 20",
      "load \"week.json\" as week\ndispatch week with agent \"v 2\" as p\n"
        + "save session as \"s.carnet\" with agents verified",
    ] {
      let run = try ProgramRun(
        ["--notebook", "n.sqlite", "-c", session], in: folder.path, state: state)
      try #require(run.status == 0, "\(run.output)\(run.talk)")
    }
    let script = try TemporaryDirectory.text(of: folder.path + "/s.carnet")
    let lines = script.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines.count == 4 && !script.contains("train v1"), "\(lines)")
    #expect(lines.contains { $0.hasPrefix("import agent \"v 2\" from \"s.carnet.agents/v_2-") })
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path + "/s.carnet.agents").count
        == 1)
    // One that does not verify, since the file that it loaded was written over, leaves no files either.
    let refused = try ProgramRun(
      [
        "--notebook", "n.sqlite", "-c",
        "load \"week.json\" as week replace\ndispatch week with agent v1 as q\n"
          + "select 1 as n;\nexport _ to \"week.json\" replace\n"
          + "save session as \"r.carnet\" with agents verified",
      ], in: folder.path, state: state)
    #expect(refused.status != 0 && refused.talk.contains("does not verify"), "\(refused.talk)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/r.carnet.agents"))
    try folder.write(week.utf8, to: "week.json")
    // Elsewhere, with the data and the files beside the script.
    let empty = try TemporaryDirectory()
    for name in ["s.carnet", "week.json", "s.carnet.agents"] {
      try FileManager.default.copyItem(
        atPath: folder.path + "/" + name, toPath: empty.path + "/" + name)
    }
    let replay = try ProgramRun(["replay", "s.carnet"], in: empty.path, state: state)
    #expect(replay.status == 0, "\(replay.output)\(replay.talk)")
  }

  @Test("a view is saved with what its tables hold now")
  func savedView() throws {
    let folder = try TemporaryDirectory()
    let run = try ProgramRun(
      [
        "--memory", "-c",
        "create table a (x); create view v as select x from a; insert into a values (1);\n"
          + "save v as \"v.carnet\"",
      ], in: folder.path, state: try TemporaryDirectory())
    #expect(run.status == 0, "\(run.talk)")
  }

  @Test(
    "plans that are compared, the table of a plan as the last result, and what is loaded already")
  func plans() throws {
    let week = try TemporaryDirectory.text(of: "datasets/week-2025-43.json")
    let (script, report) = try Self.replayed(
      [
        "load \"week.json\" as week\ndispatch week with greedy as p\nx = select * from _;",
        "load \"week.json\" as week\ncompare p, nearest on week\nselect count(*) as n from x;\n"
          + "save session as \"s.carnet\"",
      ], files: ["week.json": week])
    #expect(
      script == [
        "load \"week.json\" as week", "dispatch week with greedy as p", "x = select * from _;",
        "load \"week.json\" as week", "compare p, nearest on week", "select count(*) as n from x;",
      ])
    #expect(report.hasPrefix("0 "), "\(report)")
  }

  @Test("a roster that was changed and changed back stands around the plan that used it")
  func rosters() throws {
    let (script, report) = try Self.replayed(
      [
        "load \"two.csv\" replace",
        "a = select count(*) as n from drivers;\nload \"one.csv\" replace\n"
          + "b = select count(*) as n from drivers;\nload \"two.csv\" replace",
        "select driver from drivers order by driver;\nselect a.n, b.n as m from a, b;\n"
          + "save session as \"s.carnet\"",
      ],
      files: [
        "one.csv": Self.drivers, "two.csv": Self.drivers + "Bo,Kern,B.K,regular\n",
      ])
    #expect(
      script == [
        "load \"two.csv\" replace", "a = select count(*) as n from drivers;",
        "load \"one.csv\" replace", "b = select count(*) as n from drivers;",
        "load \"two.csv\" replace", "select driver from drivers order by driver;",
        "select a.n, b.n as m from a, b;",
      ])
    #expect(report.hasPrefix("0 "), "\(report)")
  }
}
