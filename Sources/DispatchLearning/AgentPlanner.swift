import DeepQ
import FleetModel
import Solvers

/// Plans days with an agent's network: at every decision the candidate of the highest value.
///
/// Nothing is drawn and nothing is dropped out: a day has one plan. Not to be shared by threads.
public final class AgentPlanner {
  public let formulation: Formulation
  private let evaluator: Evaluator
  private var observation = Observation(features: [], mask: [])

  /// Makes a planner of a checkpoint.
  ///
  /// - Throws: `AgentError` where the checkpoint is no agent's or of another shape.
  public convenience init(_ checkpoint: AgentCheckpoint) throws {
    guard let name = checkpoint.metadata[CheckpointKey.formulation],
      let formulation = Formulation(rawValue: name)
    else { throw AgentError.noFormulation }
    guard checkpoint.form == formulation.form else {
      throw AgentError.wrongShape(found: checkpoint.form, expected: formulation.form)
    }
    self.init(formulation, Evaluator(checkpoint.network()))
  }

  init(_ formulation: Formulation, _ evaluator: Evaluator) {
    self.formulation = formulation
    self.evaluator = evaluator
  }

  /// A planner of a checkpoint's shape whose network was never trained, to hold it against.
  ///
  /// - Throws: `AgentError`, as for the checkpoint itself.
  public static func untrained(like checkpoint: AgentCheckpoint, seed: UInt64) throws
    -> AgentPlanner
  {
    var settings = AgentSettings()
    settings.formulation = try AgentPlanner(checkpoint).formulation
    settings.learning.layers = checkpoint.layers
    return untrained(settings, seed: seed)
  }

  /// A planner of some settings' shape whose network was never trained.
  public static func untrained(_ settings: AgentSettings, seed: UInt64) -> AgentPlanner {
    let network = Network(
      settings.formulation.form, hidden: settings.learning.layers, isDueling: false, seed: seed)
    return AgentPlanner(settings.formulation, Evaluator(network))
  }

  /// Plans a day, or returns nil where it has more rides than the formulation plans.
  ///
  /// - Complexity: O(d · n²), d decisions and n rides.
  public func plan(_ day: ServiceDay) -> Plan? {
    let prepared = PreparedDay(day)
    return sequences(prepared).map { prepared.network.matrix.plan(sequences: $0) }
  }

  /// The rides of each driver by index, or nil where the day has more rides than are planned.
  func sequences(_ day: PreparedDay) -> [[Int]]? {
    guard day.network.rideCount <= Formulation.rideLimit else { return nil }
    let episode = formulation.episode(on: day)
    while !episode.isOver {
      episode.observe(&observation.features)
      _ = episode.take(evaluator.best(observation))
    }
    return episode.sequences
  }
}

/// Keys of a checkpoint's metadata.
enum CheckpointKey {
  static let formulation = "formulation"
  static let settings = "settings"
}

/// Why an agent cannot plan.
public enum AgentError: Error, Hashable, Sendable, CustomStringConvertible {
  case noFormulation
  case wrongShape(found: DecisionForm, expected: DecisionForm)
  case noDays

  public var description: String {
    switch self {
    case .noFormulation:
      "the checkpoint does not state its formulation: "
        + Formulation.allCases.map(\.rawValue).joined(separator: " or ")
    case .wrongShape(let found, let expected):
      "the network expects \(Self.text(found)); this Carnet provides \(Self.text(expected))"
    case .noDays: "no day has a decision to make"
    }
  }

  private static func text(_ form: DecisionForm) -> String {
    switch form {
    case .fixed(let state, let actions): "a state of \(state) values and \(actions) actions"
    case .candidates(let features, let most):
      "\(features) features for each of at most \(most) candidates"
    }
  }
}

extension AgentPlanner {
  /// How far the agent's own decisions are from some days' optima.
  ///
  /// - Complexity: `plan`, a day.
  public func quality(on days: [ScoredDay]) -> QualityScore {
    quality(on: days.map { (PreparedDay($0.day), $0.optimum) })
  }

  /// The same for days that are looked at more than once; greedy stands in where one is too large.
  func quality(on days: [(prepared: PreparedDay, optimum: Score)]) -> QualityScore {
    QualityScore(
      days.map { day, optimum in
        (found: day.score(sequences(day) ?? day.greedy), optimum: optimum)
      })
  }
}
