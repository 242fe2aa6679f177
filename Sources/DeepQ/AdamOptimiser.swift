import CMatrix

/// Adam with bias correction, in place.
///
/// Source: D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1 in
/// the order of section 2's last paragraph.
final class AdamOptimiser {
  let mean: FloatBuffer
  let variance: FloatBuffer
  /// Steps done.
  var step = 0

  init(_ count: Int) {
    mean = FloatBuffer(count)
    variance = FloatBuffer(count)
  }

  /// Rate and epsilon of the next step, both bias corrections in them.
  func next(rate: Double) -> (rate: Float, epsilon: Float) {
    step += 1
    let first = 1 - Power.of(0.9, step)
    let second = (1 - Power.of(0.999, step)).squareRoot()
    return (Float(rate * second / first), Float(1e-8 * second))
  }

  /// Moves a stretch of parameters.
  func move(
    _ parameters: FloatBuffer, _ gradient: FloatBuffer, scale: Float,
    _ step: (rate: Float, epsilon: Float), from: Int, count: Int
  ) {
    cmatrix_adam(
      parameters.base + from, mean.base + from, variance.base + from, gradient.base + from, scale,
      step.rate, step.epsilon, count)
  }
}
