import CommandLanguage
import Documents
import SessionRecord
import Store
import TerminalText

/// Reads the figures of notes from the notebook.
struct FigureReading {
  let database: NotebookDatabase

  /// Why a figure has no value.
  struct Mistake: Error {
    var headline: Sentence
    var expected: String?
    var remedy: String?
  }

  /// The value of a figure as it is now.
  ///
  /// - Throws: ``Mistake`` where it names nothing or many rows, `StoreError` where rows cannot be
  ///   read.
  /// - Complexity: O(rows of the relation).
  func value(of figure: FigureReference) throws -> FactValue {
    let columns = try columns(of: figure)
    let rows = try Rows(figure, columns, database)
    if let column = Self.column(figure.path[0], in: columns) {
      guard figure.path.count > 1 else { return try rows.only(column) }
      guard let aggregate = FigureReference.Aggregate(rawValue: figure.path[1].lowercased()) else {
        throw Mistake(
          headline: "`\(figure.path[1])` is not an aggregate",
          expected: "one of " + Self.aggregates)
      }
      return try rows.value(of: aggregate, column)
    }
    guard figure.path.count == 1,
      let aggregate = FigureReference.Aggregate(rawValue: figure.path[0].lowercased())
    else { throw Self.unknownColumn(figure.path[0], figure.relation, columns) }
    return try rows.value(of: aggregate, amongNumbers: columns)
  }

  private static let aggregates = FigureReference.Aggregate.allCases.map(\.rawValue)
    .joined(separator: ", ")

  private func columns(of figure: FigureReference) throws -> [String] {
    let columns = try database.columnNames(of: figure.relation)
    let relations = try database.relations().map(\.name)
    let isThere =
      figure.relation == NotebookDatabase.lastResult
      || relations.contains { NameRules.folded($0) == NameRules.folded(figure.relation) }
    guard isThere, !columns.isEmpty else {
      throw Mistake(
        headline: "there is nothing called `\(figure.relation)`",
        remedy: NearestNames.question(for: figure.relation, among: relations)
          ?? "`tables` lists what there is")
    }
    return columns
  }

  static func column(_ name: String, in columns: [String]) -> String? {
    columns.first { NameRules.folded($0) == NameRules.folded(name) }
  }

  static func unknownColumn(_ name: String, _ relation: String, _ columns: [String]) -> Mistake {
    Mistake(
      headline: "\(relation) has no column `\(name)`",
      expected: columns.count <= 12 ? "one of " + columns.joined(separator: ", ") : nil,
      remedy: NearestNames.question(for: name, among: columns)
        ?? "`describe \(NameRules.written(relation))` lists its columns")
  }
}

/// The rows of a relation that a figure counts.
private struct Rows {
  private let figure: FigureReference
  private let database: NotebookDatabase
  private let source: String
  private let values: [SQLValue]

  init(_ figure: FigureReference, _ columns: [String], _ database: NotebookDatabase) throws {
    self.figure = figure
    self.database = database
    let relation = SQLIdentifier(figure.relation)
    guard let condition = figure.condition else {
      source = "FROM \(relation)"
      values = []
      return
    }
    guard let name = FigureReading.column(condition.column, in: columns) else {
      throw FigureReading.unknownColumn(condition.column, figure.relation, columns)
    }
    let column = SQLIdentifier(name)
    let number = Double(condition.value).map { SQLValue.real($0) } ?? .null
    source = "FROM \(relation) WHERE (CAST(\(column) AS TEXT) = ? OR \(column) = ?)"
    values = [.text(condition.value), number]
  }

  /// The value of the only row.
  func only(_ column: String) throws -> FactValue {
    let found = try database.rows(
      "SELECT \(SQLIdentifier(column)) \(source) LIMIT 2", values)
    guard found.count == 1, let value = found.first?.first else {
      let count = try database.rows("SELECT count(*) \(source)", values).first?.first
      let shown = if case .integer(let count)? = count { Int(count) } else { found.count }
      let which = figure.condition == nil ? "" : " with that value"
      throw FigureReading.Mistake(
        headline: "\(figure.relation) has \(counted(shown, "row"))\(which), not one",
        expected: "a single row, or min, max, sum, mean or count of a column",
        remedy: "write {{\(figure.relation).\(column).max}}, or "
          + "{{\(figure.relation).\(column) where COLUMN = 'value'}}")
    }
    return try fact(value)
  }

  /// A figure over the column of numbers, where there is only one.
  func value(
    of aggregate: FigureReference.Aggregate, amongNumbers columns: [String]
  ) throws -> FactValue {
    if aggregate == .count { return try value("count(*)") }
    let kinds = try database.resultColumns(of: figure.relation).columns
    let numbers = kinds.filter { $0.kind == .integer || $0.kind == .real }.map(\.name)
    guard numbers.count == 1, let only = numbers.first else {
      throw FigureReading.Mistake(
        headline: "\(figure.relation) has \(counted(numbers.count, "numeric column"))",
        expected: "the column: {{\(figure.relation).COLUMN.\(aggregate.rawValue)}}",
        remedy: "its columns are " + columns.prefix(12).joined(separator: ", "))
    }
    return try value(of: aggregate, only)
  }

  func value(of aggregate: FigureReference.Aggregate, _ column: String) throws -> FactValue {
    let name = SQLIdentifier(column)
    switch aggregate {
    case .count: return try value("count(\(name))")
    case .min: return try value("min(\(name))")
    case .max: return try value("max(\(name))")
    case .sum, .mean:
      let others = try value(
        "count(CASE WHEN typeof(\(name)) NOT IN ('integer', 'real', 'null') THEN 1 END)")
      guard others == .integer(0) else {
        throw FigureReading.Mistake(
          headline: "\(figure.relation).\(column) is not a numeric column",
          expected: "a numeric column for \(aggregate.rawValue)")
      }
      return try value(aggregate == .sum ? "sum(\(name))" : "avg(\(name))")
    }
  }

  private func value(_ expression: String) throws -> FactValue {
    try fact(database.rows("SELECT \(expression) \(source)", values).first?.first ?? .null)
  }

  private func fact(_ value: SQLValue) throws -> FactValue {
    switch value {
    case .integer(let value): return .integer(value)
    case .real(let value): return .real(value)
    case .text(let value): return .text(value)
    case .null:
      throw FigureReading.Mistake(
        headline: "the figure has no value", expected: "a row that has a value")
    case .blob:
      throw FigureReading.Mistake(
        headline: "the figure is a blob", expected: "a number or a text")
    }
  }
}
