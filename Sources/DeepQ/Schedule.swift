/// A value that changes from episode to episode.
public enum Schedule: Hashable, Sendable {
  case constant(Double)
  /// From a value towards another by a factor an episode, never beyond it.
  case exponential(from: Double, to: Double, factor: Double)
  /// In a line to the last value over some episodes, then constant.
  case linear(from: Double, to: Double, over: Int)

  /// The value in an episode, counted from 0.
  public func value(at episode: Int) -> Double {
    switch self {
    case .constant(let value): return value
    case .exponential(let from, let to, let factor):
      // The factor's power may be infinite, and that times zero is no number.
      guard from != 0 else { return 0 }
      let value = from * Power.of(factor, episode)
      return from >= to ? max(to, value) : min(to, value)
    case .linear(let from, let to, let over):
      guard episode < over else { return to }
      return from + (to - from) * Double(max(0, episode)) / Double(over)
    }
  }
}

/// Powers by squaring: the same bits on every machine, which a library's need not give.
enum Power {
  static func of(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    var factor = base
    var rest = max(0, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= factor }
      factor *= factor
      rest >>= 1
    }
    return result
  }
}
