/// An interval that holds an unknown value with a given confidence.
public struct ConfidenceInterval: Hashable, Sendable {
  public let lower: Double
  public let upper: Double
  /// The confidence, above 0 and below 1: 0.95 for 95 %.
  public let level: Double

  public init(lower: Double, upper: Double, level: Double) {
    self.lower = lower
    self.upper = upper
    self.level = level
  }

  /// Whether a value lies in the interval, its ends included.
  ///
  /// A mean difference whose interval contains 0 is no evidence for either side.
  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}
