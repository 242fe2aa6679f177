import CommandLanguage
import Store
import TerminalText

/// Shows a table's rows, or a plan as each driver's day.
struct ShowCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "show plan PLAN",
      summary: "Shows a plan as each driver's day: start, end, lateness, way to the pick-up.",
      parameters: [
        CommandParameter(name: "PLAN", kind: .object([.plan]), help: "the plan to show")
      ],
      examples: ["show plan wednesday"]),
    CommandSyntax(
      usage: "show agent AGENT",
      summary: "Shows an agent: lineage, settings, the days by role, and its scores.",
      parameters: [
        CommandParameter(name: "AGENT", kind: .object([.agent]), help: "the agent to show")
      ],
      examples: ["show agent v2"]),
    CommandSyntax(
      usage: "show NAME [all] [vertical] [limit COUNT]",
      summary:
        "Shows the rows of a dataset, plan, result, table, view or curve; `_` is the last result.",
      parameters: [
        CommandParameter(
          name: "NAME", kind: .object([.dataset, .plan, .table, .result, .agent]),
          help: "what to show"),
        CommandParameter(
          name: "all", kind: .flag, help: "every row and column, however wide"),
        CommandParameter(
          name: "vertical", kind: .flag, help: "each row as a list of its columns"),
        CommandParameter(
          name: "COUNT", kind: .integer(0...1_000_000_000), help: "the most rows to show",
          defaultText: "all; the terminal shows the first 40", unit: "rows"),
      ],
      examples: ["show october limit 20", "show _ all", "show october vertical limit 2"]),
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    if call.command["PLAN"] != nil { return try showPlan(call) }
    if call.command["AGENT"] != nil {
      return try AgentReport(of: call.agent("AGENT"), in: call.database).outcome()
    }
    let relation = try call.relation("NAME")
    if relation.name == NotebookDatabase.lastResult, call.command["COUNT"] == nil {
      let (columns, count) = try call.database.resultColumns(
        of: relation.name, isInterrupted: call.session.context.isInterrupted)
      var outcome = Outcome()
      outcome.result = ResultTable(relation: relation.name, columns: columns, rowCount: count)
      outcome.blocks = [.result]
      outcome.shape = Self.shape(call)
      return outcome
    }
    var outcome = try Self.rows(of: relation, limit: call.command.integer("COUNT"), call)
    outcome.shape = Self.shape(call)
    return outcome
  }

  private static func shape(_ call: CommandCall) -> Outcome.Shape {
    if call.command.has("vertical") { return .vertical }
    return call.command.has("all") ? .whole : .fitted
  }

  /// The first rows of a relation, which become `_`.
  static func rows(of relation: Relation, limit: Int?, _ call: CommandCall) throws -> Outcome {
    let sql =
      "select * from \(SQLIdentifier(relation.name))" + (limit.map { " limit \($0)" } ?? "")
    let done = try call.database.run(
      sql: sql, naming: nil, isInterrupted: call.session.context.isInterrupted, seed: 0
    ) { _ in call.lineage(writes: []) }
    var outcome = Outcome()
    outcome.result = ResultTable(
      relation: NotebookDatabase.lastResult, columns: done.columns, rowCount: done.rowCount)
    outcome.blocks = [.result]
    return outcome
  }

  private func showPlan(_ call: CommandCall) throws -> Outcome {
    let name = try call.planName("PLAN")
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
        .warning("this plan breaks \(counted(broken.count, "rule")): it is no plan to drive by"))
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
