import Testing

@testable import CommandLanguage

@Suite("SQL ends where SQLite says")
struct SQLCompletenessTests {
  /// The cases with what SQLite says of them.
  static let cases = SQLCompletenessCases.lines.split(separator: "\n").map { line in
    var text = ""
    var rest = line.dropFirst().dropLast()
    while let character = rest.popFirst() {
      guard character == "\\" else {
        text.append(character)
        continue
      }
      switch rest.popFirst() {
      case "n": text.append("\n")
      case "t": text.append("\t")
      default: text.append("\\")
      }
    }
    return (text: text, isComplete: line.first == "+")
  }

  @Test("the fixture holds its cases, both ways in good number")
  func fixture() {
    #expect(Self.cases.count == 320)
    #expect(Self.cases.filter(\.isComplete).count > 100)
  }

  @Test("random token soups are judged as sqlite3_complete judges them")
  func soups() {
    for (text, isComplete) in Self.cases {
      #expect(SQLCompletenessMachine.isComplete(text) == isComplete, "\(text.debugDescription)")
    }
  }

  @Test("the splitter ends SQL exactly where a prefix first becomes complete")
  func prefixes() {
    for (text, _) in Self.cases {
      let text = "select " + text + ";\ntables"
      guard let slice = StatementSplitter.split(text, isFinal: false).first else {
        Issue.record("nothing found in \(text.debugDescription)")
        continue
      }
      let bytes = Array(text.utf8)
      let first = bytes.indices.first { end in
        bytes[end] == 0x3B
          && SQLCompletenessMachine.isComplete(String(decoding: bytes[...end], as: UTF8.self))
      }
      #expect(slice.isComplete ? first == slice.span.end - 1 : first == nil, "\(text)")
    }
  }
}
