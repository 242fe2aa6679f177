import CivilTime

/// The one split of a dataset: how its days were parted, and the part of each.
public struct SplitRecord: Sendable, Equatable {
  public var dataset: String
  /// How days were held out, as the statement says it: `30%`, `7 days`, `from 2025-10-20`.
  public var holdout: String
  /// The share of the days that are not held out which became validation days, in 0...1.
  public var validation: Double
  public var seed: UInt64
  /// In the dataset's order of days.
  public var days: [Day]

  /// One day, known by its content.
  public struct Day: Sendable, Equatable {
    public var label: DayLabel
    /// The hash of the day's content.
    public var hash: String
    public var part: DayPart
    /// The dataset whose split gave the day its part before; nil where this split did.
    public var knownFrom: String?

    public init(label: DayLabel, hash: String, part: DayPart, knownFrom: String? = nil) {
      self.label = label
      self.hash = hash
      self.part = part
      self.knownFrom = knownFrom
    }
  }

  public init(dataset: String, holdout: String, validation: Double, seed: UInt64, days: [Day]) {
    self.dataset = dataset
    self.holdout = holdout
    self.validation = validation
    self.seed = seed
    self.days = days
  }
}

extension SplitRecord {
  /// The part of each day.
  public var parts: [DayLabel: DayPart] {
    Dictionary(days.map { ($0.label, $0.part) }, uniquingKeysWith: { first, _ in first })
  }
}

/// What a day is to an agent: learnt from, chosen by, or kept apart for the score.
public enum DayPart: String, Sendable, CaseIterable {
  case training
  /// Where the best checkpoint is chosen; split off the training days.
  case validation
  case holdout

  /// Whether an agent has drawn on such a day, so that a score on it proves little.
  public var isSeen: Bool { self != .holdout }

  /// The part that counts where a day is both: having learnt from it outweighs all else.
  public func outweighing(_ other: DayPart) -> DayPart {
    DayPart.allCases.first { $0 == self || $0 == other } ?? self
  }
}
