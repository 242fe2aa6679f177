/// What an episode of training came to.
public struct EpisodeReport: Hashable, Sendable {
  /// Episodes done, this one included.
  public let episode: Int
  /// The sum of its rewards.
  public let reward: Float
  /// Decisions taken in it.
  public let steps: Int
  /// The probability of a random decision in it.
  public let exploration: Double
  /// The mean loss of its updates; nil where there was none.
  public let loss: Float?
  /// Updates done in all.
  public let updates: Int
}
