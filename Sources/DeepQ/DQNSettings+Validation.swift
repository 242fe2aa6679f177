extension DQNSettings {
  /// Bytes that a training may take at most: 1 GB.
  private static let mostBytes = 1e9

  /// Checks every value.
  ///
  /// - Throws: `DQNSettingsError` with the first that is out of its range.
  func validate(_ form: DecisionForm) throws(DQNSettingsError) {
    guard form.isAllowed else {
      throw DQNSettingsError(name: "form", value: "\(form)", allowed: "numbers from 1 to 1000000")
    }
    guard (1...64).contains(layers.count), layers.allSatisfy({ (1...65_536).contains($0) }) else {
      throw DQNSettingsError(
        name: "layers", value: "\(layers)", allowed: "1 to 64 numbers from 1 to 65536")
    }
    try check("learning rate", as: "learning-rate", learningRate, 1e-12...10)
    try check("discount", discount, 0...1)
    try check("batch", Double(batch), 1...65_536)
    try check("replay capacity", as: "replay", Double(replayCapacity), Double(batch)...1e8)
    try check("warm-up", Double(warmUp), 1...1e9)
    try check("steps per update", as: "update-every", Double(stepsPerUpdate), 1...1e9)
    try check("Huber delta", huberDelta, 1e-6...1e6)
    try check("gradient clip", as: "clip", gradientClip, 1e-6...1e9)
    try check("steps", Double(steps), 1...1_000)
    try check("exploration", as: "explore-from", exploration, 0...1)
    switch target {
    case .hard(let updates):
      try check("updates a target", as: "target-every", Double(updates), 1...1e9)
    case .soft(let rate): try check("target rate", as: "target-rate", rate, 1e-9...1)
    }
    if case .prioritised(let exponent, let correction, let floor) = replay {
      try check("priority exponent", as: "priority", exponent, 0...1)
      try check("priority correction", correction, 0...1)
      try check("priority floor", floor, 1e-9...1)
    }
    if isDueling, case .candidates = form {
      throw DQNSettingsError(
        name: "dueling", value: "on", allowed: "off where candidates share one output")
    }
    try checkMemory(form)
  }

  /// Checks a value; `keyword` is what an analyst sets it by, where that is not its name.
  private func check(
    _ name: String, as keyword: String? = nil, _ value: Double, _ range: ClosedRange<Double>
  ) throws(DQNSettingsError) {
    guard range.contains(value) else {
      throw DQNSettingsError(
        name: name, keyword: keyword, value: "\(value)",
        allowed: "\(range.lowerBound) to \(range.upperBound)")
    }
  }

  private func check(
    _ name: String, as keyword: String? = nil, _ schedule: Schedule, _ range: ClosedRange<Double>
  ) throws(DQNSettingsError) {
    switch schedule {
    case .constant(let value): try check(name, as: keyword, value, range)
    case .exponential(let from, let to, let factor):
      try check(name, as: keyword, from, range)
      try check(name, as: keyword, to, range)
      try check("\(name) factor", as: keyword, factor, 0...10)
    case .linear(let from, let to, _):
      try check(name, as: keyword, from, range)
      try check(name, as: keyword, to, range)
    }
  }

  /// Has a training of too much memory be an error before it starts, and not the end of the process.
  private func checkMemory(_ form: DecisionForm) throws(DQNSettingsError) {
    let parts = bytes(form)
    let total = parts.reduce(0) { $0 + $1.bytes }
    guard total > Self.mostBytes, let largest = parts.max(by: { $0.bytes < $1.bytes }) else {
      return
    }
    let megabytes = parts.map { "\(Int(($0.bytes / 1e6).rounded(.up))) MB for \($0.name)" }
    throw DQNSettingsError(
      name: largest.name, keyword: largest.keyword, value: largest.value,
      allowed: "a value with which the training takes at most \(Int(Self.mostBytes / 1e6)) MB of "
        + "memory; it would take " + megabytes.joined(separator: ", "))
  }

  /// About how much memory a training takes for each setting that decides on it.
  ///
  /// Floating point, since products of the largest values are beyond whole numbers.
  private func bytes(_ form: DecisionForm) -> [(
    name: String, keyword: String, value: String, bytes: Double
  )] {
    let value = Double(MemoryLayout<Float>.size)
    let rows = Double(form.mostRows)
    let decision = (rows + 1) * Double(form.inputSize) * value + Double(form.mostActions) + 32
    let half = Double((batch + 1) / 2)
    // Both halves have a pass through the network, one through the target and one back.
    let passed = isDouble ? half + half * rows + half : half + half * rows
    let outputs = if case .fixed(_, let actions) = form { actions + 1 } else { 1 }
    let widths = ([form.inputSize] + layers + [outputs]).map(Double.init)
    let products = zip(widths, widths.dropFirst()).reduce(0.0) { $0 + ($1.0 + 1) * $1.1 }
    return [
      ("replay capacity", "replay", "\(replayCapacity)", Double(replayCapacity) * decision),
      ("batch", "batch", "\(batch)", 2 * (passed + half) * widths.reduce(0, +) * value),
      // The network, its target, the gradient, the optimiser's two and the best so far.
      ("layers", "layers", "\(layers)", 8 * products * value),
    ]
  }
}

/// A setting out of its range.
public struct DQNSettingsError: Error, Hashable, Sendable, CustomStringConvertible {
  public let name: String
  /// The word that sets it, such as `replay` for the replay capacity.
  public let keyword: String
  public let value: String
  public let allowed: String

  init(name: String, keyword: String? = nil, value: String, allowed: String) {
    (self.name, self.keyword) = (name, keyword ?? name)
    (self.value, self.allowed) = (value, allowed)
  }

  public var description: String { "\(name) cannot be \(value); allowed: \(allowed)" }
}
