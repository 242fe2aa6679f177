import CommandLanguage
import Plotting
import Store
import Tabular
import TerminalText

/// A column that a plot draws: one of the relation's own, or one that follows from another.
struct PlotColumn {
  let name: String
  /// What SQL reads it by.
  let expression: String

  /// Columns that every table with a time or a date has, if not of its own.
  private static let derived: [(name: String, source: String, sql: @Sendable (String) -> String)] =
    [
      ("hour", "time", { "CAST(substr(\($0), 1, instr(\($0), ':') - 1) AS INTEGER)" }),
      (
        "weekday", "date",
        {
          "CASE strftime('%w', \($0)) "
            + weekdays.enumerated().map { "WHEN '\(($0 + 1) % 7)' THEN '\($1)'" }
            .joined(separator: " ") + " END"
        }
      ),
    ]

  /// Monday to Sunday, the order of weekdays in plots.
  static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  /// The column of a name among those of a relation, compared without case; nil for none.
  init?(named name: String, among columns: [String]) {
    if let own = columns.first(where: { NameRules.folded($0) == NameRules.folded(name) }) {
      self.init(name: own, expression: SQLIdentifier(own).description)
      return
    }
    guard let rule = Self.derived.first(where: { $0.name == NameRules.folded(name) }),
      let source = columns.first(where: { NameRules.folded($0) == rule.source })
    else { return nil }
    self.init(name: rule.name, expression: rule.sql(SQLIdentifier(source).description))
  }

  private init(name: String, expression: String) {
    self.name = name
    self.expression = expression
  }

  /// The names that a relation with some columns has besides.
  static func derivedNames(of columns: [String]) -> [String] {
    let own = columns.map(NameRules.folded)
    return derived.filter { own.contains($0.source) && !own.contains($0.name) }.map(\.name)
  }
}

extension CommandCall {
  /// The column that a slot names, of a relation.
  ///
  /// - Throws: `Diagnostic` with the nearest names where there is no such column.
  func column(_ slot: any CommandSlot, of relation: Relation) throws -> PlotColumn {
    let name = command.argument(of: slot)?.string ?? ""
    let columns = try database.columnNames(of: relation.name)
    if let column = PlotColumn(named: name, among: columns) { return column }
    let names = columns + PlotColumn.derivedNames(of: columns)
    throw mistake(
      .column, "\(relation.name) has no column `\(name)`", at: slot,
      expected: names.joined(separator: ", "),
      remedy: NearestNames.question(for: name, among: names)
        ?? "`describe \(NameRules.written(relation.name))` describes its columns")
  }

  /// The column that a slot names, or nil where its clause is left out.
  func optionalColumn(_ slot: any CommandSlot, of relation: Relation) throws -> PlotColumn? {
    try command.argument(of: slot) == nil ? nil : column(slot, of: relation)
  }
}

extension SQLValue {
  /// The value as a label of a plot.
  var label: String {
    switch self {
    case .null: "NULL"
    case .integer(let integer): NumberText.display(integer)
    case .real(let real): NumberText.display(real)
    case .text(let text): text
    case .blob(let bytes): "\(bytes.count) bytes"
    }
  }

  /// Whether a value stands before another on an axis: numbers by their size, texts by their bytes.
  static func stands(_ left: SQLValue, before right: SQLValue) -> Bool {
    let (first, second) = (left.number ?? 0, right.number ?? 0)
    return first == second ? BinaryText(left.label) < BinaryText(right.label) : first < second
  }

  /// The value as a number; nil for anything else.
  var number: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .real(let real): real
    case .null, .text, .blob: nil
    }
  }
}

/// The outcome of a plot: its picture, and the figures that it was drawn from as `_`.
func plotted(_ plots: [Plot], _ table: ResultTable) -> Outcome {
  var outcome = Outcome()
  outcome.result = table
  outcome.blocks = plots.map(Outcome.Block.plot)
  return outcome
}
