import CommandLanguage
import Naming
import Store
import TerminalText

/// Shows a table's rows, or a plan as each driver's day.
struct ShowCommand: NotebookCommand {
  static let plan = Slot.object("PLAN", [.plan], "the plan to show")
  static let agent = Slot.object("AGENT", [.agent], "the agent to show")
  static let name = Slot.object("NAME", [.dataset, .plan, .table, .result, .agent], "what to show")
  static let allFlag = Flag("all", "every row and column, however wide")
  static let vertical = Flag("vertical", "each row as a list of its columns")
  static let count = Slot.integer(
    "COUNT", 0...1_000_000_000, "the most rows to show",
    default: "all; the terminal shows the first 40", unit: "rows")

  let syntaxes = [
    CommandSyntax(
      form: "show plan \(Self.plan)",
      summary: "Shows a plan as each driver's day: start, end, lateness, leg to the pick-up.",
      examples: ["show plan wednesday"]),
    CommandSyntax(
      form: "show agent \(Self.agent)",
      summary: "Shows an agent: lineage, settings, the days by role, and its scores.",
      examples: ["show agent v2"]),
    CommandSyntax(
      form: "show \(Self.name) [\(Self.allFlag)] [\(Self.vertical)] [limit \(Self.count)]",
      summary:
        "Shows the rows of a dataset, plan, result, table, view or curve; `_` is the last result.",
      examples: ["show october limit 20", "show _ all", "show october vertical limit 2"]),
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    if call.command[Self.plan] != nil { return try showPlan(call) }
    if call.command[Self.agent] != nil {
      return try AgentReport(of: call.agent(Self.agent), in: call.database).outcome()
    }
    let relation = try call.relation(Self.name)
    if relation.name == NotebookDatabase.lastResult, call.command[Self.count] == nil {
      let (columns, count) = try call.database.resultColumns(
        of: relation.name, isInterrupted: call.session.context.isInterrupted)
      var outcome = Outcome()
      outcome.result = ResultTable(relation: relation.name, columns: columns, rowCount: count)
      outcome.blocks = [.result]
      outcome.shape = Self.shape(call)
      return outcome
    }
    var outcome = try Self.rows(of: relation, limit: call.command[Self.count], call)
    outcome.shape = Self.shape(call)
    return outcome
  }

  private static func shape(_ call: CommandCall) -> Outcome.Shape {
    if call.command.has(Self.vertical) { return .vertical }
    return call.command.has(Self.allFlag) ? .whole : .fitted
  }

  /// The first rows of a relation, which become `_`.
  static func rows(of relation: Relation, limit: Int?, _ call: CommandCall) throws -> Outcome {
    let sql =
      "select * from \(SQLIdentifier(relation.name))" + (limit.map { " limit \($0)" } ?? "")
    let done = try call.database.run(
      sql: sql, naming: nil, isInterrupted: call.session.context.isInterrupted, seed: 0
    ) { _ in call.lineage(Effects()) }
    var outcome = Outcome()
    outcome.result = ResultTable(
      relation: NotebookDatabase.lastResult, columns: done.columns, rowCount: done.rowCount)
    outcome.blocks = [.result]
    return outcome
  }

  private func showPlan(_ call: CommandCall) throws -> Outcome {
    let name = try call.planName(Self.plan)
    let rows = try call.database.rows(
      """
      SELECT date, driver, position, time, starts, ends, lateness, hop_km, km, direction, ride,
        client, pickup, dropoff, recorded_driver
      FROM \(SQLIdentifier(name))
      ORDER BY date, driver IS NULL, driver, position IS NULL, position, ride
      """)
    let table = ResultTable(
      [
        "date", "driver", "position", "time", "starts", "ends", "lateness", "hop_km", "km",
        "direction", "ride", "client", "pickup", "dropoff", "recorded_driver",
      ], rows)
    var outcome = Outcome.showing(table)
    outcome.blocks = [.table("", Self.shown(table))]
    let broken = try call.database.rows(
      "SELECT date, rule, driver, rides, minutes, detail FROM violations WHERE plan = ?",
      [.text(name)])
    if !broken.isEmpty {
      outcome.blocks.append(
        .warning("this plan breaks \(counted(broken.count, "rule")): it is infeasible"))
      outcome.blocks.append(
        .table(
          "violations",
          ResultTable(["date", "rule", "driver", "rides", "minutes", "detail"], broken)))
    }
    return outcome
  }

  /// The columns that a terminal has room for; one day's plan needs no date.
  ///
  /// `_` has all of them.
  private static func shown(_ table: ResultTable) -> ResultTable {
    let columns = [
      ("date", "date"), ("driver", "driver"), ("position", "#"), ("ride", "ride"),
      ("time", "time"), ("starts", "starts"), ("ends", "ends"), ("lateness", "late"),
      ("hop_km", "hop_km"), ("km", "km"), ("recorded_driver", "recorded"),
    ]
    let isOneDay = Set(table.rows.map { $0[0] }).count <= 1
    return table.picking(columns.filter { $0.0 != "date" || !isOneDay })
  }
}
