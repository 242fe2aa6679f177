import CommandLanguage
import PseudoTerminal
import Store
import Testing

@testable import Notebook

@Suite("Corrections of rides")
struct CorrectionTests {
  private static let header =
    "Nom/Prénom;Date et Heure prévues;Course;Adresse de départ;Adresse d'arrivée;CFT\n"
  private static let rides = [
    "DUPONT Anne;03.11.2025 08:00;A;Clinique Belmont, 1208 Genève;1205 Genève;Y.L",
    "MARTIN Paul;03.11.2025 09:00;A;1247 Anières;1205 Genève;G.B",
    "ROCHAT Luc;04.11.2025 09:00;A;1247 Anières;1205 Genève;D.D",
  ]

  private static func sheet(_ rides: [String]) -> [UInt8] {
    Array((header + rides.joined(separator: "\n") + "\n").utf8)
  }

  private func notebook(_ folder: TemporaryDirectory) throws -> NotebookHarness {
    try folder.write(Self.sheet(Self.rides), to: "nov.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"nov.csv\" as nov")
    return notebook
  }

  private func texts(_ sql: String, _ notebook: NotebookHarness) throws -> [[String]] {
    try notebook.rows(sql).map { row in
      row.map { value in
        switch value {
        case .null: "NULL"
        case .integer(let integer): "\(integer)"
        case .text(let text): text
        case .real(let real): "\(real)"
        case .blob: "blob"
        }
      }
    }
  }

  @Test("a correction changes its ride and nothing else, and is listed with what was there")
  func corrects() throws {
    let folder = try TemporaryDirectory()
    let notebook = try notebook(folder)
    let before = try texts("select * from nov where ride > 1;", notebook)
    try notebook.outcome("correct nov ride 1 time 08:45 wheelchair yes")
    try notebook.outcome("assign nov ride 1 to D.D")
    #expect(
      try texts("select time, wheelchair, driver from nov where ride = 1;", notebook)
        == [["08:45", "1", "Dris"]])
    #expect(try texts("select * from nov where ride > 1;", notebook) == before)
    #expect(
      try texts("select correction, ride, field, was, value from corrections;", notebook) == [
        ["1", "1", "time", "08:00", "08:45"], ["2", "1", "wheelchair", "no", "yes"],
        ["3", "1", "driver", "Yannis", "Dris"],
      ])
    // What the office did is told anew, with the driver who drove.
    #expect(
      try texts("select driver from \"nov recorded\" where ride = 1;", notebook) == [["Dris"]])
    #expect(
      try NotebookHarness.talk(notebook.outcome("cancel nov ride 2\ncancel nov ride 2")).last
        == "ride 2 of nov is so already; nothing changed")
  }

  @Test("a cancelled ride is in no plan, and plans of its day made before are marked and warned of")
  func stale() throws {
    let folder = try TemporaryDirectory()
    let notebook = try notebook(folder)
    try notebook.outcome("dispatch nov on 2025-11-03 with greedy as p")
    try notebook.outcome("dispatch nov on 2025-11-04 with greedy as q")
    let talk = try NotebookHarness.talk(notebook.outcome("cancel nov ride 2"))
    #expect(
      talk.last == "made before, and no longer of these rides: p; `dispatch` plans the days again")
    #expect(
      try texts("select plan, stale from plans order by plan;", notebook) == [
        ["nov recorded", "NULL"], ["p", "ride 2 was corrected"], ["q", "NULL"],
      ])
    let warned = try NotebookHarness.talk(notebook.outcome("select ride from p order by ride;"))
    #expect(
      warned == ["p was planned before ride 2 was corrected; `dispatch` plans its days again"])
    #expect(try NotebookHarness.talk(notebook.outcome("select ride from q;")).isEmpty)
    // What would be reckoned on other rides is refused, with the cause.
    #expect(
      notebook.failure("explain plan p")?.headline
        == "p was planned before ride 2 was corrected, and 2025-11-03 has other rides now")
    try notebook.outcome("dispatch nov on 2025-11-03 with greedy as p replace")
    #expect(try texts("select ride, driver is null from p;", notebook) == [["1", "0"]])
    #expect(try texts("select stale from plans where plan = 'p';", notebook) == [["NULL"]])
  }

  @Test("taking a correction back leaves what the source and the other corrections say")
  func takesBack() throws {
    let folder = try TemporaryDirectory()
    let notebook = try notebook(folder)
    let source = try texts("select * from nov;", notebook)
    for statement in [
      "correct nov ride 1 time 08:30", "correct nov ride 1 time 08:45 pickup \"1247 Anières\"",
      "cancel nov ride 1",
    ] { try notebook.outcome(statement) }
    let time = "select time, pickup, status from nov where ride = 1;"
    #expect(try texts(time, notebook) == [["08:45", "1247 Anières", "cancelled"]])
    #expect(
      try NotebookHarness.talk(notebook.outcome("drop correction 1")).first
        == "took correction 1 back: ride 1 of nov, time stays 08:45")
    #expect(try texts(time, notebook) == [["08:45", "1247 Anières", "cancelled"]])
    try notebook.outcome("drop correction 2")
    #expect(try texts(time, notebook)[0][0] == "08:00")
    try notebook.outcome("drop correction 4\ndrop correction 3")
    #expect(try texts("select * from nov;", notebook) == source)
    #expect(try texts("select * from corrections;", notebook).isEmpty)
  }

  @Test("after a new load a correction is applied where exactly one ride is as it was")
  func reapplies() throws {
    let folder = try TemporaryDirectory()
    let notebook = try notebook(folder)
    try notebook.outcome("correct nov ride 2 time 09:20\ncancel nov ride 3")
    // The second ride moves to another row, the third is no longer as it was.
    let other = [
      "NEUX Jean;03.11.2025 07:00;A;1247 Anières;1205 Genève;Y.L", Self.rides[0], Self.rides[1],
      "ROCHAT Luc;04.11.2025 10:00;A;1247 Anières;1205 Genève;D.D",
    ]
    try folder.write(Self.sheet(other), to: "nov.csv")
    let talk = try NotebookHarness.talk(notebook.outcome("load \"nov.csv\" as nov replace"))
    #expect(talk.contains("1 correction applied again"), "\(talk)")
    #expect(
      talk.contains("1 correction without its ride: not applied, and listed by `check`"), "\(talk)")
    #expect(
      try texts("select ride, client, time, status from nov;", notebook) == [
        ["1", "NEUX Jean", "07:00", "planned"], ["2", "DUPONT Anne", "08:00", "planned"],
        ["3", "MARTIN Paul", "09:20", "planned"], ["4", "ROCHAT Luc", "10:00", "planned"],
      ])
    try notebook.outcome("problems = check nov")
    #expect(
      try texts(
        "select \"row\" from problems where finding = 'correction without its ride';", notebook)
        == [["4"]])
    // Where there are more rides that are alike than there were, nobody knows which is meant.
    let doubled = [Self.rides[1], Self.rides[1], Self.rides[0]]
    try folder.write(Self.sheet(doubled), to: "nov.csv")
    try notebook.outcome("load \"nov.csv\" as nov replace")
    #expect(
      try texts("select time from nov;", notebook) == [["09:00"], ["09:00"], ["08:00"]])
  }

  @Test("of rides that are alike the one in the row counts, and none where one of them is gone")
  func twins() throws {
    let folder = try TemporaryDirectory()
    let twice = [Self.rides[0], Self.rides[0], Self.rides[1]]
    try folder.write(Self.sheet(twice), to: "nov.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"nov.csv\" as nov\ncancel nov ride 2")
    try folder.write(Self.sheet(twice + [Self.rides[2]]), to: "nov.csv")
    try notebook.outcome("load \"nov.csv\" as nov replace")
    #expect(
      try texts("select status from nov limit 2;", notebook) == [["planned"], ["cancelled"]])
    try folder.write(Self.sheet(Array(twice.dropFirst())), to: "nov.csv")
    let talk = try NotebookHarness.talk(notebook.outcome("load \"nov.csv\" as nov replace"))
    #expect(
      talk.contains("1 correction without its ride: not applied, and listed by `check`"), "\(talk)")
    #expect(
      try texts("select status from nov;", notebook) == [["planned"], ["planned"]])
  }

  @Test(
    "`check` follows corrections: what is settled is gone, and what a correction left open is there"
  )
  func checks() throws {
    let folder = try TemporaryDirectory()
    let rides = [
      "DUPONT Anne;03.11.2025 08:00;A;Chemin Inventé 3;1205 Genève;Z.Z",
      "MARTIN Paul;03.11.2025 09:00;A/R;1247 Anières;1205 Genève;G.B",
    ]
    try folder.write(Self.sheet(rides), to: "nov.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"nov.csv\" as nov\np = check nov")
    let found =
      "select finding, rides from p where finding not in ('two at once', 'late start') "
      + "order by finding;"
    #expect(
      try texts(found, notebook).map(\.first) == [
        "unconfirmed return", "unknown initials", "unlocated address",
      ])
    for statement in [
      "assign nov ride 1 to Dris", "place \"Chemin Inventé 3\" at 46.2, 6.15",
      "correct nov ride 3 time 10:30", "p = check nov",
    ] { try notebook.outcome(statement) }
    #expect(try texts(found, notebook).isEmpty)
    let talk = try NotebookHarness.talk(
      notebook.outcome("correct nov ride 2 pickup \"Rue Inconnue 7\" time 11:00"))
    #expect(
      talk.contains("ride 2 and the ride back or there, 3, are not one after the other"), "\(talk)")
    try notebook.outcome("p = check nov")
    #expect(try texts(found, notebook).map(\.first) == ["unlocated address"])
  }

  @Test("a dataset that is forgotten takes its corrections with it, and those of places stay")
  func forgets() throws {
    let folder = try TemporaryDirectory()
    let notebook = try notebook(folder)
    try notebook.outcome("cancel nov ride 1\nplace \"1247 Anières\" at 46.2, 6.1\nforget nov")
    #expect(try texts("select field from corrections;", notebook) == [["place"]])
    try notebook.outcome("load \"nov.csv\" as nov")
    #expect(
      try texts("select status, pickup_match from nov;", notebook) == [
        ["planned", "exact"], ["planned", "stated"], ["planned", "stated"],
      ])
  }

  @Test("a place holds for every dataset that has the address, now and later")
  func places() throws {
    let folder = try TemporaryDirectory()
    let rides = ["DUPONT Anne;03.11.2025 08:00;A;Chemin Inventé 3;1205 Genève;Y.L"]
    try folder.write(Self.sheet(rides), to: "a.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"a.csv\" as a\nplace \"chemin inventé 3\" at 46.2, 6.1")
    let located = "select located, pickup_match from "
    #expect(try texts(located + "a;", notebook) == [["1", "stated"]])
    try folder.write(Self.sheet(rides + rides), to: "b.csv")
    try notebook.outcome("load \"b.csv\" as b")
    #expect(try texts("select sum(located) from b;", notebook) == [["2"]])
    try notebook.outcome("drop correction 1")
    #expect(try texts(located + "a;", notebook) == [["0", "NULL"]])
  }

  @Test("a ride that a word of the sheet cancels is put back, and the plan can have it")
  func putBack() throws {
    let folder = try TemporaryDirectory()
    try folder.write(
      Self.sheet(["DUPONT Anne;03.11.2025 08:00;A;1247 Anières;1205 Genève;annulé"]), to: "a.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"a.csv\" as a")
    #expect(try texts("select status from a;", notebook) == [["cancelled"]])
    try notebook.outcome("correct a ride 1 status planned")
    #expect(try texts("select status from a;", notebook) == [["planned"]])
    try notebook.outcome("drop correction 1")
    #expect(try texts("select status from a;", notebook) == [["cancelled"]])
  }

  @Test("what stands for cells without an address is no address that could have a place")
  func noAddress() throws {
    let folder = try TemporaryDirectory()
    try folder.write(
      Self.sheet(["DUPONT Anne;03.11.2025 08:00;A;Chez M. ORSIVALLAZ;1205 Genève;Y.L"]), to: "a.csv"
    )
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"a.csv\" as a")
    #expect(try texts("select pickup from a;", notebook) == [["(no place stated)"]])
    #expect(notebook.blamed("place \"(no place stated)\" at 46.2, 6.1") == "\"(no place stated)\"")
  }

  @Test(
    "what cannot be corrected is refused at its word",
    arguments: [
      ("correct nov ride 9 time 08:00", "9"), ("correct nov ride 1 time 25:00", "25:00"),
      ("correct nov ride 1", "1"), ("cancel nov ride 4", "4"), ("assign nov ride 1 to X.X", "X.X"),
      ("place \"nowhere\" at 46.2, 6.1", "\"nowhere\""), ("drop correction 7", "7"),
      ("place \"1205 Genève\" at 96.2, 6.1", "96.2, 6.1"),
    ])
  func refused(statement: String, blamed: String) throws {
    let folder = try TemporaryDirectory()
    let notebook = try notebook(folder)
    let before = try notebook.contents()
    #expect(notebook.blamed(statement) == blamed)
    #expect(try notebook.contents() == before)
  }

  @Test("a session over corrected rides is replayed in an empty folder, corrections and all")
  func replays() throws {
    let (folder, state) = (try TemporaryDirectory(), try TemporaryDirectory())
    try folder.write(Self.sheet(Self.rides), to: "nov.csv")
    for session in [
      "load \"nov.csv\" as nov\ncorrect nov ride 1 time 08:45\ncancel nov ride 2\n"
        + "place \"1247 Anières\" at 46.27, 6.22",
      "drop correction 1\nload \"nov.csv\" as other",
      "dispatch nov with greedy as p\nselect time, status from nov;\n"
        + "select count(*) as n from other where pickup_match = 'stated';\n"
        + "select * from corrections;\nsave session as \"s.carnet\"",
    ] {
      let run = try ProgramRun(
        ["--notebook", "n.sqlite", "-c", session], in: folder.path, state: state)
      try #require(run.status == 0, "\(run.output)\(run.talk)")
    }
    let empty = try TemporaryDirectory()
    try empty.write(Self.sheet(Self.rides), to: "nov.csv")
    try empty.write(
      TemporaryDirectory.text(of: folder.path + "/s.carnet").utf8, to: "s.carnet")
    let replay = try ProgramRun(["replay", "s.carnet"], in: empty.path, state: state)
    #expect(replay.status == 0, "\(replay.output)\(replay.talk)")
  }
}
