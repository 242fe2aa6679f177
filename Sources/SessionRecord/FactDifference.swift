/// One fact that is not now what the record says.
public struct FactDifference: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: String, Hashable, Sendable {
    /// Recorded, and not established now.
    case missing
    /// Established now, and not recorded.
    case added
    case changed
  }

  public var key: String
  public var recorded: FactValue?
  public var found: FactValue?

  /// Makes the difference of one key; at least one of the values is there.
  ///
  /// Where one of the two is hidden, so is the other, such as in a record from before.
  public init(key: String, recorded: FactValue?, found: FactValue?) {
    self.key = key
    let isHidden = recorded?.isHidden == true || found?.isHidden == true
    self.recorded = isHidden ? recorded.map(Self.hidden) : recorded
    self.found = isHidden ? found.map(Self.hidden) : found
  }

  private static func hidden(_ value: FactValue) -> FactValue {
    value.hidden.map(FactValue.hash) ?? value
  }

  public var kind: Kind {
    switch (recorded, found) {
    case (_?, nil): .missing
    case (nil, _): .added
    case (_?, _?): .changed
    }
  }

  /// One line, such as `rows was 4, is 5`.
  public var description: String {
    let was = recorded.map(Self.text)
    let now = found.map(Self.text)
    return switch (was, now) {
    case (let was?, let now?): "\(key) was \(was), is \(now)"
    case (let was?, nil): "\(key) was \(was), is missing"
    case (nil, let now?): "\(key) is \(now), was not recorded"
    case (nil, nil): key
    }
  }

  private static func text(of value: FactValue) -> String {
    if case .hash(let hash) = value { return "\(hash.algorithm):\(hash.display)" }
    return FactNotation.text(of: value)
  }
}

extension FactSet {
  /// What differs between the recorded facts and these, which were found now.
  ///
  /// Values are compared by type and by the recorded tolerance, never as text. Missing and changed
  /// facts come in the recorded order, then the added ones in theirs.
  ///
  /// - Complexity: O(n · m) over the facts of one statement.
  public func differences(from recorded: FactSet) -> [FactDifference] {
    var differences: [FactDifference] = []
    for fact in recorded.facts {
      let found = self[fact.key]
      if let found, fact.value.accepts(found) { continue }
      differences.append(FactDifference(key: fact.key, recorded: fact.value, found: found))
    }
    for fact in facts where recorded[fact.key] == nil {
      differences.append(FactDifference(key: fact.key, recorded: nil, found: fact.value))
    }
    return differences
  }
}
