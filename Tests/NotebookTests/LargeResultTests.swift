import CommandLanguage
import Glibc
import Store
import Synchronization
import Testing

@testable import Notebook

@Suite("Large results")
struct LargeResultTests {
  /// The most memory that a run may take, in kilobytes: half a gigabyte.
  private static let most = 500_000

  /// Runs the program and gives its outputs, status and largest memory in kilobytes.
  private func run(_ arguments: [String]) throws -> (
    output: String, talk: String, status: Int32, memory: Int
  ) {
    let (scratch, state) = (try TemporaryDirectory(), try TemporaryDirectory())
    let process = try ProgramRun.start(
      arguments, input: "", in: scratch.path, state: state, environment: [:], scratch: scratch)
    var code: Int32 = 0
    var usage = rusage()
    wait4(process, &code, 0, &usage)
    // A process begins with the figure of the one that starts it: what is not above the tests' own
    // tells nothing of the program.
    var own = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &own)
    return (
      try TemporaryDirectory.text(of: scratch.path + "/output"),
      try TemporaryDirectory.text(of: scratch.path + "/talk"),
      code & 0x7F == 0 ? code >> 8 & 0xFF : -(code & 0x7F),
      usage.ru_maxrss > own.ru_maxrss ? usage.ru_maxrss : 0
    )
  }

  @Test(
    "a value or a row that would fill the memory is refused in words",
    arguments: [
      "select zeroblob(1e9);", "select replace(hex(zeroblob(1e8)), '0', 'xxxxxxxxxx');",
      "select hex(zeroblob(4e7));",
      "with c(i) as (select 1 union all select i + 1 from c where i < 30) "
        + "select json_group_array(hex(zeroblob(2e7))) from c;",
      "select " + (0..<60).map { "zeroblob(\(40_000_000 + $0)) as c\($0)" }.joined(separator: ", ")
        + ";",
    ])
  func refuses(statement: String) throws {
    let run = try run(["-c", statement])
    #expect(run.status == 1)
    #expect(run.talk.contains("the maximum of a cell") || run.talk.contains("more memory"))
    #expect(run.memory < Self.most, "\(run.memory) kB")
  }

  @Test("a large cell is shown by its beginning")
  func largeCell() throws {
    let run = try run(["-c", "select replace(hex(zeroblob(2e7)), '0', 'x') as big, 1 as n;"])
    #expect(run.status == 0)
    #expect(run.output.contains("xxx"))
    #expect(run.output.utf8.count < 100_000)
    #expect(run.memory < Self.most, "\(run.memory) kB")
  }

  @Test(
    "a named result of many rows is its first rows and their count, an unnamed one all its rows")
  func manyRows() throws {
    let numbers = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 60000) "
    let named = try run(["-c", "big = \(numbers) select i, i * 2 as twice from n;"])
    let lines = named.output.split(separator: "\n")
    #expect(lines.count == 23)
    #expect(lines.last == "first 20 of 60,000 rows; `show big` shows all")
    #expect(named.talk.contains("big: 60000 rows, kept"))

    let all = try run(["-c", "\(numbers) select i, 'row ' || i as name from n;"])
    let rows = all.output.split(separator: "\n")
    #expect(rows.count == 60_002)
    #expect(rows.first == "    i  name")
    #expect(rows.dropFirst(2).first == "    1  row 1")
    #expect(rows.last == "60000  row 60000")
    #expect(rows.dropFirst(2).allSatisfy { $0.dropFirst(5).hasPrefix("  row ") })
    #expect(all.memory < Self.most, "\(all.memory) kB")
  }

  @Test("Ctrl-C is heard while the facts of a result are made, and what is kept is told")
  func interruptedFacts() throws {
    let sql =
      "x = with recursive n(i) as (select 1 union all select i + 1 from n where i < 50000) "
      + "select i, 'row ' || i as name from n;"
    let asks = Mutex(0)
    let limit = Mutex(Int.max)
    func notebook() throws -> NotebookHarness {
      try NotebookHarness(isInterrupted: {
        let limit = limit.withLock { $0 }
        return asks.withLock { asks in
          asks += 1
          return asks > limit
        }
      })
    }
    try notebook().outcome(sql)
    let all = asks.withLock { asks in
      defer { asks = 0 }
      return asks
    }
    limit.withLock { $0 = all - 5 }
    let second = try notebook()
    let failure = try #require(second.failure(sql))
    #expect(failure.code == "E-stopped")
    #expect(failure.headline.contains("what it changed is kept"))
    #expect(try second.session.database.object(named: "x") != nil)
  }
}
