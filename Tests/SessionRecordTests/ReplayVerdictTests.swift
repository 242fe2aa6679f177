import TerminalText
import Testing

@testable import SessionRecord

@Suite("Replay: the verdict on a statement that ran again")
struct ReplayVerdictTests {
  static let missing = RecordedError(code: "unknown-name", Sentence(value: "no x"))
  static let other = RecordedError(code: "unreadable-file", Sentence(value: "no file"))
  static let four: FactSet = [Fact("rows", .integer(4))]
  static let five: FactSet = [Fact("rows", .integer(5))]
  static let both: FactSet = [Fact("rows", .integer(4)), Fact("km", .real(1.5))]

  private static func hash(_ digit: Character) -> FactValue {
    ContentHash(algorithm: "rows2", digits: String(repeating: digit, count: 32))
      .map(FactValue.hash) ?? .null
  }

  private static func table(_ rides: Int64, driver: String = "Giuseppe") -> RecordedBlock {
    .table(
      RecordedTable(
        columns: [.init("driver", kind: "text"), .init("rides", kind: "integer")],
        rows: [[.text(driver), .integer(rides)], [.text("Dris"), .integer(53)]]))
  }

  private static func verdict(
    _ recorded: SessionEntry, _ found: ReplayOutcome, format: Int = 2, isSameVersion: Bool = true,
    order: String? = nil, blocks: [RecordedBlock] = [], picture: [ScreenLine] = []
  ) throws -> ReplayVerdict {
    try ReplayComparison(
      with: recorded, on: ReplayBasis(format: format, isSameVersion: isSameVersion),
      openOrder: { order.map { .init($0) } }, draw: { _ in picture }, found: { FoundBlocks(blocks) }
    ).verdict(on: found).verdict
  }

  struct Row: CustomTestStringConvertible {
    var recorded: SessionEntry
    var found: ReplayOutcome
    var format = 1
    var word: String
    var explanation: String
    var testDescription: String { "\(word): \(explanation)" }
  }

  static let rows = [
    Row(
      recorded: SessionEntry("a", facts: four), found: .succeeded(four),
      word: "verified by weaker facts", explanation: "1 fact"),
    Row(
      recorded: SessionEntry("a", facts: four), found: .succeeded(four), format: 2,
      word: "verified", explanation: "1 fact"),
    Row(
      recorded: SessionEntry("a", facts: four), found: .succeeded(both),
      word: "verified by weaker facts", explanation: "1 fact, 1 fact added since"),
    Row(
      recorded: SessionEntry("a", facts: four), found: .succeeded(both), format: 2,
      word: "diverged", explanation: "km is new, 1.5"),
    Row(
      recorded: SessionEntry("a"), found: .succeeded(four), word: "not compared",
      explanation: "it ran; nothing was recorded to compare"),
    Row(
      recorded: SessionEntry("a"), found: .succeeded(four, holds: true), word: "verified",
      explanation: "it holds"),
    Row(
      recorded: SessionEntry("a", facts: four), found: .succeeded(five), word: "diverged",
      explanation: "rows 4 → 5"),
    Row(
      recorded: SessionEntry("a", facts: both), found: .succeeded(five), word: "diverged",
      explanation: "km is missing, was 1.5; rows 4 → 5"),
    Row(
      recorded: SessionEntry("a", facts: four), found: .failed(other), word: "failed",
      explanation: "it failed: unreadable-file: no file"),
    Row(
      recorded: SessionEntry("a", expectedError: missing), found: .failed(missing), format: 2,
      word: "verified", explanation: "the expected error unknown-name"),
    Row(
      recorded: SessionEntry("a", expectedError: missing),
      found: .failed(RecordedError(code: "unknown-name", Sentence(value: "no y"))),
      word: "other error", explanation: "was unknown-name: no x, is unknown-name: no y"),
    Row(
      recorded: SessionEntry("a", expectedError: missing), found: .succeeded(four),
      word: "no error", explanation: "it succeeded, but unknown-name: no x was expected"),
    Row(
      recorded: SessionEntry("a", expectedError: missing), found: .failed(other),
      word: "other error", explanation: "was unknown-name: no x, is unreadable-file: no file"),
  ]

  @Test("the verdict follows from the record and from what happened", arguments: rows)
  func verdicts(row: Row) throws {
    let verdict = try Self.verdict(row.recorded, row.found, format: row.format)
    #expect(verdict.word == row.word)
    #expect(verdict.explanation == row.explanation)
    #expect(ReplayVerdict.words.contains(verdict.word))
  }

  @Test("a cell that moved is named by its row's key, and no hash is shown")
  func movedCell() throws {
    let recorded = SessionEntry(
      "a", facts: [Fact("rows", .integer(2)), Fact("unordered", Self.hash("1"))],
      blocks: [Self.table(82)])
    let found = ReplayOutcome.succeeded([
      Fact("rows", .integer(2)), Fact("unordered", Self.hash("2")),
    ])
    let verdict = try Self.verdict(recorded, found, blocks: [Self.table(80)])
    #expect(verdict.word == "diverged")
    #expect(verdict.explanation == "rides of Giuseppe 82 → 80")
    let bare = try Self.verdict(recorded, found, format: 1)
    #expect(bare.explanation == "cells of its rows differ")
  }

  @Test("rows in another order are verified as a multiset where the statement leaves it open")
  func multiset() throws {
    let recorded = SessionEntry(
      "a", facts: [Fact("ordered", Self.hash("1")), Fact("unordered", Self.hash("3"))])
    let found = ReplayOutcome.succeeded([
      Fact("ordered", Self.hash("2")), Fact("unordered", Self.hash("3")),
    ])
    let open = try Self.verdict(recorded, found, order: "it has no `order by`")
    #expect(open.isVerified)
    #expect(open.explanation.contains("in any order: it has no `order by`"))
    let total = try Self.verdict(recorded, found)
    #expect(total.word == "diverged")
    #expect(total.explanation == "the same rows in another order")
  }

  @Test("a block or picture that the statement did not give is an edited picture, on this version")
  func edited() throws {
    let recorded = SessionEntry(
      "a", facts: Self.four, picture: ["gap", "  1"], blocks: [Self.table(82)])
    let found = ReplayOutcome.succeeded(Self.four)
    let forgedBlock = try Self.verdict(
      recorded, found, blocks: [Self.table(80)], picture: ["gap", "  1"])
    #expect(forgedBlock.word == "picture edited")
    #expect(forgedBlock.explanation == "a recorded table: rides of Giuseppe 82 → 80")
    let forgedPicture = try Self.verdict(
      recorded, found, blocks: [Self.table(82)], picture: ["gap", " 12"])
    #expect(forgedPicture.word == "picture edited")
    #expect(
      forgedPicture.explanation == "line 2 of the picture differs from what the statement returned")
    #expect(forgedPicture.isDivergence)
    let untouched = try Self.verdict(
      recorded, found, blocks: [Self.table(82)], picture: ["gap ", "  1"])
    #expect(untouched.isVerified)
    let older = try Self.verdict(
      recorded, found, isSameVersion: false, blocks: [Self.table(82)], picture: ["Gap", "= 1"])
    #expect(older.isVerified)
  }

  @Test("a block that was removed of a record is a divergence")
  func struck() throws {
    let recorded = SessionEntry("a", facts: Self.four)
    let comparison = ReplayComparison(
      with: recorded, on: ReplayBasis(format: 2), found: { FoundBlocks([Self.table(82)]) })
    let (verdict, edited) = try comparison.verdict(on: .succeeded(Self.four))
    #expect(verdict.word == "diverged")
    #expect(edited == "1 block of it removed")
  }

  @Test("of a message this version compares every word, another the values alone")
  func messages() throws {
    func message(_ sentence: Sentence) -> RecordedBlock { .message(.init(.talk, sentence)) }
    let recorded = SessionEntry("a", blocks: [message("\(counted: 2, "ride") rejected")])
    let found = ReplayOutcome.succeeded([])
    let words: Sentence = "rejected \(counted: 2, "ride")"
    #expect(
      try Self.verdict(recorded, found, isSameVersion: false, blocks: [message(words)]).isVerified)
    #expect(try Self.verdict(recorded, found, blocks: [message(words)]).word == "picture edited")
    let other: Sentence = "\(counted: 3, "ride") rejected"
    #expect(
      try Self.verdict(recorded, found, isSameVersion: false, blocks: [message(other)]).word
        == "picture edited")
  }

  @Test("SQLite's words count on the same SQLite, its code and the object on every one")
  func sqlErrors() throws {
    func error(_ message: String, _ object: String?) -> RecordedError {
      RecordedError(code: "E-sql", Sentence(value: message), sqlite: 1, object: object)
    }
    let recorded = SessionEntry("a", expectedError: error("no such table: t", "t"))
    func word(_ found: RecordedError, same: Bool) throws -> String {
      try ReplayComparison(with: recorded, on: ReplayBasis(format: 2, isSameSQLite: same))
        .verdict(on: .failed(found)).verdict.word
    }
    #expect(try word(error("there is no table t", "t"), same: true) == "other error")
    #expect(try word(error("there is no table t", "t"), same: false) == "verified")
    #expect(try word(error("no such table: u", "u"), same: false) == "other error")
  }

  // MARK: Reports

  @Test("a report counts and exits with 3 on anything that diverged, or where nothing was compared")
  func report() throws {
    var evidence = ReplayEvidence()
    evidence.facts = 2
    var report = ReplayReport()
    #expect(report.exitCode == 3)
    #expect(report.summary == "0 statements: 0 verified; nothing was compared")
    report.add(SessionEntry("b", line: 5), .notCompared)
    #expect(report.exitCode == 3)
    report.add(SessionEntry("a", line: 3), .verified(evidence))
    #expect(report.exitCode == 0)
    #expect(report.summary == "2 statements: 1 verified, 1 not compared")
    evidence.volatileCount = 3
    report.add(SessionEntry("a"), .verified(evidence))
    report.add(SessionEntry("c"), .notVerifiable("it reads the clock"))
    #expect(report.exitCode == 0)
    report.add(SessionEntry("c"), .diverged([Movement("rows", .integer(4), .integer(5))]))
    report.add(SessionEntry("d"), .notRun("the load before it failed"))
    #expect(report.exitCode == 3)
    #expect(report.lines.map(\.number) == Array(1...6))
    #expect(report.lines.map(\.fileLine) == [5, 3, 0, 0, 0, 0])
    #expect(
      report.summary
        == "6 statements: 2 verified, 1 of them with volatile values, 1 not verifiable, "
        + "1 not compared, 1 diverged, 1 not run")
  }

  @Test("a file without its end is cut short, whatever its statements gave")
  func cutShort() throws {
    var evidence = ReplayEvidence()
    evidence.facts = 2
    var report = ReplayReport()
    report.add(SessionEntry("a"), .verified(evidence))
    report.isCutShort = true
    #expect(report.exitCode == 3)
    #expect(report.summary == "1 statement: 1 verified; cut short: the file ends before its `#end`")
  }

  @Test("of many figures three are named and the rest counted")
  func manyDifferences() throws {
    let recorded = FactSet((1...9).map { Fact("f\($0)", .integer(Int64($0))) })
    let verdict = try Self.verdict(SessionEntry("a", facts: recorded), .succeeded([]))
    #expect(verdict.explanation.hasPrefix("f1 is missing, was 1; f2 is missing, was 2; f3"))
    #expect(verdict.explanation.hasSuffix("; and 6 more"))
  }

  @Test("a verdict's cause comes first in its reason, and each of its words is one of the list")
  func because() throws {
    var report = ReplayReport()
    report.add(
      SessionEntry("a", line: 3), .diverged([Movement("rows", .integer(4), .integer(5))]),
      cause: .data("t.csv has other bytes"))
    #expect(report.lines[0].because == "t.csv has other bytes; rows 4 → 5")
    #expect(report.divergence == "line 3 diverged: rows 4 → 5")
  }
}
