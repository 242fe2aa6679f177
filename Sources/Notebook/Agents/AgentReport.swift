import CivilTime
import FleetModel
import Store

/// What is known of one agent: its fields, its days by role, and its scores.
struct AgentReport {
  let agent: AgentRecord
  /// From the agent back to the first of its lineage that is left.
  let lineage: [AgentRecord]
  let children: [String]
  let isActive: Bool
  let checkpoint: AgentCheckpoint?
  let scores: [AgentScore]

  /// Reads what the notebook knows of an agent.
  init(of agent: AgentRecord, in database: NotebookDatabase) throws {
    self.agent = agent
    lineage = try database.lineage(ofAgent: agent.name)
    children = try database.children(ofAgent: agent.name)
    isActive = try database.activeAgent() == agent.name
    checkpoint = try database.checkpoint(ofAgent: agent.name)
    scores = try database.scores(ofAgent: agent.name)
  }

  /// The agents from the first to this one; a parent that is gone is named for what it is.
  var chain: String {
    let names = lineage.reversed().map(\.name)
    let lost = lineage.last?.parent.map { ["\($0) (no longer there)"] } ?? []
    return (lost + names).joined(separator: " → ")
  }

  func outcome() -> Outcome {
    var outcome = Outcome()
    outcome.result = ResultTable(["field", "value"], fields.map { [.text($0.0), $0.1] })
    outcome.blocks = [.result, .table("days of the lineage", days)]
    if !scores.isEmpty { outcome.blocks.append(.table("scores", scoreTable)) }
    return outcome
  }

  private var fields: [(String, SQLValue)] {
    func number(_ value: Int) -> SQLValue { .integer(Int64(value)) }
    func real(_ value: Double?) -> SQLValue { value.map(SQLValue.real) ?? .null }
    return [
      ("agent", .text(agent.name)), ("active", .text(isActive ? "yes" : "no")),
      ("lineage", .text(chain)), ("children", .text(children.joined(separator: ", "))),
      ("formulation", .text(agent.formulation)), ("settings", .text(agent.settings)),
      ("dataset", .text(agent.dataset)), ("fingerprint", .text(agent.fingerprint)),
      ("seed", .text(String(agent.seed))), ("seeds", number(agent.seeds)),
      ("architecture", .text(agent.architecture)), ("parameters", number(agent.parameters)),
      ("episodes", number(agent.episodes)),
      ("best_episode", agent.bestEpisode.map(number) ?? .null), ("updates", number(agent.updates)),
      ("validation_excess_gap", real(agent.validation?.excessGap)),
      ("validation_equal_1_5", real(agent.validation?.equalDays)),
      ("validation_km_above", real(agent.validation?.kilometresAbove)),
      ("sha256", .text(checkpoint?.sha256 ?? "")),
      ("bytes", number(checkpoint?.bytes.count ?? 0)), ("statement", .text(agent.statement)),
    ]
  }

  private var days: ResultTable {
    ResultTable(
      ["role", "days", "from", "to", "datasets"],
      DayPart.allCases.map { role in
        let days = agent.days.filter { $0.role == role }
        let labels = days.compactMap(\.label.date).sorted()
        return [
          .text(role.rawValue), .integer(Int64(days.count)), Self.date(labels.first),
          Self.date(labels.last), .text(Set(days.map(\.dataset)).sorted().joined(separator: ", ")),
        ]
      })
  }

  private static func date(_ date: CivilDate?) -> SQLValue {
    date.map { .text("\($0)") } ?? .null
  }

  private var scoreTable: ResultTable {
    ResultTable(
      ["dataset", "part", "method", "days", "seen", "excess", "equal_1_5", "km_above", "fallback"],
      scores.map { score in
        [
          .text(score.dataset), .text(score.part), .text(score.method),
          .integer(Int64(score.days)), .integer(Int64(score.seen)),
        ]
          + [score.excessGap, score.equalDays, score.kilometresAbove, score.fallback].map {
            $0.map(SQLValue.real) ?? .null
          }
      })
  }
}
