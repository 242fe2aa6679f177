import CommandLanguage
import RideSheets
import TerminalText

extension RideMapping {
  /// What a `load` says of a table's columns; nil where it says nothing.
  ///
  /// - Throws: `Diagnostic` where a column is given twice, or one that rides need is not given.
  init?(_ call: CommandCall) throws {
    let items = call.command.arguments(of: LoadCommand.mapping)
    guard !items.isEmpty else { return nil }
    self.init()
    for item in items {
      guard let column = item.string.flatMap(Column.init(rawValue:)),
        let header = item.inner?.string
      else { continue }
      headers[column] = header
    }
    guard let missing = lacking.first else { return }
    throw call.mistake(
      .missing, "a ride needs a \(words: missing.rawValue)", at: LoadCommand.mapping,
      expected: "`\(missing.rawValue) \"HEADER\"` among what `with` says")
  }
}
