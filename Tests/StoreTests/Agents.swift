import CivilTime
import FleetModel
import Store

/// Agents for tests: nothing was trained, and every field holds something of its own.
enum Agents {
  static let checkpoint = AgentCheckpoint(bytes: [8, 0, 255, 7], sha256: "c0ffee")

  /// An agent with a day in each role.
  static func record(
    _ name: String, parent: String? = nil,
    days: [AgentRecord.Day] = [
      day("a", .training), day("b", .validation), day("c", .holdout),
    ]
  ) -> AgentRecord {
    AgentRecord(
      name: name, parent: parent, formulation: "construct", settings: "episodes 50 layers 8, 4",
      seed: .max, seeds: 5, dataset: "may", fingerprint: "f1", architecture: "10-8-4-1",
      parameters: 129, episodes: 50, bestEpisode: 40, updates: 1_234,
      statement: "train \(name) on may episodes 50",
      validation: AgentValidation(excessGap: 0.25, equalDays: 75, kilometresAbove: 3.5),
      days: days)
  }

  /// A day of May 2025 by its hash: `a` is the first.
  static func day(
    _ hash: String, _ role: DayPart, dataset: String = "may"
  ) -> AgentRecord.Day {
    let number = Int(hash.utf8.first ?? 97) - 96
    return AgentRecord.Day(
      hash: hash, label: DayLabel("2025-05-0\(number)"), dataset: dataset, role: role)
  }

  static let curve = [
    AgentCurvePoint(
      seed: 1, episode: 0,
      validation: AgentValidation(
        excessGap: 1, equalDays: 0, kilometresAbove: nil)),
    AgentCurvePoint(seed: 1, episode: 10, reward: -4.5, loss: 0.5, exploration: 0.9),
    AgentCurvePoint(
      seed: 2, episode: 10, reward: -3, loss: nil, exploration: 0.9,
      validation: AgentValidation(excessGap: 0, equalDays: 100, kilometresAbove: 2.5)),
  ]

  static let score = AgentScore(
    dataset: "may", part: "holdout", method: "greedy policy", days: 8, seen: 2, gap: 0.5,
    excessGap: 0.125, lateness: 1.5, kilometres: 812.5, atOptimum: 50, equalDays: 87.5,
    kilometresAbove: 1.25, kilometresAboveMost: 4, fallback: 12.5)
}
