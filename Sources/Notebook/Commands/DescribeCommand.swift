import CommandLanguage
import FleetModel
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
          + "Hyndman and Fan 1996, as in R, NumPy and DuckDB's quantile_cont); those of dates and "
          + "times are values of the column (definition 1). Shape is a histogram in ten equal bins "
          + "from min to max; the lowest bar is an empty bin."
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
          + counted(columns.count, "column") + (try travel(of: relation, call))),
      .table("", table.picking(ColumnDescription.shown).keeping(ColumnDescription.keys)),
    ]
    return outcome
  }
}

extension DescribeCommand {
  /// How the legs of a plan were measured; nothing for anything else.
  private func travel(of relation: Relation, _ call: CommandCall) throws -> Sentence {
    guard relation.kind == "plan", let plan = try call.database.plan(named: relation.name) else {
      return ""
    }
    return plan.rules.travel == .greatCircle ? ", legs on great circles" : ", legs by road"
  }

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

  /// How a column's values are ordered and laid out on a line.
  enum Scale: String {
    case number
    case date
    case time
    case datetime

    /// The texts of a scale, as patterns of SQLite's GLOB of which each must fit one.
    fileprivate var patterns: [String] {
      let date = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]"
      let time = "[0-9][0-9]:[0-5][0-9]"
      return switch self {
      case .number: []
      case .date: [date]
      case .time: [time, time + ":[0-5][0-9]"]
      case .datetime: [date + "[T ]" + time, date + "[T ]" + time + ":[0-5][0-9]"]
      }
    }

    /// A value as a number, in SQL: days, or the hours of a time, which may be past midnight.
    fileprivate func number(_ column: SQLIdentifier) -> String {
      switch self {
      case .number: "\(column)"
      case .time: "(substr(\(column), 1, 2) + substr(\(column), 4, 2) / 60.0)"
      case .date, .datetime: "julianday(\(column))"
      }
    }
  }

  private var name: SQLIdentifier { SQLIdentifier(column.name) }

  /// The scale of the column's values, nil where they have none: texts that are not all dates or times.
  private func scale(in database: NotebookDatabase) throws -> Scale? {
    switch column.kind {
    case .integer, .real: return .number
    case .null, .blob, .mixed: return nil
    case .text: break
    }
    let scales = [Scale.date, .time, .datetime]
    let tests = scales.map { scale in
      let fits = scale.patterns.map { "\(name) GLOB '\($0)'" }.joined(separator: " OR ")
      let isReal = scale == .time ? "1" : "\(scale.number(name)) IS NOT NULL"
      return "min((\(fits)) AND \(isReal))"
    }
    let row =
      try database.rows(
        "SELECT \(tests.joined(separator: ", ")) FROM \(SQLIdentifier(relation)) "
          + "WHERE \(name) IS NOT NULL"
      ).first ?? []
    return zip(scales, row).first { $1 == .integer(1) }?.0
  }

  /// The cells, in the order of the heads.
  func row(in database: NotebookDatabase) throws -> [SQLValue] {
    let isNumeric = column.kind == .integer || column.kind == .real
    let figures =
      try database.rows(
        """
        SELECT count(*) - count(\(name)), count(DISTINCT \(name)), min(\(name)), max(\(name)),
          CASE WHEN ?1 THEN avg(\(name)) END, count(\(name))
        FROM \(SQLIdentifier(relation))
        """, [.integer(isNumeric ? 1 : 0)]
      ).first ?? []
    guard figures.count == 6, case .integer(let count) = figures[5] else { return [] }
    if isHidden {
      return [.text(column.name), .text(column.kind.rawValue), figures[0], figures[1]]
        + Self.heads.dropFirst(4).map { _ in .null }
    }
    let scale = try scale(in: database)
    let kind = isNumeric ? column.kind.rawValue : scale?.rawValue ?? column.kind.rawValue
    let quartiles = try quartiles(of: Int(count), on: scale, in: database)
    return [.text(column.name), .text(kind), figures[0], figures[1], figures[2]]
      + quartiles + [figures[3], figures[4]]
      + [try distribution(on: scale, in: database)]
  }

  /// The quartiles; nulls where no value has one.
  private func quartiles(
    of count: Int, on scale: Scale?, in database: NotebookDatabase
  ) throws -> [SQLValue] {
    let shares = [0.25, 0.5, 0.75]
    guard let scale, count > 0 else { return shares.map { _ in .null } }
    guard scale == .number else {
      // A date between two would be none of the column's: the first value that a share is below.
      let places = shares.map { max(1, Int((Double(count) * $0).rounded(.up))) }
      let rows = try database.rows(
        """
        SELECT n, v FROM (
          SELECT row_number() OVER (ORDER BY \(name)) AS n, \(name) AS v
          FROM \(SQLIdentifier(relation)) WHERE \(name) IS NOT NULL)
        WHERE n IN (\(places.map(String.init).joined(separator: ", ")))
        """)
      return places.map { place in
        rows.first { $0[0] == .integer(Int64(place)) }?[1] ?? .null
      }
    }
    // Linear interpolation at (n - 1) p, counted from 0.
    let positions = shares.map { Double(count - 1) * $0 }
    let places = positions.flatMap { [Int($0), min(Int($0) + 1, count - 1)] }
    let values = try database.orderStatistics(
      at: places.sorted(), of: column.name, in: relation)
    guard values.count == places.count else { return shares.map { _ in .null } }
    let ordered = Dictionary(zip(places.sorted(), values), uniquingKeysWith: { first, _ in first })
    return positions.map { position in
      let low = ordered[Int(position)] ?? 0
      let high = ordered[min(Int(position) + 1, count - 1)] ?? low
      return .real(low + (high - low) * (position - position.rounded(.down)))
    }
  }

  private func distribution(on scale: Scale?, in database: NotebookDatabase) throws -> SQLValue {
    guard let scale else { return .null }
    let value = scale.number(name)
    let ends =
      try database.rows(
        "SELECT min(\(value)), max(\(value)) FROM \(SQLIdentifier(relation))"
      ).first ?? []
    guard ends.count == 2, let low = number(ends[0]), let high = number(ends[1]), high > low,
      (high - low).isFinite
    else { return .null }
    let rows = try database.rows(
      """
      SELECT min(CAST((\(value) - ?1) / ?2 * \(Self.binCount) AS INTEGER), \(Self.binCount - 1)) AS bin,
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
