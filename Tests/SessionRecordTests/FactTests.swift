import Tabular
import Testing

@testable import SessionRecord

@Suite("Facts: how they are written, read and compared")
struct FactTests {
  @Test(
    "each type of value has a form of its own",
    arguments: [
      (Fact("rows", .integer(4)), "rows 4", "a count"),
      (Fact("gap", .real(1)), "gap 1.0", "a whole real keeps its point"),
      (Fact("sum(km)", .real(123.456)), "sum(km) 123.456", "a key with brackets"),
      (Fact("km", .real(2, tolerance: .absolute(0.5))), "km 2.0 ±0.5", "a distance"),
      (
        Fact("km", .real(2, tolerance: .relative(1e-6))), "km 2.0 ±1e-06 relative", "a share"
      ),
      (Fact("greedy gap", .real(0.5)), "greedy gap 0.5", "a key of two words"),
      (Fact("method", .text("greedy")), "method greedy", "a bare text"),
      (Fact("day", .text("2025-10-22")), "day 2025-10-22", "a date is a bare text"),
      (Fact("file", .text("a b.csv")), "file \"a b.csv\"", "a text with a blank"),
      (Fact("title", .text("say \"a\"")), "title \"say \"\"a\"\"\"", "quotes are doubled"),
      (Fact("text", .text("4")), "text \"4\"", "a text of digits is no integer"),
      (Fact("text", .text("true")), "text \"true\"", "a word of the notation is quoted"),
      (Fact("text", .text("a\nb")), "text \"a\\nb\"", "a line break is escaped"),
      (Fact("text", .text("\u{3164}a")), "text \"\\u{3164}a\"", "what is not seen is escaped"),
      (Fact("it", .null), "it null", "nothing"),
      (Fact("located", .boolean(true)), "located true", "a truth"),
      (Fact("gap", .atMost(1)), "gap ≤1.0", "a claim"),
      (Fact("gap", .atLeast(-1)), "gap ≥-1.0", "a claim from below"),
      (Fact("days", .list(["a", "b c"])), "days [a, \"b c\"]", "a list"),
      (Fact("days", .list([])), "days []", "an empty list"),
      (
        Fact("columns", .columns([FactColumn("driver", "text"), FactColumn("min", "integer")])),
        "columns (driver text, min integer)", "a schema"
      ),
      (Fact("columns", .columns([])), "columns ()", "an empty schema"),
      (Fact("sum(a b)", .integer(1)), "\"sum(a b)\" 1", "a key whose words do not stand alone"),
      (Fact("", .integer(1)), "\"\" 1", "an empty key"),
    ])
  func notation(fact: Fact, text: String, reason: String) throws {
    #expect(FactSet([fact]).lines == ["#= " + text], "\(reason)")
    #expect(try FactSet(lines: ["#= " + text]).facts == [fact], "\(reason)")
  }

  @Test("hashes keep their algorithm and agree with their beginnings of 16 digits and more")
  func hashes() throws {
    let full = ContentHash.sha256(of: "abc")
    #expect(
      full.description
        == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(full.shortened().digits == "ba7816bf8f01cfea")
    #expect(full.agrees(with: full.shortened()))
    #expect(FactValue.hash(full.shortened()).accepts(.hash(full)))
    #expect(!FactValue.hash(full).accepts(.hash(ContentHash.sha256(of: "abd"))))
    let brief = try #require(ContentHash("sha256:ba78"))
    #expect(!brief.agrees(with: full))
    #expect(full.display == "ba7816bf…")
    #expect(ContentHash("sha256:xyz") == nil)
    #expect(ContentHash(":12") == nil)
    #expect(try FactSet(lines: ["file \(full)"]).facts == [Fact("file", .hash(full))])
  }

  @Test("groups stand on lines of at most 100 columns, long lists on several")
  func wrapping() throws {
    let columns = (1...30).map { FactColumn("column number \($0)", "integer") }
    var facts = FactSet([Fact("rows", .integer(4)), Fact("columns", .columns(columns))])
    facts.beginGroup((1...20).map { Fact("sum(column\($0))", .real(Double($0) + 0.25)) })
    let lines = facts.lines
    #expect(lines.count > 8)
    #expect(lines.allSatisfy { $0.count <= 100 && $0.hasPrefix("#= ") })
    let read = try FactSet(lines: lines)
    #expect(read == facts)
    #expect(read.lines == lines)
  }

  @Test("any facts read back as themselves and print the same again", arguments: 0..<40)
  func roundTrip(seed: Int) throws {
    var draws = Draws(seed: UInt64(seed))
    var facts = FactSet()
    for _ in 0..<draws.below(5) {
      facts.beginGroup((0..<(1 + draws.below(6))).map { _ in Self.fact(&draws) })
    }
    let lines = facts.lines
    #expect(lines.allSatisfy { !$0.contains(where: \.isNewline) })
    let read = try FactSet(lines: lines)
    #expect(read == facts, "seed \(seed): \(lines)")
    #expect(
      read.facts.map { Array($0.key.utf8) } == facts.facts.map { Array($0.key.utf8) },
      "seed \(seed): \(lines)")
    #expect(read.lines == lines, "seed \(seed)")
  }

  static func fact(_ draws: inout Draws) -> Fact {
    Fact(draws.nastyText(), value(&draws))
  }

  static func hash(_ draws: inout Draws) -> Hash128 {
    Hash128(high: draws.bits(), low: draws.bits())
  }

  static func digest(_ draws: inout Draws) -> ColumnDigest? {
    guard draws.below(3) > 0 else { return nil }
    return ColumnDigest(
      ordered: draws.below(2) == 0 ? hash(&draws) : nil, unordered: hash(&draws))
  }

  static func value(_ draws: inout Draws) -> FactValue {
    switch draws.below(12) {
    case 0: .null
    case 1: .boolean(draws.below(2) == 0)
    case 2: .integer(Int64(bitPattern: draws.bits()))
    case 3:
      .real(draws.pick([0, -0.5, 1e300, .leastNonzeroMagnitude, .infinity, -.infinity, 1e16, 0.1]))
    case 4: .real(3.25, tolerance: .absolute(draws.pick([0, 0.5, 1e-12])))
    case 5: .real(-7, tolerance: .relative(draws.pick([0, 1e-6, 0.25])))
    case 6: .hash(.sha256(of: draws.nastyText()).shortened(to: draws.below(70)))
    case 7: .list((0..<draws.below(20)).map { _ in draws.nastyText() })
    case 8:
      .columns(
        (0..<draws.below(20)).map { _ in
          FactColumn(draws.nastyText(), draws.nastyText(), digest: digest(&draws))
        })
    case 9: .atMost(Double(draws.below(100)) / 8)
    case 10: .atLeast(-Double(draws.below(100)) / 8)
    default: .text(draws.nastyText())
    }
  }

  @Test("reading any text either gives facts or says where it went wrong", arguments: 0..<60)
  func rubbish(seed: Int) {
    var draws = Draws(seed: UInt64(seed))
    let line = "rows 4 · " + draws.nastyText(atMost: 20).filter { !$0.isNewline }
    do {
      let facts = try FactSet(lines: [line])
      #expect(facts["rows"] == .integer(4))
    } catch {
      let column = error.place?.column ?? 0
      #expect(column >= 1 && column <= line.count + 1)
      #expect(error.expected != nil)
    }
  }

  @Test(
    "a mistake is told with its column",
    arguments: [
      ("rows", 1, "a fact lacks its value"),
      ("rows 4 · rows 5", 10, "the fact “rows” is given twice"),
      ("a \"b", 3, "a quoted text is not closed"),
      ("a \"\\q\"", 5, "an unknown escape in a quoted text"),
      ("a ±4", 3, "a tolerance lacks its number"),
      ("a ≤b", 3, "a bound lacks its number"),
      ("a [b c]", 4, "an item of the list is not a single text"),
      ("a (b)", 4, "a column is not NAME TYPE"),
      ("a (b text c d)", 4, "a column is not NAME TYPE"),
      ("a (b text abc)", 11, "a column's digest cannot be read"),
      ("a (b volatile /AAAAAAAAAAAAAAAAAAAAAA)", 15, "a column's digest cannot be read"),
      ("7 4", 1, "a fact's name cannot contain this"),
    ])
  func mistakes(line: String, column: Int, headline: String) throws {
    let error = try #require(throws: SessionRecordError.self) { try FactSet(lines: [line]) }
    #expect(error.headline == headline)
    #expect(error.place?.column == column)
    #expect(error.code == .malformedFact)
  }
}

@Suite("Facts: what counts as the same")
struct FactComparisonTests {
  @Test(
    "values are compared by type and tolerance",
    arguments: [
      ("4", "4", true, "the same"),
      ("4", "5", false, "another count"),
      ("4.0", "4", true, "a hand wrote a point"),
      ("4", "4.0", true, "a hand left the point out"),
      ("4", "\"4\"", false, "text is no number"),
      ("1.0", "1.0000000005", true, "within one part in a thousand million"),
      ("1.0", "1.00000001", false, "beyond it"),
      ("0.0", "1e-300", false, "near nought a share is nothing"),
      ("2.0 ±0.5", "2.4", true, "within the distance"),
      ("2.0 ±0.5", "2.6", false, "beyond the distance"),
      ("2.0 ±0.1 relative", "2.1", true, "within the share"),
      ("nan", "nan", true, "not a number both times"),
      ("inf", "inf", true, "without bound both times"),
      ("inf", "1e308", false, "a finite number is not"),
      ("≤1.0", "1.0", true, "the claim holds"),
      ("≤1.0", "0", true, "the claim holds for a count"),
      ("≤1.0", "1.5", false, "the claim fails"),
      ("≥1.0", "0.5", false, "the claim from below fails"),
      ("≥1.0", "word", false, "a claim needs a figure"),
      ("[a, b]", "[b, a]", false, "order counts"),
      ("(a text)", "(a integer)", false, "a type changed"),
      ("null", "0", false, "nothing is not nought"),
    ])
  func values(recorded: String, found: String, same: Bool, reason: String) throws {
    let recorded = try #require(try FactSet(lines: ["x \(recorded)"])["x"])
    let found = try #require(try FactSet(lines: ["x \(found)"])["x"])
    #expect(recorded.accepts(found) == same, "\(reason)")
  }

  @Test("differences name what is missing, changed and new, in a fixed order")
  func differences() throws {
    let recorded = try FactSet(lines: ["a 1 · b 2 · c 3"])
    let found = try FactSet(lines: ["d 4 · c 3 · b 5"])
    let differences = found.differences(from: recorded)
    #expect(differences.map(\.key) == ["a", "b", "d"])
    #expect(differences.map(\.kind) == [.missing, .changed, .added])
    #expect(
      differences.map(\.description) == [
        "a was 1, is missing", "b was 2, is 5", "d is 4, was not recorded",
      ])
    #expect(recorded.differences(from: recorded).isEmpty)
  }

  @Test("a fact of a key that stands already replaces it")
  func replacing() {
    var facts: FactSet = [Fact("a", .integer(1)), Fact("b", .integer(2))]
    facts.add("a", .integer(3))
    facts.beginGroup([Fact("b", .integer(4)), Fact("c", .integer(5)), Fact("c", .integer(6))])
    #expect(facts.lines == ["#= a 3 · b 4", "#= c 6"])
    #expect(facts.count == 3)
  }
}
