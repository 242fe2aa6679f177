import CommandLanguage
import Files
import FleetModel
import Naming
import RideSheets
import SessionRecord
import Store
import Tabular
import TerminalText

/// Makes a dataset of rides of what SQL selects.
struct DatasetCommand: NotebookCommand {
  static let sql = Slot.rest("SQL", "a query with the columns of rides")

  let syntaxes = [
    CommandSyntax(
      form: "dataset \(LoadCommand.name) [\(LoadCommand.replace)] from \(Self.sql)",
      summary: "Makes a dataset of rides of a query's rows.",
      details: [
        "The query's columns are called `date` (perhaps with the times), `pickup` and `dropoff`, and "
          + "perhaps `client`, `time`, `return`, `course` and `driver`, or as a ride sheet's headers "
          + "are; all others are kept. The statement ends at `;`."
      ],
      examples: [
        "dataset mornings from select client, date, time, pickup, dropoff, driver from october "
          + "where time < '12:00' and direction = 'outbound' order by ride;"
      ])
  ]

  var namesItsObject: Bool { true }

  func reads(_ call: CommandCall) throws -> Set<Subject> {
    try call.namedSubjectsAndRoster().union([.single(.places)])
  }

  func run(_ call: CommandCall) throws -> Outcome {
    let found = try call.database.firstRows(
      of: call.command[Self.sql] ?? "", limit: Int.max,
      isInterrupted: call.session.context.isInterrupted, seed: call.session.running.seed)
    let header = NumberedRow(0, found.columns.map(Cell.text))
    let layout = try layout(under: header, call)
    let rows = found.rows.enumerated().map { NumberedRow($0 + 1, $1.map(Cell.init)) }
    let content = Self.hash(of: found.columns, found.rows)
    let name = call.command[LoadCommand.name] ?? ""
    let keeping = DatasetKeeping(call: call, name: name, facts: [Fact("content", .hash(content))])
    return try keeping.keep(
      identity: keeping.identity(of: content.digits, ["query"]), others: []
    ) {
      try keeping.importer().read(rows, layout, content: content.digits, name: name)
    }
  }

  private func layout(under header: NumberedRow, _ call: CommandCall) throws -> RideSheetLayout {
    let names = header.cells.map(\.text)
    // A mapping that these names made finds each of them in their row.
    if let mapping = RideMapping(naming: names), let layout = try? mapping.layout(in: [header]) {
      return layout
    }
    switch RideSheet.recognise(header: header) {
    case .rideSheet(let layout): return layout
    case .nearMiss(let miss):
      throw call.mistake(
        .column, "the query's columns are nearly a ride sheet's, but \(miss.lack)", at: Self.sql)
    case .other:
      throw call.mistake(
        .column, "the query has no columns of rides", at: Self.sql,
        expected: "date, pickup and dropoff, and perhaps client, time, return, course and driver",
        remedy: "name them with `as`: select day as date, …")
    }
  }

  /// A hash of the columns and rows.
  private static func hash(of columns: [String], _ rows: [[SQLValue]]) -> ContentHash {
    var hasher = SHA256()
    func add(_ text: String) { hasher.update("\(text.utf8.count):\(text)".utf8) }
    columns.forEach(add)
    for row in rows {
      for value in row {
        switch value {
        case .null: add("null")
        case .integer(let integer): add("i\(integer)")
        case .real(let real): add("r\(real.bitPattern)")
        case .text(let text): add("t" + text)
        case .blob(let bytes): add("b" + Hexadecimal.text(bytes))
        }
      }
    }
    return ContentHash(hasher)
  }
}

extension Cell {
  /// A value of SQL as a cell.
  fileprivate init(_ value: SQLValue) {
    switch value {
    case .null, .blob: self = .empty
    case .integer(let integer): self = .number(Double(integer))
    case .real(let real): self = .number(real)
    case .text(let text): self = .text(text)
    }
  }

  fileprivate var text: String { if case .text(let text) = self { text } else { "" } }
}
