import CommandLanguage
import Foundation
import SeededRandom
import SessionRecord
import Store
import Testing

@testable import Notebook

@Suite("Names of every kind of thing")
struct NameSurvivalTests {
  /// How things of one kind are made under a name and read again.
  struct Kind: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// What has to be there first.
    var first = ""
    /// The statements that make it and that read it, for its name in quotes and its number.
    let make: @Sendable (String, Int) -> String
    let read: @Sendable (String, Int) -> String
  }

  static let kinds = [
    Kind(
      testDescription: "table", make: { name, _ in "create table \(name) as select 1 as v;" },
      read: { name, _ in "select v from \(name);" }),
    Kind(
      testDescription: "view", make: { name, _ in "create view \(name) as select 1 as v;" },
      read: { name, _ in "select v from \(name);" }),
    Kind(
      testDescription: "trigger",
      make: { name, number in
        "create table t\(number) (v); create trigger \(name) after insert on t\(number) "
          + "begin update t\(number) set v = 9; end;"
      }, read: { _, number in "insert into t\(number) values (1); select v from t\(number);" }),
    Kind(
      testDescription: "result", make: { name, _ in "\(name) = select 1 as v;" },
      read: { name, _ in "select v from \(name);" }),
    Kind(
      testDescription: "dataset", make: { name, _ in "load \"days.json\" as \(name)" },
      read: { name, _ in "select count(*) as n from \(name);" }),
    Kind(
      testDescription: "plan", first: "load \"days.json\" as days_of_all",
      make: { name, _ in "dispatch days_of_all on \"quiet day\" with greedy as \(name)" },
      read: { name, _ in "show plan \(name)" }),
  ]

  /// Texts that a statement could stumble over, and some of random characters.
  private static var texts: [String] {
    let alphabet: [Unicode.Scalar] = [
      "a", "Z", "0", " ", "\"", "'", "`", "[", "]", ";", "-", "/", "*", "#", "\\", "\t", ".", "é",
      "\u{301}", "\u{200D}", "\u{202E}", "日", "🚐", "\u{7F}", "\u{1B}", "{", "}", ":", "%", "$",
    ]
    var draws = SeededGenerator(seed: 12)
    let drawn = (0..<40).map { _ in
      var text = String.UnicodeScalarView()
      for _ in 0...draws.below(6) { text.append(alphabet[draws.below(alphabet.count)]) }
      return String(text)
    }
    var seen: Set<String> = []
    return (StatementRoundTripTests.texts + drawn).filter {
      seen.insert(NameRules.folded($0)).inserted
    }
  }

  @Test(
    "any text that is not refused survives as a name, saved in a later session and replayed",
    arguments: kinds)
  func survives(kind: Kind) throws {
    let folder = try TemporaryDirectory()
    let days = NotebookHarness.repository + "/datasets/example-days.json"
    try folder.write(try TemporaryDirectory.text(of: days).utf8, to: "days.json")
    let place = NotebookLocation.file(folder.path + "/n.sqlite")
    var kept: [(name: String, number: Int)] = []
    do {
      let past = try NotebookHarness(place, folder: folder.path)
      try past.outcome(kind.first)
      for (number, text) in Self.texts.enumerated() {
        let name = NameRules.quoted(text)
        if past.failure(kind.make(name, number)) == nil { kept.append((name, number)) }
      }
    }
    // Refused are the names of the notebook's own things, ends of lines, and what is taken already.
    #expect(kept.count >= Self.texts.count * 3 / 4, "\(kept.count) of \(Self.texts.count)")
    let now = try NotebookHarness(place, folder: folder.path)
    try now.record()
    for (name, number) in kept {
      let read = kind.read(name, number)
      #expect(now.failure(read) == nil, "\(read.debugDescription)")
    }
    let report = try now.replay(savedAs: "s.carnet")
    #expect(report.isVerified)
    #expect(report.lines.count >= kept.count * 2)
    // What the session depends on has nothing recorded that could be compared.
    for line in report.lines where line.verdict != .notCompared {
      #expect(line.verdict.isVerified, "\(line.source.debugDescription): \(line.because)")
    }
  }
}
