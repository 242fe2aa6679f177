import CivilTime

/// One way in which a plan breaks a rule.
public struct Violation: Hashable, Sendable {
  public let rule: BrokenRule
  /// The driver concerned, where the violation is about one.
  public let driver: Int?
  /// The rides concerned; of two, the earlier served first.
  public let rides: [Int]
  /// By how many minutes the rule is broken; 0 for rules that do not count minutes.
  public let minutes: Minutes
  /// The facts in one sentence.
  public let facts: DriverSentence

  /// What a plan can break.
  public enum BrokenRule: String, Hashable, Sendable, CaseIterable {
    case unknownRide = "unknown ride"
    case unknownDriver = "unknown driver"
    case driverTwice = "driver twice"
    case servedTwice = "served twice"
    case servedAndUnassigned = "served and unassigned"
    case unaccounted = "unaccounted"
    case wheelchair
    case pinned
    case maxRides = "max rides"
    case shiftStart = "shift start"
    case shiftEnd = "shift end"
    case maxSpan = "max span"
    case missingBreak = "break"
    case lateness
    case twoAtOnce = "two at once"
  }
}
