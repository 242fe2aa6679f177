import FleetModel

/// What each part of the greedy score weighs; every part but the load lies in 0...1.
public struct GreedyWeights: Hashable, Sendable {
  /// Each ride more than the least-loaded driver of the crew has.
  public let load: Double
  /// The way to the pick-up: hop / (hop + 10 minutes).
  public let proximity: Double
  /// A return that would start late, or a hospital ride reached with little to spare.
  public let priority: Double
  /// A driver who is not the client's usual one, where a usual one is known.
  public let usual: Double
  /// Hours without a client before the pick-up: idle / 4 hours.
  public let idle: Double

  /// The predecessor's weights.
  ///
  /// As one ride of load outweighs everything else together, the least-loaded driver who can
  /// take the ride gets it, and the rest decides among equals.
  public static let standard = GreedyWeights(
    load: 0.70, proximity: 0.20, priority: 0.06, usual: 0.03, idle: 0.01)

  /// Makes weights; a negative one counts as 0.
  public init(load: Double, proximity: Double, priority: Double, usual: Double, idle: Double) {
    self.load = max(0, load)
    self.proximity = max(0, proximity)
    self.priority = max(0, priority)
    self.usual = max(0, usual)
    self.idle = max(0, idle)
  }
}
