import CommandLanguage
import Naming
import Store
import TerminalText

/// Lists the agents of the notebook.
struct AgentsCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      form: "agents",
      summary: "Lists the agents: lineage, data, seed, scores, and which one is active.",
      details: [
        "excess_gap, equal_1_5 (%) and km_above (%) are measured on the validation days, by which "
          + "the checkpoint was chosen. Here and in `curves`, excess_gap is the mean difference "
          + "from the optimum's gap over all validation days; it is below 0 where plans that "
          + "leave rides unassigned are more even. `agent_scores` has the results of `evaluate`, "
          + "`agent_days` each agent's days, `curves` how each agent learnt."
      ],
      examples: ["agents"])
  ]

  /// The columns that a terminal has room for, and their headings; `_` has all of `agents`.
  private static let shown = [
    ("agent", "agent"), ("parent", "parent"), ("active", "active"), ("dataset", "dataset"),
    ("training_days", "days"), ("episodes", "episodes"), ("seed", "seed"),
    ("validation_excess_gap", "excess"), ("validation_km_above", "km_above"),
  ]

  func reads(_ call: CommandCall) throws -> Set<Subject> {
    [.single(.agents), .single(.activeAgent)]
  }

  func run(_ call: CommandCall) throws -> Outcome {
    let names = try call.database.columnNames(of: "agents")
    let table = ResultTable(names, try call.database.rows("SELECT * FROM agents"))
    var outcome = Outcome()
    outcome.result = table
    guard table.rowCount > 0 else {
      outcome.blocks = [.talk("there is no agent yet")]
      return outcome
    }
    let active = try call.database.activeAgent()
    outcome.blocks = [
      .talk(
        counted(table.rowCount, "agent") + ", "
          + (active.map { "\($0) is active" as Sentence } ?? "none active")
      ), .table("", shown(table)),
    ]
    return outcome
  }

  private func shown(_ table: ResultTable) -> ResultTable {
    let places = Self.shown.map { name, _ in table.columns.firstIndex { $0.name == name } ?? 0 }
    return ResultTable(
      Self.shown.map(\.1),
      table.rows.map { row in
        zip(places, Self.shown).map { place, column in
          column.0 == "active" ? .text(row[place] == .integer(1) ? "yes" : "") : row[place]
        }
      })
  }
}
