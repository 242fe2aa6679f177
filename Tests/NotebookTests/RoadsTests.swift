import CommandLanguage
import Files
import FleetModel
import SessionRecord
import Store
import TerminalText
import Testing

@testable import Notebook

@Suite("Roads in a notebook")
struct RoadsTests {
  /// A notebook of a folder with October, and a matrix of its points on which every way is longer
  /// than its great circle, there otherwise than back.
  private static func notebook(in folder: TemporaryDirectory) throws -> NotebookHarness {
    let october = try WholeFile.read(
      NotebookHarness.repository + "/datasets/october-2025.xlsx", upTo: 1 << 24)
    try folder.write(october, to: "october.xlsx")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"october.xlsx\" as october")
    let rides = try notebook.session.database.rides(of: "october")
    try folder.write(matrix(of: rides).utf8, to: "matrix.csv")
    return notebook
  }

  private static func points(_ rides: [BookedRide]) -> [RoadPoint] {
    Set(
      rides.flatMap { [$0.pickup.coordinate, $0.dropoff.coordinate] }
        .compactMap { $0.map(RoadPoint.init) }
    ).sorted()
  }

  private static func matrix(of rides: [BookedRide], times factor: Double = 1.3) -> String {
    let points = points(rides)
    var lines = ["from_lat;from_lon;to_lat;to_lon;duration;distance"]
    for from in points {
      for to in points where from != to {
        let metres = Travel(Rules()).metres(from: from.coordinate, to: to.coordinate)
        let uphill = from < to ? 1.2 : 1
        let seconds = Double(metres.count) * factor * uphill / 25 * 3.6
        lines.append(
          "\(from.coordinate.latitude);\(from.coordinate.longitude);"
            + "\(to.coordinate.latitude);\(to.coordinate.longitude);"
            + "\((seconds * 10).rounded() / 10);\(Double(metres.count) * factor * uphill)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test("are loaded once, shown as a table, and given way to others by `replace` alone")
  func loading() throws {
    let folder = try TemporaryDirectory()
    let notebook = try Self.notebook(in: folder)
    let points = try Self.points(notebook.session.database.rides(of: "october")).count
    let pairs = points * (points - 1)
    let first = try notebook.outcome("load \"matrix.csv\" as roads")
    #expect(
      NotebookHarness.talk(first) == [
        "legs of \(pairs) pairs of points loaded; `set rule travel roads` has plans use them"
      ])
    #expect(try notebook.rows("select count(*) from roads;") == [[.integer(Int64(pairs))]])
    let columns = try notebook.session.database.columnNames(of: "roads")
    #expect(columns == RoadMatrixColumns.all)
    let again = try notebook.outcome("load \"matrix.csv\" as roads")
    #expect(NotebookHarness.talk(again)[0].contains("nothing changed"))
    // What is exported of them is them.
    try notebook.outcome("export roads to \"roads.csv\"")
    #expect(NotebookHarness.talk(try notebook.outcome("load \"roads.csv\""))[0].contains("nothing"))
    let rides = try notebook.session.database.rides(of: "october")
    try folder.write(Self.matrix(of: rides, times: 2).utf8, to: "slow.csv")
    #expect(notebook.failure("load \"slow.csv\" as roads")?.code == "E-taken")
    try notebook.outcome("load \"slow.csv\" as roads replace")
    #expect(try notebook.session.database.roads().count == pairs)
    #expect(try notebook.rows("select distinct source from roads;") == [[.text("slow.csv")]])
    #expect(notebook.failure("update roads set metres = 1;")?.code == "E-refused")
  }

  @Test(
    "that cannot be read name the row and the column",
    arguments: [
      (
        "from_lat,from_lon,to_lat,to_lon,seconds,metres\n46,6,46,91x,1,1",
        "row 2, column to_longitude"
      ),
      ("from_lat,from_lon,to_lat,to_lon,seconds,metres\n46,6,46,7,-1,1", "row 2, column seconds"),
      ("from_lat,from_lon,to_lat,to_lon,seconds,metres\n46,6,46,7,,1", "row 2, column seconds"),
      ("from_lat,from_lon,to_lat,to_lon,seconds,metres\n46,6,46,7,1,1e9", "row 2, column metres"),
      (
        "from_lat,from_lon,to_lat,to_lon,seconds,metres\n46,6,46,7,1,1\n46,6,46,7.0000001,2,1",
        "row 3"
      ),
      ("from_lat,from_lon,to_lat,to_lon,metres\n46,6,46,7,1", "no column seconds"),
    ])
  func refused(text: String, place: String) throws {
    let folder = try TemporaryDirectory()
    try folder.write(text.utf8, to: "m.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    let failure = try #require(notebook.failure("load \"m.csv\" as roads"))
    #expect(failure.code == "E-sheet")
    #expect(failure.headline.contains(place), "\(failure.headline)")
    #expect(try notebook.session.database.roads().count == 0)
  }

  @Test("that are missing stop every method, and are counted, with the first and the cure")
  func missing() throws {
    let folder = try TemporaryDirectory()
    let notebook = try Self.notebook(in: folder)
    try notebook.outcome("set rule travel roads")
    for statement in [
      "dispatch october on 2025-10-22 with nearest", "dispatch october with recorded",
      "compare greedy, search on october", "price of fairness of october on 2025-10-22",
    ] {
      let failure = try #require(notebook.failure(statement), "\(statement)")
      #expect(failure.code == "E-roads", "\(statement): \(failure.headline)")
      #expect(failure.remedy?.contains("load \"matrix.csv\" as roads") == true)
    }
    let failure = notebook.failure("dispatch october on 2025-10-22 with greedy")
    #expect(
      failure?.headline.hasSuffix("drop-off on Wednesday 2025-10-22") == true
        || failure?.headline.hasSuffix("drop-off on 2025-10-22") == true,
      "\(failure?.headline ?? "")")
    let check = try notebook.outcome("check october")
    #expect(NotebookHarness.talk(check).contains { $0.contains("judged on great circles") })
    let load = try notebook.outcome("load \"october.xlsx\" as twin")
    #expect(
      NotebookHarness.talk(load).contains { $0.contains("`twin recorded` is on great circles") })
    #expect(try notebook.plan("twin recorded")?.rules.travel == .greatCircle)
    // Seconds of one leg are enough to miss one.
    try notebook.outcome("load \"matrix.csv\" as roads")
    try notebook.outcome("dispatch october on 2025-10-22 with greedy as g")
  }

  @Test("make every method's plan, legal by the check and later than on great circles")
  func plans() throws {
    let folder = try TemporaryDirectory()
    let notebook = try Self.notebook(in: folder)
    try notebook.outcome("dispatch october on 2025-10-22 with optimal as circle")
    try notebook.outcome("load \"matrix.csv\" as roads\nset rule travel roads")
    for method in ["nearest", "greedy", "search", "optimal", "auto"] {
      let outcome = try notebook.outcome(
        "dispatch october on 2025-10-22 with \(method) as \(method)_r")
      #expect(
        NotebookHarness.talk(outcome).contains(
          "minutes and kilometres are by road, not on great circles"))
      let plan = try #require(try notebook.plan("\(method)_r"))
      #expect(plan.days[0].violations.isEmpty)
      #expect(plan.rules.text.hasSuffix("travel=1"))
    }
    let (circle, road) = (try notebook.plan("circle"), try notebook.plan("optimal_r"))
    #expect((circle?.days[0].score.metres ?? 0) * 13 < (road?.days[0].score.metres ?? 0) * 10)
    #expect(road?.days[0].proofs.allSatisfy { $0.bound == $0.found } == true)
    // The plan of before keeps its great circles.
    try notebook.outcome("explain plan circle ride 154")
    try notebook.outcome("explain plan optimal_r ride 154")
    let described = try notebook.outcome("describe optimal_r")
    #expect(NotebookHarness.talk(described)[0].hasSuffix(", legs by road"))
    #expect(
      NotebookHarness.talk(try notebook.outcome("describe circle"))[0]
        .hasSuffix(", legs on great circles"))
    #expect(notebook.failure("compare circle, optimal_r on october")?.code == "E-plan")
  }

  @Test("are a setting that a notebook keeps, and a header states by number")
  func kept() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path + "/n.carnet-notebook"
    try NotebookHarness(.file(path)).outcome("set rule travel roads")
    let again = try NotebookHarness(.file(path))
    #expect(again.session.settings.rules.travel != .greatCircle)
    #expect(again.session.settings.changedRules == ["travel=1"])
    #expect(
      NotebookSettings(text: again.session.settings.text).rules == again.session.settings.rules)
    #expect(
      again.session.settings.statements(towards: NotebookSettings()) == [
        "set rule travel great circle"
      ])
    try again.outcome("set rule travel great circle")
    #expect(try NotebookHarness(.file(path)).session.settings == NotebookSettings())
    #expect(again.failure("set rule travel 1")?.code == "E-syntax")
  }

  @Test("that replace others leave plans stale, which reports refuse, and make other plans")
  func stale() throws {
    let folder = try TemporaryDirectory()
    let notebook = try Self.notebook(in: folder)
    try notebook.outcome("load \"matrix.csv\" as roads\nset rule travel roads")
    try notebook.outcome("dispatch october on 2025-10-22 with greedy as g")
    let again = try notebook.outcome("dispatch october on 2025-10-22 with greedy as g")
    #expect(NotebookHarness.talk(again)[0] == "g already contains this plan")
    let rides = try notebook.session.database.rides(of: "october")
    try folder.write(Self.matrix(of: rides, times: 1.31).utf8, to: "other.csv")
    let outcome = try notebook.outcome("load \"other.csv\" as roads replace")
    #expect(NotebookHarness.talk(outcome).last == "1 plan made by other roads: g")
    #expect(
      try notebook.rows("select stale from plans where plan = 'g';")
        == [[.text("other roads were loaded")]])
    #expect(notebook.failure("explain plan g ride 154")?.code == "E-plan")
    #expect(notebook.failure("dispatch october on 2025-10-22 with greedy as g")?.code == "E-taken")
    try notebook.outcome("dispatch october on 2025-10-22 with greedy as g replace")
    #expect(try notebook.session.database.stalePlans().isEmpty)
  }

  @Test("are part of a session: its replay finds the same, and a changed matrix is a cause")
  func replay() throws {
    let folder = try TemporaryDirectory()
    let notebook = try Self.notebook(in: folder)
    try notebook.record()
    try notebook.outcome("load \"october.xlsx\" as october")
    try notebook.outcome("load \"matrix.csv\" as roads\nset rule travel roads")
    try notebook.outcome("dispatch october on 2025-10-22 with optimal as best")
    let report = try notebook.replay(savedAs: "s.carnet")
    #expect(report.isVerified, "\(report.lines.filter { !$0.verdict.isVerified })")
    let rides = try notebook.session.database.rides(of: "october")
    try folder.write(Self.matrix(of: rides, times: 1.31).utf8, to: "matrix.csv")
    let changed = try SessionReplay(context: NotebookHarness.context(folder: folder.path))
      .run(folder.path + "/s.carnet", show: { _, _, _ in })
    #expect(!changed.isVerified)
    let first = changed.lines.first { $0.verdict.isDivergence }
    #expect(first?.source.hasPrefix("load \"matrix.csv\"") == true)
  }

  private enum RoadMatrixColumns {
    static let all = [
      "from_latitude", "from_longitude", "to_latitude", "to_longitude", "seconds", "metres",
      "source", "sha256",
    ]
  }
}
