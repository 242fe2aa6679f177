/// What a day is to an agent: learnt from, chosen by, or kept apart for the score.
public enum DayPart: String, Sendable, CaseIterable {
  case training
  /// Where the best checkpoint is chosen; split off the training days.
  case validation
  case holdout

  /// Whether an agent has drawn on such a day, so that a score on it proves little.
  public var isSeen: Bool { self != .holdout }

  /// The part that counts where a day is both: having learnt from it outweighs all else.
  func outweighing(_ other: DayPart) -> DayPart {
    DayPart.allCases.first { $0 == self || $0 == other } ?? self
  }
}
