import FleetModel
import SessionRecord

/// What a session can set: the root seed and the rules of a day.
public struct NotebookSettings: Hashable, Sendable {
  /// The seed from which every statement derives its own stream.
  public var seed: UInt64 = 1
  public var rules = Rules()

  public init() {}

  /// The settings as recorded: the seed, then each rule, as `seed=1 speed=25 …`.
  public var text: String { "seed=\(seed) \(rules.text)" }

  /// The rules that differ from their defaults as `speed=30`, in the catalogue's order.
  public var changedRules: [String] {
    Rules.catalogue.filter { rules.value(of: $0) != $0.defaultValue }
      .map { "\($0.name)=\(Rules.text(rules.value(of: $0)))" }
  }

  /// Reads what ``text`` or ``changedRules`` wrote; unknown names are skipped.
  public init(text: String) {
    rules = Rules(text: text)
    for pair in text.split(separator: " ") where pair.hasPrefix("seed=") {
      set("seed", to: String(pair.dropFirst("seed=".count)))
    }
  }

  /// Takes what a journal states; rules that are not known, or out of range now, keep their default.
  init(seed: UInt64?, changed: [RuleSetting]) {
    self.seed = seed ?? self.seed
    for rule in changed { rules = (try? rules.setting(rule.name, to: rule.value)) ?? rules }
  }

  mutating func set(_ name: String, to text: String) {
    if name == "seed" {
      seed = UInt64(text) ?? seed
    } else if let rule = try? Rules.rule(named: name),
      let value = Double(text) ?? rule.words.firstIndex(of: text).map(Double.init),
      let changed = try? rules.setting(name, to: value)
    {
      rules = changed
    }
  }

  /// The statements that turn these settings into others, in a fixed order.
  func statements(towards other: NotebookSettings) -> [String] {
    var statements: [String] = []
    if seed != other.seed { statements.append("set seed \(other.seed)") }
    for rule in Rules.catalogue where rules.value(of: rule) != other.rules.value(of: rule) {
      statements.append("set rule \(rule.name) \(rule.text(of: other.rules.value(of: rule)))")
    }
    return statements
  }
}
