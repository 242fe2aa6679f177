import CommandLanguage
import Documents
import PseudoTerminal
import SessionRecord
import TerminalText
import Testing

@testable import Notebook
@testable import Terminal

/// What comes from outside is shown, and never obeyed, whatever route it takes.
@Suite("Escape sequences in data")
struct EscapingTests {
  /// Every character that steers a terminal, turns the reading or hides, each between two letters.
  static let soup: String = {
    let controls = (1...0x1F).map { $0 } + (0x7F...0x9F).map { $0 }
    let others =
      [0xAD, 0x61C, 0xFEFF] + Array(0x200B...0x200F) + Array(0x2028...0x202E)
      + Array(0x2060...0x2069) + [0xE0041]
    let scalars = (controls + others).compactMap { Unicode.Scalar($0) }
    return "x" + scalars.map { "\($0)y" }.joined() + "\u{1B}]0;title\u{7}\u{9B}2J\u{1B}[31m"
  }()

  /// The characters of a text that should have been written out; line feeds are layout.
  static func raw(_ text: String, allowing allowed: Set<Unicode.Scalar> = ["\n"]) -> [String] {
    text.unicodeScalars.filter { scalar in
      !allowed.contains(scalar) && visible(String(scalar)) != String(scalar)
    }.map { String($0.value, radix: 16) }
  }

  @Test(
    "no control of cells, heads, names, notes, files or errors reaches a stream, a picture or a document"
  )
  func soup() throws {
    let scratch = try TemporaryDirectory()
    let soup = Self.soup
    let quoted = "\"" + soup.filter { !$0.isNewline } + "\""
    let csv = "id,\"\(soup)\"\n1,\"\(soup)\"\n2,plain\n"
    try scratch.write(csv.utf8, to: "cells.csv")
    try scratch.write("id,a\n1,2\n".utf8, to: "odd\u{1B}]0;t\u{7}\u{202E}.csv")
    let notebook = try NotebookHarness(folder: scratch.path)
    try notebook.record()
    let statements = [
      "note \"\(soup)\"", "load \"cells.csv\" as cells", "show cells all", "schema cells",
      "describe cells", "show cells vertical",
      "load \"odd\u{1B}]0;t\u{7}\u{202E}.csv\" as odd", "tables",
      "load \"gone\u{1B}]0;t\u{7}\u{9B}2J\u{202E}.csv\"",
      "create table \(quoted) as select 1 as \(quoted);", "show \(quoted)", "schema \(quoted)",
      "\(quoted) = select '\(soup)' as v;", "select \(quoted) from nothing;", "help \(quoted)",
      "plot bars id of cells by \(quoted)", "plot bars id of cells by id", "show \(quoted) all",
      "assert 1 = 2, '\(soup)'", "explain \(quoted)", "select '\(soup)' as \(quoted);", "history",
    ]
    var shown: [String] = []
    for format in OutputFormat.allCases {
      let take = { (line: ScreenLine) in shown.append(line.text) }
      let printer = StatementPrinter(
        format: format, rowLimit: 40, canvas: .record, errorCanvas: .record,
        output: take, data: { _ in }, talk: take)
      for statement in statements {
        let source = SourceText(statement, name: "a\u{1B}[2J\u{9B}.carnet")
        for evaluation in notebook.run(statement) {
          try printer.print(evaluation, of: source, in: notebook.session)
        }
      }
    }
    #expect(shown.count > 100)
    for line in shown { #expect(Self.raw(line, allowing: []).isEmpty, "\(line.debugDescription)") }
    for ending in DocumentFormat.allCases.map(\.rawValue) {
      try notebook.outcome("export session to \"all.\(ending)\"")
      let text = try TemporaryDirectory.text(of: scratch.path + "/all.\(ending)")
      #expect(text.contains("u{1B}]0;title"), "\(ending)")
      #expect(Self.raw(text).isEmpty, "\(ending): \(Self.raw(text))")
    }
    let file = try #require(notebook.session.recorder).file(folder: ".")
    for entry in file.entries {
      for line in entry.picture { #expect(Self.raw(line.text, allowing: []).isEmpty) }
    }
  }

  @Test("delimited and JSON exports keep every character")
  func exactData() throws {
    let scratch = try TemporaryDirectory()
    let notebook = try NotebookHarness(folder: scratch.path)
    try notebook.outcome(
      "odd = select '\u{1B}[2J' || char(0x9b) || char(0x202e) as v;\nexport odd to \"odd.csv\"")
    let text = try TemporaryDirectory.text(of: scratch.path + "/odd.csv")
    #expect(text == "v\n\u{1B}[2J\u{9B}\u{202E}\n")
  }

  @Test(
    "joiners and selectors stay where a script or an emoji needs them, and nowhere else",
    arguments: [
      ("👩\u{200D}⚕\u{FE0F}", "👩\u{200D}⚕\u{FE0F}", "a joined emoji"),
      ("1\u{FE0F}\u{20E3}", "1\u{FE0F}\u{20E3}", "a key's cap"),
      ("می\u{200C}خواهم", "می\u{200C}خواهم", "a Persian word"),
      ("क\u{94D}\u{200D}ष", "क\u{94D}\u{200D}ष", "a Hindi conjunct"),
      ("pay\u{200D}pal", "pay\\u{200D}pal", "a joiner between Latin letters"),
      ("a\u{200B}b\u{AD}c", "a\\u{200B}b\\u{AD}c", "a blank of no width and a soft hyphen"),
      ("1\u{FE0F}2", "1\\u{FE0F}2", "a selector behind a digit"),
      ("🏴\u{E0067}", "🏴\\u{E0067}", "a hidden tag"),
      ("\u{200D}👩", "\\u{200D}👩", "a joiner that joins nothing"),
      ("Zürich\u{A0}東京", "Zürich\u{A0}東京", "all other letters"),
    ])
  func joiners(text: String, shown: String, reason: String) {
    #expect(visible(text) == shown, "\(reason)")
    #expect(visible(visible(text)) == shown, "twice is as once: \(reason)")
  }

  @Test("at a terminal a replayed note neither sets the title nor clears the screen, csv neither")
  func atTerminal() throws {
    let scratch = try TemporaryDirectory()
    try scratch.write(
      "#carnet 1\nnote \"\u{1B}]0;pwned\u{7} \u{1B}[2J hi\"\nselect '\u{1B}[31mred' as x;\n".utf8,
      to: "esc.carnet")
    let state = try TemporaryDirectory()
    let terminal = try PseudoTerminal(
      PseudoTerminal.builtProgram("carnet"), arguments: ["replay", "esc.carnet"],
      environment: ["LANG": "C.UTF-8", "CARNET_STATE": state.path], folder: scratch.path)
    try terminal.expect("carnet> note \"\\u{1B}]0;pwned\\u{07} \\u{1B}[2J hi\"")
    try terminal.expect("\\u{1B}[31mred")
    let csv = try PseudoTerminal(
      PseudoTerminal.builtProgram("carnet"),
      arguments: ["--format", "csv", "-c", "select '\u{1B}]0;pwned\u{7}' as x;"],
      environment: ["LANG": "C.UTF-8", "CARNET_STATE": state.path], folder: scratch.path)
    try csv.expect("\\u{1B}]0;pwned\\u{07}")
    let piped = try ProgramRun(
      ["--format", "csv", "-c", "select '\u{1B}]0;pwned\u{7}' as x;"], state: state)
    // The semicolon of a column alone is in quotes: a reader would take it for what separates cells.
    #expect(piped.output == "x\n\"\u{1B}]0;pwned\u{7}\"\n")
  }

  @Test("what Tab would insert raw is listed, written out")
  func completion() {
    let name = "co\u{1B}]0;t\u{7}l"
    let only = EditorCompletion(range: 7..<9, candidates: [EditorCandidate(name)])
    #expect(CompletionStep(only, text: "select co", cursor: 9) == .list)
    let lines = candidateLines([EditorCandidate(name)], on: TextCanvas(width: 80))
    #expect(lines.map(\.text) == ["co\\u{1B}]0;t\\u{07}l"])
  }
}
