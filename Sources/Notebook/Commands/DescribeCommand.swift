import CommandLanguage
import Plotting
import SessionRecord
import Store
import TerminalText

/// Describes the columns of a table by their values.
struct DescribeCommand: NotebookCommand {
  static let name = Slot.object(
    "NAME", [.dataset, .plan, .table, .result, .agent], "the table to describe")

  let syntaxes = [
    CommandSyntax(
      form: "describe \(Self.name)",
      summary: "Describes each column: kind, nulls, distinct values, quartiles, mean, shape.",
      details: [
        "Quartiles are exact, with linear interpolation between two values (definition 7 of "
          + "Hyndman and Fan 1996, as in R, NumPy and DuckDB's quantile_cont). Shape is a "
          + "histogram of the numbers in ten equal bins from min to max; the lowest bar is an "
          + "empty bin."
      ],
      examples: ["describe october"])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let relation = try call.relation(Self.name)
    let (columns, rowCount) = try call.database.resultColumns(
      of: relation.name, isInterrupted: call.session.context.isInterrupted)
    let privacies = try privacies(of: relation, columns, call)
    let rows = try zip(columns, privacies).map { column, privacy -> [SQLValue] in
      if call.session.context.isInterrupted() { throw StoreError.interrupted }
      let description = ColumnDescription(
        column: column, relation: relation.name,
        isHidden: privacy == .phone || privacy == .address)
      return try description.row(in: call.database)
    }
    let table = ResultTable(ColumnDescription.heads, rows)
    var outcome = Outcome.showing(table)
    outcome.blocks = [
      .talk(
        "\(relation.name): \(relation.kind), \(counted(rowCount, "row")), "
          + counted(columns.count, "column")),
      .table("", table.picking(ColumnDescription.shown).keeping(ColumnDescription.keys)),
    ]
    return outcome
  }
}

extension DescribeCommand {
  /// What the columns of a table hold; datasets and plans hold neither phones nor other addresses
  /// than those of their rides, which are known by value.
  private func privacies(
    of relation: Relation, _ columns: [ResultColumn], _ call: CommandCall
  ) throws -> [CellPrivacy?] {
    guard ["table", "view", "result"].contains(relation.kind) else {
      return columns.map { _ in nil }
    }
    return try call.session.privacy.privacies(of: relation.name, columns: columns.map(\.name))
  }
}

/// One column as `describe` reports it.
struct ColumnDescription {
  let column: ResultColumn
  let relation: String
  /// Whether its values are hidden, such as phone numbers.
  let isHidden: Bool

  static let heads = [
    "column", "kind", "nulls", "distinct", "min", "q1", "median", "q3", "max", "mean",
    "shape",
  ]
  /// The order at a terminal, what is needed most first: the rest is left out where room lacks.
  static let shown = [
    "column", "nulls", "distinct", "min", "median", "max", "shape", "kind", "q1", "q3", "mean",
  ]
  static let keys = ["nulls", "distinct", "min", "median", "max", "shape"]

  private static let binCount = 10

  private var isNumeric: Bool { column.kind == .integer || column.kind == .real }

  /// The cells, in the order of the heads.
  func row(in database: NotebookDatabase) throws -> [SQLValue] {
    let name = SQLIdentifier(column.name)
    let figures =
      try database.rows(
        """
        SELECT count(*) - count(\(name)), count(DISTINCT \(name)), min(\(name)), max(\(name)),
          CASE WHEN ?1 THEN avg(\(name)) END, CASE WHEN ?1 THEN count(\(name)) ELSE 0 END
        FROM \(SQLIdentifier(relation))
        """, [.integer(isNumeric ? 1 : 0)]
      ).first ?? []
    if isHidden, figures.count == 6 {
      return [.text(column.name), .text(column.kind.rawValue), figures[0], figures[1]]
        + Self.heads.dropFirst(4).map { _ in .null }
    }
    guard figures.count == 6, case .integer(let count) = figures[5] else { return [] }
    let quartiles = try quartiles(of: Int(count), in: database)
    return [.text(column.name), .text(column.kind.rawValue), figures[0], figures[1], figures[2]]
      + quartiles + [figures[3], figures[4]]
      + [try distribution(from: figures[2], to: figures[3], in: database)]
  }

  /// The quartiles by linear interpolation at (n - 1) p, counted from 0; nulls where no number is.
  private func quartiles(of count: Int, in database: NotebookDatabase) throws -> [SQLValue] {
    guard isNumeric, count > 0 else { return [.null, .null, .null] }
    let positions = [0.25, 0.5, 0.75].map { Double(count - 1) * $0 }
    let places = positions.flatMap { [Int($0), min(Int($0) + 1, count - 1)] }
    let values = try database.orderStatistics(
      at: places.sorted(), of: column.name, in: relation)
    guard values.count == places.count else { return [.null, .null, .null] }
    let ordered = Dictionary(zip(places.sorted(), values), uniquingKeysWith: { first, _ in first })
    return positions.map { position in
      let low = ordered[Int(position)] ?? 0
      let high = ordered[min(Int(position) + 1, count - 1)] ?? low
      return .real(low + (high - low) * (position - position.rounded(.down)))
    }
  }

  private func distribution(
    from least: SQLValue, to greatest: SQLValue, in database: NotebookDatabase
  ) throws -> SQLValue {
    guard isNumeric, let low = number(least), let high = number(greatest), high > low,
      (high - low).isFinite
    else { return .null }
    let name = SQLIdentifier(column.name)
    let rows = try database.rows(
      """
      SELECT min(CAST((\(name) - ?1) / ?2 * \(Self.binCount) AS INTEGER), \(Self.binCount - 1)) AS bin,
        count(*)
      FROM \(SQLIdentifier(relation)) WHERE \(name) IS NOT NULL GROUP BY bin
      """, [.real(low), .real(high - low)])
    var counts = [Int](repeating: 0, count: Self.binCount)
    for case (.integer(let bin), .integer(let count)) in rows.map({ ($0[0], $0[1]) })
    where counts.indices.contains(Int(bin)) {
      counts[Int(bin)] += Int(count)
    }
    return .text(Sparkline.text(ofCounts: counts))
  }

  private func number(_ value: SQLValue) -> Double? {
    switch value {
    case .integer(let integer): Double(integer)
    case .real(let real): real
    case .null, .text, .blob: nil
    }
  }
}
