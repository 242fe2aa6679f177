/// Facts that say what a result stood on, and not what it is.
///
/// A replay never compares them. Where other facts moved, they tell why.
public enum FactEvidence {
  /// The seed and the rules in force that differ from their defaults, as `seed 1 speed=30`.
  public static let settings = "under"
  /// The sketch of a file's cells, by which one changed cell is found again.
  public static let cells = "cells"

  /// Whether the statement was made before the session, so that its record holds facts alone.
  public static let earlier = "earlier"

  /// How often a statement that draws stood in its session, where it is not the first time.
  public static let draw = "draw"

  static let keys: Set<String> = [settings, cells, earlier, draw]
}

extension Fact {
  /// Whether the fact says what a result stood on, which is not compared.
  public var isEvidence: Bool { FactEvidence.keys.contains(key) }
}

extension FactDifference {
  /// Whether the difference is one of evidence, which is no divergence by itself.
  public var isEvidence: Bool { FactEvidence.keys.contains(key) }
}

extension FactSet {
  /// Whether the statement was made before the session, so that its record holds facts alone.
  var isEarlier: Bool { self[FactEvidence.earlier] == .boolean(true) }

  /// How often a statement that was made before the session stood in the one that it is of; nil for
  /// statements of the session itself.
  public var earlierOccurrence: Int? {
    guard isEarlier else { return nil }
    if case .integer(let occurrence)? = self[FactEvidence.draw] { return Int(occurrence) }
    return 1
  }

  /// The facts with the occurrence that others state, where they state one.
  public func withDraw(of others: FactSet) -> FactSet {
    guard let draw = others[FactEvidence.draw] else { return self }
    var facts = self
    facts.beginGroup([Fact(FactEvidence.draw, draw)])
    return facts
  }

  /// The facts of a statement that was made before the session.
  public var madeEarlier: FactSet {
    var facts = self
    facts.beginGroup([Fact(FactEvidence.earlier, .boolean(true))])
    return facts
  }

  /// The facts that a replay compares.
  public var compared: [Fact] { facts.filter { !$0.isEvidence } }
}

/// A seed or rule that was one thing when a session was recorded and is another now.
public struct SettingChange: Hashable, Sendable, CustomStringConvertible {
  public var name: String
  public var recorded: String
  public var found: String

  public init(_ name: String, recorded: String, found: String) {
    self.name = name
    self.recorded = recorded
    self.found = found
  }

  public var description: String { "\(name) was \(recorded), is \(found)" }

  /// What differs between two texts of ``FactEvidence/settings``, in their order.
  public static func changes(from recorded: String, to found: String) -> [SettingChange] {
    let (before, after) = (pairs(recorded), pairs(found))
    let names =
      before.map(\.name)
      + after.map(\.name).filter { name in
        !before.contains { $0.name == name }
      }
    return names.compactMap { name in
      let was = before.first { $0.name == name }?.value ?? "the default"
      let now = after.first { $0.name == name }?.value ?? "the default"
      return was == now ? nil : SettingChange(name, recorded: was, found: now)
    }
  }

  private static func pairs(_ text: String) -> [(name: String, value: String)] {
    let words = text.split(separator: " ").map(String.init)
    var pairs: [(name: String, value: String)] = []
    if words.count > 1, words[0] == "seed" { pairs.append(("seed", words[1])) }
    for word in words.dropFirst(pairs.isEmpty ? 0 : 2) {
      guard let equals = word.firstIndex(of: "=") else { continue }
      pairs.append((String(word[..<equals]), String(word[word.index(after: equals)...])))
    }
    return pairs
  }
}
