import CommandLanguage
import Tabular
import TerminalText

extension ReadingOptions {
  /// What a `load` says of how its file is to be read.
  ///
  /// - Throws: `Diagnostic` for a word that says nothing of it.
  init(_ call: CommandCall) throws {
    self.init()
    let command = call.command
    if let text = command[LoadCommand.delimiter] {
      guard let byte = Self.delimiter(text) else {
        throw call.mistake(
          .word, "`\(text)` is no delimiter", at: LoadCommand.delimiter,
          expected: "one sign such as `;`, or tab, comma, semicolon, pipe")
      }
      delimiter = byte
    }
    if let text = command[LoadCommand.encoding] {
      guard let encoding = CSVDialect.Encoding(named: text) else {
        throw call.mistake(
          .word, "`\(text)` is no encoding known here", at: LoadCommand.encoding,
          expected: "one of " + CSVDialect.Encoding.allCases.map(\.rawValue).joined(separator: ", ")
        )
      }
      self.encoding = encoding
    }
    if let text = command[LoadCommand.header] {
      guard let header = Self.header(text) else {
        throw call.mistake(
          .word, "`\(text)` is no row", at: LoadCommand.header,
          expected: "a row of the file counted from 1, or `none`")
      }
      self.header = header
    }
    if let first = command[LoadCommand.first], let last = command[LoadCommand.last] {
      guard first <= last else {
        throw call.mistake(
          .word, "there are no rows from \(first) to \(last)", at: LoadCommand.last,
          expected: "a row not before \(first)")
      }
      rows = first...last
    }
    nulls = command.list(LoadCommand.nulls)
  }

  private static func delimiter(_ text: String) -> UInt8? {
    switch text.lowercased() {
    case "tab", "tabs", "\\t": return UInt8(ascii: "\t")
    case "comma": return UInt8(ascii: ",")
    case "semicolon": return UInt8(ascii: ";")
    case "pipe", "bar": return UInt8(ascii: "|")
    case "blank", "space": return UInt8(ascii: " ")
    default: break
    }
    guard text.utf8.count == 1, let byte = text.utf8.first, byte < 0x7F, byte >= 0x20 || byte == 9,
      byte != UInt8(ascii: "\""), !text.contains(where: { $0.isLetter || $0.isNumber })
    else { return nil }
    return byte
  }

  private static func header(_ text: String) -> Header? {
    if ["none", "no", "0"].contains(text.lowercased()) { return Header.none }
    return Int(text).flatMap { $0 > 0 ? .row($0) : nil }
  }
}
