import Foundation
import Testing

/// One place for each thing: what the house's plan forbids is searched for in all sources.
@Suite("The house: each thing stands once, and values are not read back from text")
struct HouseTests {
  /// A pattern that no line may hold.
  struct Rule: CustomTestStringConvertible, Sendable {
    /// What may not be, as a sentence.
    let intent: String
    let pattern: String
    /// Where it may stand: the beginning of the file's path, a piece of the line, and why.
    var exceptions: [(file: String, line: String, reason: String)] = []
    /// A line that the pattern must find.
    let example: String

    var testDescription: String { intent }
  }

  static let rules = [
    Rule(
      intent: "an error's code is a case of `ErrorCode`, and no text", pattern: #""E-"#,
      exceptions: [
        ("CommandLanguage/ErrorCode.swift", "case ", "the one list of them"),
        ("SessionRecord/SessionFileMark.swift", "\"E-\".unicodeScalars", "what all begin with"),
      ], example: #"expected.code == "E-sql""#),
    Rule(
      intent: "a drawn table or plot is never read again by its rules",
      pattern: #"(hasPrefix|hasSuffix|contains|split|firstIndex|lastIndex|range)\(.*[│─┌┬┼╵█]"#,
      example: #"line.split(separator: "│")"#),
    Rule(
      intent: "a statement is changed as a tree, and no text of one is cut or replaced",
      pattern:
        #"\b(canonical|statement\.source|entry\.source)\.(replac|split|hasPrefix|hasSuffix|contains|components|range)"#,
      example: #"canonical.replacing(" in background", with: "")"#),
    Rule(
      intent: "an error's sentence is not searched for what it names",
      pattern:
        #"\b(error\.(name|description|message)|headline|diagnostic\.\w+)\.(split|hasPrefix|hasSuffix|range|replac)"#,
      example: #"error.name.split(separator: " ")[0]"#),
    Rule(
      intent: "the words that begin a query stand in `SQLWords` alone",
      pattern: #""select", "with", "values""#,
      exceptions: [
        ("CommandLanguage/SQLWords.swift", "queryLeads = ", "the one list"),
        ("Notebook/Replaying/SQLPieces.swift", "\"lateral\"", "words before a table's name"),
      ], example: #"private static let leads = ["select", "with", "values"]"#),
    Rule(
      intent: "the words that begin SQL or a command stand in `SQLWords` alone",
      pattern: #""(explain|replace)", "(replace|rollback)""#,
      example: #"["explain", "replace", "rollback"].contains(verb)"#),
    Rule(
      intent: "the words that a table's name stands behind are in `SQLWords` alone",
      pattern: #""from", "join", "into""#,
      exceptions: [
        ("CommandLanguage/SQLWords.swift", "tableWords = ", "the one list"),
        (
          "Notebook/Replaying/SQLPieces.swift", "before",
          "what a statement reads, which `in` names too"
        ),
        ("Notebook/Replaying/SQLPieces.swift", "\"exists\"", "where a text in quotes is a name"),
      ], example: #"let tableWords = ["from", "join", "into", "update", "table"]"#),
    Rule(
      intent: "the prefixes of the notebook's own tables stand in one list",
      pattern: #""(carnet|sqlite|grdb)_", "(carnet|sqlite|grdb)_""#,
      exceptions: [("Store/AccessPolicy.swift", ".contains { folded", "the one list")],
      example: #"["carnet_", "sqlite_"].contains"#),
    Rule(
      intent: "a list in a sentence is made by `listed` alone",
      pattern: #"" (and|or) " \+|\+ " (and|or) "$"#,
      example: #"names.dropLast().joined(separator: ", ") + " and " + last"#),
    Rule(
      intent: "zeros are put in front of digits by `NumberText.zeroPadded` alone",
      pattern: #"String\(repeating: "0""#,
      exceptions: [
        ("TerminalText/NumberText.swift", "", "the one function"),
        ("CivilTime/CivilDate+Text.swift", "", "a room that imports none"),
        ("DeepQ/Safetensors.swift", "", "a room without text"),
        ("Tabular/Typing/HeaderNames.swift", "U+", "a room that does not import TerminalText"),
      ], example: #"String(repeating: "0", count: 8 - digits.count) + digits"#),
    Rule(
      intent: "a number gets its noun by `counted` of room TerminalText alone",
      pattern: #"func counted\("#,
      exceptions: [
        ("TerminalText/", "", "as a text and as a sentence"),
        ("Notebook/Session/SQLRunner.swift", "", "the same, without its type's name"),
        ("Solvers/GapReason.swift", "", "a room without text: rides alone"),
      ], example: "func counted(_ count: Int, _ noun: String) -> String {"),
    Rule(
      intent: "JSON is escaped by `JSONText`, but where its bytes are a format of their own",
      pattern: #""\\\\u""#,
      exceptions: [
        ("TerminalText/JSONEscapes.swift", "", "what a terminal must not get, on top of it"),
        ("SessionRecord/Pseudonyms+JSON.swift", "", "the bytes of the first key files"),
        ("DeepQ/Safetensors.swift", "", "a room without text"),
      ], example: #"quoted += "\\u" + digits"#),
  ]

  @Test("no source breaks a rule of the house, and no exception is out of use", arguments: rules)
  func keeps(rule: Rule) throws {
    let expression = try NSRegularExpression(pattern: rule.pattern)
    var used: Set<Int> = []
    for (file, lines) in try SourceFiles.all() {
      for line in lines where expression.finds(line) {
        let known = rule.exceptions.indices.filter {
          file.hasPrefix(rule.exceptions[$0].file)
            && (rule.exceptions[$0].line.isEmpty || line.contains(rule.exceptions[$0].line))
        }
        #expect(!known.isEmpty, "\(file): `\(line.trimmingCharacters(in: .whitespaces))`")
        used.formUnion(known)
      }
    }
    // An exception that nothing needs any more would hide the next one.
    for index in rule.exceptions.indices {
      #expect(used.contains(index), "\(rule.exceptions[index].file)")
    }
  }

  @Test("each rule finds what it forbids", arguments: rules)
  func finds(rule: Rule) throws {
    #expect(try NSRegularExpression(pattern: rule.pattern).finds(rule.example))
  }

  // MARK: Verbs

  /// Where a verb may be compared with, or stand in a list with another: the file, and why.
  private static let verbExceptions: [(file: String, reason: String)] = [
    ("CommandLanguage/SQLToken.swift", "a word of SQL's own that a command begins with too"),
    ("Notebook/Replaying/SQL", "the same"), ("Notebook/Session/SQLRunner.swift", "the same"),
    ("Store/AccessPolicy.swift", "the same"),
    ("Store/LineageEntry.swift", "subjects as notebooks up to format 4 named them"),
    ("SessionRecord/SessionHeader+Text.swift", "`rules`, a word of a record's header"),
  ]

  /// The verbs of the catalogue, as the files of the commands declare them.
  private static func verbs() throws -> [String] {
    let form = try NSRegularExpression(pattern: #"form:\s*"([a-z]+)"#)
    let commands = try SourceFiles.all().filter { $0.file.hasPrefix("Notebook/Commands/") }
    let found = commands.flatMap { file in
      form.groups(in: file.lines.joined(separator: "\n"))
    }
    let verbs = Set(found).sorted()
    try #require(verbs.count > 30)
    return verbs
  }

  /// A verb that something is compared with, or that stands in a list of verbs.
  private static func verbPattern(_ verbs: [String]) -> String {
    let verb = "\"(" + verbs.joined(separator: "|") + ")\""
    return #"([=!]= |\bcase .*|contains\(|~= )"# + verb + "|" + verb + ", " + verb
  }

  @Test("what a command does is declared in its file: no other code asks for its verb")
  func verbs() throws {
    let expression = try NSRegularExpression(pattern: Self.verbPattern(Self.verbs()))
    var used: Set<String> = []
    for (file, lines) in try SourceFiles.all() where !file.hasPrefix("Notebook/Commands/") {
      for line in lines where expression.finds(line) {
        let known = Self.verbExceptions.filter { file.hasPrefix($0.file) }.map(\.file)
        #expect(!known.isEmpty, "\(file): `\(line.trimmingCharacters(in: .whitespaces))`")
        used.formUnion(known)
      }
    }
    for exception in Self.verbExceptions { #expect(used.contains(exception.file)) }
  }

  @Test(
    "the search finds verbs",
    arguments: [
      #"case "train": return true"#, #"if command.verb == "load" {"#,
      #"let learns: Set<String> = ["wait", "stop", "x"]"#, #"verbs.contains("dispatch")"#,
    ])
  func findsVerbs(line: String) throws {
    #expect(try NSRegularExpression(pattern: Self.verbPattern(Self.verbs())).finds(line))
  }
}

extension NSRegularExpression {
  fileprivate func finds(_ line: String) -> Bool {
    firstMatch(in: line, range: NSRange(line.startIndex..., in: line)) != nil
  }

  /// What the first group of each match holds.
  fileprivate func groups(in text: String) -> [String] {
    matches(in: text, range: NSRange(text.startIndex..., in: text)).compactMap {
      Range($0.range(at: 1), in: text).map { String(text[$0]) }
    }
  }
}
