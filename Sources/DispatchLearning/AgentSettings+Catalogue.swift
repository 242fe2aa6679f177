import DeepQ
import FleetModel

/// One value that an agent is trained with, as analysts name it.
public struct AgentSetting: Sendable {
  public let name: String
  /// What it does, with its unit.
  public let help: String
  /// What it may be, in words.
  public let allowed: String
  /// The words that it may be; empty for numbers.
  public let choices: [String]
  let read: @Sendable (AgentSettings) -> String
  /// Changes the settings, or returns false where the text is not allowed.
  let write: @Sendable (inout AgentSettings, String) -> Bool
}

extension AgentSetting {
  /// A setting that is one of some words.
  fileprivate static func word<Value>(
    _ name: String, _ choices: [String], _ help: String,
    _ path: any WritableKeyPath<AgentSettings, Value> & Sendable,
    text: @escaping @Sendable (Value) -> String, parse: @escaping @Sendable (String) -> Value?
  ) -> AgentSetting {
    value(
      name, choices.joined(separator: " or "), choices: choices, help, path, text: text,
      parse: parse)
  }

  /// A setting of any kind, which reads as what it is written from.
  fileprivate static func value<Value>(
    _ name: String, _ allowed: String, choices: [String] = [], _ help: String,
    _ path: any WritableKeyPath<AgentSettings, Value> & Sendable,
    text: @escaping @Sendable (Value) -> String, parse: @escaping @Sendable (String) -> Value?
  ) -> AgentSetting {
    AgentSetting(
      name: name, help: help, allowed: allowed, choices: choices,
      read: { text($0[keyPath: path]) },
      write: { settings, written in
        guard let value = parse(written) else { return false }
        settings[keyPath: path] = value
        return true
      })
  }

  fileprivate static func whole(
    _ name: String, _ range: ClosedRange<Int>, _ help: String,
    _ path: any WritableKeyPath<AgentSettings, Int> & Sendable
  ) -> AgentSetting {
    value(
      name, "\(range.lowerBound) to \(range.upperBound)", help, path, text: { String($0) },
      parse: { Int($0).flatMap { range.contains($0) ? $0 : nil } })
  }

  fileprivate static func number(
    _ name: String, _ range: ClosedRange<Double>, _ help: String,
    _ path: any WritableKeyPath<AgentSettings, Double> & Sendable
  ) -> AgentSetting {
    value(
      name, "\(Rules.text(range.lowerBound)) to \(Rules.text(range.upperBound))", help, path,
      text: Rules.text, parse: { Double($0).flatMap { range.contains($0) ? $0 : nil } })
  }

  fileprivate static func flag(
    _ name: String, _ help: String, _ path: any WritableKeyPath<AgentSettings, Bool> & Sendable
  ) -> AgentSetting {
    word(
      name, ["on", "off"], help, path, text: { $0 ? "on" : "off" },
      parse: { ["on": true, "off": false][$0] })
  }

  /// Hidden layers, written `64-64`.
  fileprivate static func layers(_ text: String) -> [Int]? {
    let words = text.split(separator: "-", omittingEmptySubsequences: false)
    let layers = words.compactMap { Int($0) }.filter { (1...2_048).contains($0) }
    return (1...6).contains(words.count) && layers.count == words.count ? layers : nil
  }
}

extension AgentSettings {
  /// Every setting, in the order in which they are shown.
  public static let catalogue: [AgentSetting] = [
    .word(
      "formulation", Formulation.allCases.map(\.rawValue),
      "how planning is formulated as decisions", \.formulation, text: \.rawValue,
      parse: { Formulation(rawValue: $0) }),
    .value(
      "layers", "1 to 6 numbers from 1 to 2048 joined by hyphens, such as 64-64",
      "hidden layers of the network, starting at the input", \.learning.layers,
      text: { $0.map(String.init).joined(separator: "-") }, parse: AgentSetting.layers),
    .number(
      "learning-rate", 1e-7...1, "Adam's step size", \.learning.learningRate),
    .number("discount", 0...1, "weight of later rewards, per decision", \.learning.discount),
    .whole("batch", 1...4_096, "decisions that an update learns from", \.learning.batch),
    .whole(
      "replay", 64...1_000_000, "decisions kept in the replay memory", \.learning.replayCapacity),
    .whole("warm-up", 1...1_000_000, "decisions before the first update", \.learning.warmUp),
    .whole("update-every", 1...1_000, "decisions per update", \.learning.stepsPerUpdate),
    .whole(
      "steps", 1...50, "rewards summed before the rest is estimated", \.learning.steps),
    .whole(
      "target-every", 1...1_000_000, "updates between copies to the target network", \.targetEvery),
    .number(
      "target-rate", 0...1,
      "share of the weights that the target takes over per update; 0 copies them instead",
      \.targetRate),
    .flag("double", "Double DQN", \.learning.isDouble),
    .number(
      "priority", 0...1, "exponent of prioritised replay; 0 samples uniformly", \.priority),
    .number("explore-from", 0...1, "initial probability of a random decision", \.exploreFrom),
    .number("explore-to", 0...1, "final probability of a random decision", \.exploreTo),
    .number("explore-factor", 0.9...1, "decay factor per episode", \.exploreFactor),
    .number("clip", 0.001...1e6, "bound on the gradient's norm", \.learning.gradientClip),
    .number("varied", 0...1, "share of episodes on a varied day", \.augmentation.share),
    .whole(
      "jitter", 0...120, "maximum shift of a varied ride, in minutes", \.augmentation.jitter),
    .number(
      "absence", 0...1, "probability that a varied day lacks a driver", \.augmentation.absence),
    .number(
      "mixing", 0...1, "probability that a varied day's rides come from all days",
      \.augmentation.mixing),
    .whole(
      "imitation", 0...1_000, "passes over a teacher's decisions before learning", \.imitation),
    .whole(
      "patience", 0...1_000,
      "evaluations without improvement before training ends; 0 never ends it early",
      \.patience),
    .whole(
      "look-every", 0...1_000_000,
      "episodes between evaluations on the validation days; 0 for a fortieth of all",
      \.lookEvery),
  ]

  /// Sets a value by its name.
  ///
  /// - Throws: `AgentSettingError` for a name that is none, or a value out of its range.
  public mutating func set(_ name: String, to text: String) throws(AgentSettingError) {
    guard let setting = Self.catalogue.first(where: { $0.name == name }) else {
      throw .unknown(name)
    }
    guard setting.write(&self, text) else {
      throw .notAllowed(name: name, value: text, allowed: setting.allowed)
    }
  }

  /// What differs from the defaults, as a statement has it: `jitter 10, layers 128-64`.
  public var text: String {
    let plain = AgentSettings()
    return Self.catalogue.filter { $0.read(self) != $0.read(plain) }
      .map { "\($0.name) \($0.read(self))" }.joined(separator: ", ")
  }

  /// Every setting with its value.
  public var values: [(setting: AgentSetting, value: String)] {
    Self.catalogue.map { ($0, $0.read(self)) }
  }

  fileprivate var targetEvery: Int {
    get { if case .hard(let updates) = learning.target { updates } else { 1 } }
    set { learning.target = .hard(everyUpdates: newValue) }
  }

  fileprivate var targetRate: Double {
    get { if case .soft(let rate) = learning.target { rate } else { 0 } }
    set {
      if newValue > 0 {
        learning.target = .soft(rate: newValue)
      } else if case .soft = learning.target {
        learning.target = .hard(everyUpdates: 250)
      }
    }
  }

  fileprivate var priority: Double {
    get { if case .prioritised(let exponent, _, _) = learning.replay { exponent } else { 0 } }
    set {
      learning.replay =
        newValue > 0
        ? .prioritised(
          exponent: newValue, correction: .linear(from: 0.4, to: 1, over: 5_000), floor: 1e-3)
        : .uniform
    }
  }

  private var exploration: (from: Double, to: Double, factor: Double) {
    if case .exponential(let from, let to, let factor) = learning.exploration {
      return (from, to, factor)
    }
    return (0.5, 0.02, 0.9995)
  }

  fileprivate var exploreFrom: Double {
    get { exploration.from }
    set {
      learning.exploration = .exponential(
        from: newValue, to: exploration.to, factor: exploration.factor)
    }
  }

  fileprivate var exploreTo: Double {
    get { exploration.to }
    set {
      learning.exploration = .exponential(
        from: exploration.from, to: newValue, factor: exploration.factor)
    }
  }

  fileprivate var exploreFactor: Double {
    get { exploration.factor }
    set {
      learning.exploration = .exponential(
        from: exploration.from, to: exploration.to, factor: newValue)
    }
  }
}

/// Why a setting of an agent is refused.
public enum AgentSettingError: Error, Hashable, Sendable {
  case unknown(String)
  case notAllowed(name: String, value: String, allowed: String)
}
