import CivilTime
import CommandLanguage
import Testing

@Suite("A slot for a service day takes a date or a day's name")
struct DaySlotTests {
  private static func parser() throws -> StatementParser {
    let day = CommandSyntax(
      usage: "dispatch DATASET [on DAY] [as NAME]", summary: "Plans a day.",
      parameters: [
        CommandParameter(name: "DATASET", kind: .object([.dataset]), help: "the dataset"),
        CommandParameter(name: "DAY", kind: .day, help: "the day", defaultText: "all days"),
        CommandParameter(name: "NAME", kind: .name, help: "the plan's name"),
      ])
    return StatementParser(grammar: try Grammar([day]), mode: .script, reservedNames: [])
  }

  private static func read(_ text: String) throws -> Result<Statement, Diagnostic>? {
    try parser().statements(of: SourceText(text)).first
  }

  private static func day(_ text: String) throws -> ParsedArgument? {
    guard case .success(let statement)? = try read(text),
      case .command(let command) = statement.body
    else { return nil }
    return command["DAY"]
  }

  @Test(
    "what is written like a date is one, quoted or not",
    arguments: ["2025-10-22", "22.10.2025", "\"2025-10-22\"", "'22.10.2025'"])
  func dates(written: String) throws {
    let day = try #require(try Self.day("dispatch x on \(written)"))
    #expect(day.value == .date(try #require(CivilDate(year: 2025, month: 10, day: 22))))
    #expect(day.canonical == "2025-10-22")
  }

  @Test(
    "anything else with a letter or in quotes is a name",
    arguments: [
      ("s2025-n7-m3-1", "s2025-n7-m3-1"), ("\"a b\"", "a b"), ("\"7\"", "7"), ("'it''s'", "it's"),
      ("\"2025-02-30\"", "2025-02-30"), ("\"2025\"", "2025"), ("\"as\"", "as"), ("日本", "日本"),
      ("\"on\"", "on"), ("2025-10-2x", "2025-10-2x"),
    ])
  func names(written: String, name: String) throws {
    let day = try #require(try Self.day("dispatch x on \(written)"))
    #expect(day.value == .text(name))
    #expect(day.canonical == NameRules.quoted(name))
    #expect(day.span == SourceSpan(14, 14 + written.utf8.count))
  }

  @Test("the canonical statement says the same and is its own canonical form")
  func canonical() throws {
    for written in ["22.10.2025", "s1", "\"7\"", "\"a \"\"b\"\"\"", "'2025-02-30'"] {
      let first = try #require(try Self.read("dispatch x on \(written) as p")).get()
      let second = try #require(try Self.read(first.canonical)).get()
      #expect(first == second, "\(written)")
      #expect(first.canonical == second.canonical, "\(written)")
    }
  }

  @Test(
    "bare digits, points and dashes that are no date are a mistake that shows how dates are written",
    arguments: ["2025-02-30", "32.10.2025", "2025", "22-10-2025", "1.2", "-", "2025-10-22-1"])
  func wrongDates(written: String) throws {
    guard case .failure(let diagnostic)? = try Self.read("dispatch x on \(written)") else {
      Issue.record("\(written) was taken")
      return
    }
    #expect(diagnostic.code == .date)
    #expect(diagnostic.headline == "`\(written)` is not a date")
    #expect(diagnostic.span == SourceSpan(14, 14 + written.utf8.count))
    #expect(diagnostic.expected?.contains("2025-10-22") == true)
  }

  @Test("an empty text is no day, and a keyword is not taken for one")
  func noNames() throws {
    let cases: [(String, ErrorCode)] = [
      ("dispatch x on \"\"", .text), ("dispatch x on as p", .syntax),
      ("dispatch x on", .missing),
    ]
    for (text, code) in cases {
      guard case .failure(let diagnostic)? = try Self.read(text) else {
        Issue.record("\(text) was taken")
        continue
      }
      #expect(diagnostic.code == code, "\(text)")
    }
  }
}
