/// Turns a network's outputs into the values of actions, and slopes by values back.
///
/// Dueling: Q = V + A − mean A, the last output being V.
/// Source: Z. Wang et al., "Dueling Network Architectures for Deep Reinforcement Learning", ICML
/// 2016, equation 9.
struct ActionValues {
  let isDueling: Bool
  /// Actions of a row.
  let count: Int

  /// The value of an action of a row.
  @inline(__always)
  func value(_ output: UnsafePointer<Float>, _ action: Int) -> Float {
    guard isDueling else { return output[action] }
    var sum: Float = 0
    for other in 0..<count { sum += output[other] }
    return output[count] + output[action] - sum / Float(count)
  }

  /// Writes the slope of the loss by one action's value as slopes by all outputs of the row.
  @inline(__always)
  func spread(_ slope: Float, _ action: Int, _ outputs: UnsafeMutablePointer<Float>) {
    for index in 0..<count { outputs[index] = isDueling ? -slope / Float(count) : 0 }
    outputs[action] += slope
    if isDueling { outputs[count] = slope }
  }
}
