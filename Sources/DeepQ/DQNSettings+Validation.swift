extension DQNSettings {
  /// Values that the replay memory may hold at most: 16 GiB.
  private static let mostRemembered = 1 << 32
  /// Values that half a batch may hold at most: 2 GiB.
  private static let mostActivations = 1 << 29

  /// Checks every value.
  ///
  /// - Throws: `DQNSettingsError` with the first that is out of its range.
  func validate(_ form: DecisionForm) throws(DQNSettingsError) {
    guard form.isAllowed else {
      throw DQNSettingsError(name: "form", value: "\(form)", allowed: "numbers of 1 to 1000000")
    }
    guard (1...64).contains(layers.count), layers.allSatisfy({ (1...65_536).contains($0) }) else {
      throw DQNSettingsError(
        name: "layers", value: "\(layers)", allowed: "1 to 64 numbers of 1 to 65536")
    }
    try check("learning rate", learningRate, 1e-12...10)
    try check("discount", discount, 0...1)
    try check("batch", Double(batch), 1...65_536)
    try check("replay capacity", Double(replayCapacity), Double(batch)...1e8)
    try check("warm-up", Double(warmUp), 1...1e9)
    try check("steps per update", Double(stepsPerUpdate), 1...1e9)
    try check("Huber delta", huberDelta, 1e-6...1e6)
    try check("gradient clip", gradientClip, 1e-6...1e9)
    try check("steps", Double(steps), 1...1_000)
    try check("exploration", exploration, 0...1)
    switch target {
    case .hard(let updates): try check("updates a target", Double(updates), 1...1e9)
    case .soft(let rate): try check("target rate", rate, 1e-9...1)
    }
    if case .prioritised(let exponent, let correction, let floor) = replay {
      try check("priority exponent", exponent, 0...1)
      try check("priority correction", correction, 0...1)
      try check("priority floor", floor, 1e-9...1)
    }
    if isDueling, case .candidates = form {
      throw DQNSettingsError(
        name: "dueling", value: "on", allowed: "off where candidates share one output")
    }
    try checkMemory(form)
  }

  private func check(_ name: String, _ value: Double, _ range: ClosedRange<Double>)
    throws(DQNSettingsError)
  {
    guard range.contains(value) else {
      throw DQNSettingsError(
        name: name, value: "\(value)", allowed: "\(range.lowerBound) to \(range.upperBound)")
    }
  }

  private func check(_ name: String, _ schedule: Schedule, _ range: ClosedRange<Double>)
    throws(DQNSettingsError)
  {
    switch schedule {
    case .constant(let value): try check(name, value, range)
    case .exponential(let from, let to, let factor):
      try check(name, from, range)
      try check(name, to, range)
      try check("\(name) factor", factor, 0...10)
    case .linear(let from, let to, _):
      try check(name, from, range)
      try check(name, to, range)
    }
  }

  /// Has a long memory of large decisions be an error and not the end of the process.
  private func checkMemory(_ form: DecisionForm) throws(DQNSettingsError) {
    let rows = (form.mostRows + 1).multipliedReportingOverflow(by: form.inputSize)
    let values = rows.partialValue.multipliedReportingOverflow(by: replayCapacity)
    guard !rows.overflow, !values.overflow, values.partialValue <= Self.mostRemembered else {
      throw DQNSettingsError(
        name: "replay capacity", value: "\(replayCapacity)",
        allowed: "at most \(Self.mostRemembered) values remembered")
    }
    let shape = NetworkShape(form, hidden: layers, isDueling: isDueling)
    let most = ((batch + 1) / 2).multipliedReportingOverflow(by: form.mostRows)
    guard !most.overflow, shape.activations(rows: most.partialValue) <= Self.mostActivations else {
      throw DQNSettingsError(
        name: "batch", value: "\(batch)",
        allowed: "at most \(Self.mostActivations) values in half of it")
    }
  }
}

/// A setting out of its range.
public struct DQNSettingsError: Error, Hashable, Sendable, CustomStringConvertible {
  public let name: String
  public let value: String
  public let allowed: String

  public var description: String { "\(name) cannot be \(value); allowed: \(allowed)" }
}
