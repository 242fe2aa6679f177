import TerminalText
import Testing

@testable import SessionRecord

@Suite("Replay: what is said of a statement that ran again")
struct ReplayVerdictTests {
  static let missing = RecordedError(code: "unknown-name", "no x")
  static let other = RecordedError(code: "unreadable-file", "no file")
  static let four: FactSet = [Fact("rows", .integer(4))]
  static let five: FactSet = [Fact("rows", .integer(5))]
  static let both: FactSet = [Fact("rows", .integer(4)), Fact("km", .real(1.5))]
  static let changed = FactDifference(key: "rows", recorded: .integer(4), found: .integer(5))
  static let lost = FactDifference(key: "km", recorded: .real(1.5), found: nil)

  struct Row: CustomTestStringConvertible {
    var recorded: SessionEntry
    var found: ReplayOutcome
    var verdict: ReplayVerdict
    var isVerified: Bool
    var explanation: String
    var testDescription: String { explanation }
  }

  static let table = [
    Row(
      recorded: SessionEntry("a", facts: four), found: .succeeded(facts: four),
      verdict: .verified(facts: 1), isVerified: true, explanation: "1 fact"),
    Row(
      recorded: SessionEntry("a", facts: four), found: .succeeded(facts: both),
      verdict: .verified(facts: 1, unrecorded: 1), isVerified: true,
      explanation: "1 fact, 1 more not recorded"),
    Row(
      recorded: SessionEntry("a"), found: .succeeded(facts: four),
      verdict: .verifiedWithoutFacts, isVerified: true,
      explanation: "no facts recorded"),
    Row(
      recorded: SessionEntry("a", facts: four), found: .succeeded(facts: five),
      verdict: .diverged([changed]), isVerified: false, explanation: "rows was 4, is 5"),
    Row(
      recorded: SessionEntry("a", facts: both), found: .succeeded(facts: five),
      verdict: .diverged([changed, lost]), isVerified: false,
      explanation: "rows was 4, is 5; km was 1.5, is missing"),
    Row(
      recorded: SessionEntry("a", facts: four), found: .failed(other),
      verdict: .failed(other), isVerified: false,
      explanation: "it failed: unreadable-file: no file"),
    Row(
      recorded: SessionEntry("a", expectedError: missing),
      found: .failed(RecordedError(code: "unknown-name", "another text")),
      verdict: .verifiedError(missing), isVerified: true,
      explanation: "the expected error unknown-name"),
    Row(
      recorded: SessionEntry("a", expectedError: missing), found: .succeeded(facts: four),
      verdict: .expectedErrorVanished(missing), isVerified: false,
      explanation: "it succeeded, but unknown-name was expected"),
    Row(
      recorded: SessionEntry("a", expectedError: missing), found: .failed(other),
      verdict: .otherError(expected: missing, found: other), isVerified: false,
      explanation: "it failed with unreadable-file: no file, but unknown-name was expected"),
    Row(
      recorded: SessionEntry("a", facts: four, picture: ["a", "b"]),
      found: .succeeded(facts: four, picture: ["a  ", "c"]),
      verdict: .pictureChanged(line: 2), isVerified: false,
      explanation: "the picture differs from its line 2 on"),
    Row(
      recorded: SessionEntry("a", facts: four, picture: ["a"]),
      found: .succeeded(facts: four, picture: ["a "]),
      verdict: .verified(facts: 1), isVerified: true, explanation: "1 fact"),
  ]

  @Test("the verdict follows from the record and from what happened", arguments: table)
  func verdicts(row: Row) {
    let verdict = ReplayVerdict(
      recorded: row.recorded, found: row.found, comparesPictures: true)
    #expect(verdict == row.verdict)
    #expect(verdict.isVerified == row.isVerified)
    #expect(verdict.explanation == row.explanation)
  }

  @Test("pictures count only when asked for")
  func pictures() {
    let verdict = ReplayVerdict(
      recorded: SessionEntry("a", facts: Self.four, picture: ["a"]),
      found: .succeeded(facts: Self.four, picture: ["b"]))
    #expect(verdict == .verified(facts: 1))
  }

  @Test("a report counts and exits with 3 on anything that is not verified")
  func report() {
    var report = ReplayReport()
    #expect(report.exitCode == 0)
    #expect(report.summary == "0 statements: 0 verified")
    report.add(SessionEntry("a", line: 3), .verified(facts: 2))
    report.add(SessionEntry("b", line: 5), .verifiedWithoutFacts)
    #expect(report.exitCode == 0)
    #expect(report.summary == "2 statements: 2 verified (1 without facts)")
    report.add(SessionEntry("c"), .diverged([Self.changed]))
    report.add(SessionEntry("d"), .notRun("the load before it failed"))
    #expect(report.exitCode == 3)
    #expect(report.lines.map(\.number) == [1, 2, 3, 4])
    #expect(report.lines.map(\.fileLine) == [3, 5, 0, 0])
    #expect(
      report.summary
        == "4 statements: 2 verified (1 without facts), 1 diverged, 1 not run")
  }

  @Test("a long list of differences is cut with its count")
  func manyDifferences() {
    let recorded = FactSet((1...9).map { Fact("f\($0)", .integer(Int64($0))) })
    let verdict = ReplayVerdict(
      recorded: SessionEntry("a", facts: recorded), found: .succeeded(facts: []))
    #expect(verdict.explanation.hasSuffix("; and 6 more"))
  }
}
