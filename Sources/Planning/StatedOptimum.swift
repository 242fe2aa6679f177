import FleetModel

/// What the program's own plan and proof of a day make of the optimum that a file states.
public struct StatedOptimum {
  public let verdict: Verdict

  public enum Verdict: Hashable {
    /// The proof found the same, or nothing against it.
    case stands
    /// Below what is proven to be the least at a level, all levels above being equal.
    case tooGood(Score.Level, stated: Int, least: Int)
    /// A plan that breaks no rule is better at a level, all levels above being equal.
    case beaten(Score.Level, stated: Int, found: Int)
  }

  /// Holds what is stated against the best plan found and what is proven of it.
  ///
  /// - Parameters:
  ///   - stated: The optimum that the file states.
  ///   - found: The score of a plan that breaks no rule.
  ///   - proofs: What is proven of each level; empty where nothing is.
  public init(_ stated: Score, found: Score, proofs: [PlanRecord.Proof] = []) {
    guard let level = stated.firstDifference(from: found) else {
      verdict = .stands
      return
    }
    if found < stated {
      verdict = .beaten(level, stated: stated[level], found: found[level])
      return
    }
    let bounds = Dictionary(
      proofs.map { ($0.level, $0) }, uniquingKeysWith: { first, _ in first })
    let above = Score.Level.allCases.prefix { $0 != level }
    // A bound holds for plans whose levels above are as good as they can be.
    let isProvenAbove = above.allSatisfy { above in
      bounds[above].map { $0.found == $0.bound } ?? false
    }
    if isProvenAbove, let bound = bounds[level]?.bound, stated[level] < bound {
      verdict = .tooGood(level, stated: stated[level], least: bound)
    } else {
      verdict = .stands
    }
  }

  /// What is wrong with the stated optimum, or nil where it stands.
  public var contradiction: String? {
    switch verdict {
    case .stands: nil
    case .tooGood(let level, let stated, let least):
      "states \(stated) \(level.unit) at level \(level.rawValue), but the proven minimum is "
        + "\(least)"
    case .beaten(let level, let stated, let found):
      "states \(stated) \(level.unit) at level \(level.rawValue), but a plan needs only \(found)"
    }
  }
}
