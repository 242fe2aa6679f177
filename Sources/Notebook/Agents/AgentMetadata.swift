import CivilTime
import FleetModel
import Store
import Tabular

/// An agent's record as the metadata of its file: texts by key, in a fixed order.
///
/// The name is not among them: a file is called what it is called, and so is what it is imported as.
enum AgentMetadata {
  /// The metadata of an agent.
  static func pairs(
    of agent: AgentRecord, lineage: String
  ) -> [(key: String, value: String)] {
    let validation = agent.validation
    let pairs: [(String, String?)] = [
      ("format", "carnet agent 1"), ("lineage", lineage), ("formulation", agent.formulation),
      ("settings", agent.settings), ("seed", String(agent.seed)), ("seeds", String(agent.seeds)),
      ("dataset", agent.dataset), ("fingerprint", agent.fingerprint),
      ("architecture", agent.architecture), ("parameters", String(agent.parameters)),
      ("episodes", String(agent.episodes)), ("best_episode", agent.bestEpisode.map { String($0) }),
      ("updates", String(agent.updates)),
      ("statement", agent.statement),
      ("validation_excess_gap", text(validation?.excessGap)),
      ("validation_equal_1_5", text(validation?.equalDays)),
      ("validation_km_above", text(validation?.kilometresAbove)),
      ("days", days(of: agent)),
    ]
    return pairs.compactMap { key, value in value.map { (key, $0) } }
  }

  /// The agent that metadata tell of; what they do not say, or say wrongly, is left empty.
  ///
  /// - Parameters:
  ///   - name: What the agent is called here.
  ///   - metadata: Texts by key.
  ///   - statement: The statement that made it, where the file says none.
  /// - Returns: The agent, without a parent: what has its name here may be another.
  static func record(
    named name: String, of metadata: [String: String], statement: String
  ) -> AgentRecord {
    func number(_ key: String) -> Int? {
      metadata[key].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
    }
    return AgentRecord(
      name: name, formulation: metadata["formulation"] ?? "", settings: metadata["settings"] ?? "",
      seed: metadata["seed"].flatMap { UInt64($0) } ?? 0, seeds: number("seeds") ?? 1,
      dataset: metadata["dataset"] ?? "", fingerprint: metadata["fingerprint"] ?? "",
      architecture: metadata["architecture"] ?? "", parameters: number("parameters") ?? 0,
      episodes: number("episodes") ?? 0, bestEpisode: number("best_episode"),
      updates: number("updates") ?? 0,
      statement: metadata["statement"] ?? statement, validation: validation(of: metadata),
      days: days(of: metadata["days"] ?? ""))
  }

  private static func validation(of metadata: [String: String]) -> AgentValidation? {
    let values = ["excess_gap", "equal_1_5", "km_above"].map { key in
      metadata["validation_" + key].flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
    }
    guard values.contains(where: { $0 != nil }) else { return nil }
    return AgentValidation(
      excessGap: values[0], equalDays: values[1], kilometresAbove: values[2])
  }

  private static func text(_ value: Double?) -> String? { value.map { RoundTripNumber.text($0) } }

  // MARK: Days

  /// The days as a JSON array of arrays: hash, role, date, dataset.
  private static func days(of agent: AgentRecord) -> String {
    JSONValue.array(
      agent.days.map { day in
        .array(
          [day.hash, day.role.rawValue, day.label.description, day.dataset].map(JSONValue.string))
      }
    ).description
  }

  private static func days(of text: String) -> [AgentRecord.Day] {
    let rows = (try? JSONValue(parsing: Array(text.utf8), name: "days"))?.elements ?? []
    let days = rows.compactMap { row -> AgentRecord.Day? in
      let fields = (row.elements ?? []).compactMap(\.string)
      guard fields.count == 4, let role = DayPart(rawValue: fields[1]) else { return nil }
      return AgentRecord.Day(
        hash: fields[0], label: DayLabel(fields[2]), dataset: fields[3], role: role)
    }
    return AgentRecord.days(days, inheriting: [])
  }
}
