import CommandLanguage
import Foundation
import SeededRandom
import Testing

@testable import Notebook
@testable import Store

@Suite("A damaged notebook's statements")
struct DamagedFileTests {
  private static let fill = """
    load "datasets/october-2025.xlsx" as october
    dispatch october on 2025-10-22 with greedy as w
    split october holdout 30% training 2025-10-22 seed 7
    load "datasets/week-2025-43.json" as week
    x = select date, count(*) as n, sum(km) as km from october group by date;
    """

  private static let statements = """
    tables
    check october
    show w limit 3
    describe october
    select * from rides limit 3;
    metrics w
    explain plan w
    compare greedy, recorded on october
    dispatch week with greedy as u
    dispatch october on 2025-10-08 with greedy as v
    plot load of w
    agents
    split october holdout 20% replace
    y = select * from plans;
    forget w
    forget october
    """

  @Test("give rows or E-notebook wherever bytes were changed or cut off, and never a trap")
  func bytes() throws {
    let home = try TemporaryDirectory()
    let path = home.path + "/n.sqlite"
    do { try NotebookHarness(.file(path)).outcome(Self.fill) }
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    var damaged = 0
    for seed in UInt64(1)...60 {
      var draws = SeededGenerator(seed: seed)
      var bytes = whole
      switch seed % 3 {
      case 0: bytes.removeLast(Int.random(in: 1..<whole.count, using: &draws))
      case 1:
        for _ in 0..<200 {
          bytes[Int.random(in: 100..<whole.count, using: &draws)] = UInt8.random(
            in: 0...255, using: &draws)
        }
      default:
        let page = Int.random(in: 0..<whole.count / 4_096, using: &draws) * 4_096
        for place in page..<(page + 512) { bytes[place] = UInt8.random(in: 0...255, using: &draws) }
      }
      for ending in ["-wal", "-shm"] { unlink(path + ending) }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      damaged += try judge(path, seed)
    }
    #expect(damaged > 20)
  }

  /// Runs the statements; 1 where the notebook was found to be damaged.
  private func judge(_ path: String, _ seed: UInt64) throws -> Int {
    let notebook: NotebookHarness
    do {
      notebook = try NotebookHarness(.file(path))
    } catch {
      #expect(error is StoreError, "seed \(seed): \(error)")
      return 1
    }
    let codes = Set(notebook.run(Self.statements).compactMap { $0.failure?.code })
    // What a dataset's own texts say may be changed too: then a name or a day is not there.
    #expect(!codes.contains("E-internal"), "seed \(seed): \(codes)")
    #expect(!codes.contains("E-sql"), "seed \(seed): \(codes)")
    return codes.contains("E-notebook") ? 1 : 0
  }

  @Test(
    "give rows or E-notebook whatever number stands in a row of the notebook's own",
    arguments: [
      ("carnet_ride", "scheduled"), ("carnet_ride", "metres"), ("carnet_ride", "leg"),
      ("carnet_ride", "pickup_latitude"), ("carnet_driver", "shift_start"),
      ("carnet_day_driver", "shift_end"), ("carnet_day", "squares"), ("carnet_plan_day", "metres"),
      ("carnet_assignment", "starts"), ("carnet_assignment", "position"), ("carnet_load", "rides"),
    ])
  func numbers(table: String, column: String) throws {
    for value in ["9223372036854775807", "-9223372036854775808", "1099511627776", "-1"] {
      let notebook = try NotebookHarness()
      try notebook.outcome(
        "load \"datasets/week-2025-43.json\" as week\ndispatch week with greedy as w")
      try notebook.session.database.transaction { transaction in
        _ = try transaction.rows("UPDATE \(table) SET \(column) = \(value)")
        return nil
      }
      let codes = notebook.run(
        "check week\nshow w\nmetrics w\ndispatch week with greedy as u\nplot load of w\nforget week"
      ).compactMap { $0.failure?.code }
      #expect(!codes.contains("E-internal") && !codes.contains("E-sql"), "\(value): \(codes)")
    }
  }
}
