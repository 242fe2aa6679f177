/// A whole number of minutes: a span of time, or a time of day counted from local midnight.
public struct Minutes: Hashable, Comparable, Sendable, AdditiveArithmetic {
  public var count: Int

  public init(_ count: Int) {
    self.count = count
  }

  public static let zero = Minutes(0)

  public static func + (left: Minutes, right: Minutes) -> Minutes {
    Minutes(left.count + right.count)
  }

  public static func - (left: Minutes, right: Minutes) -> Minutes {
    Minutes(left.count - right.count)
  }

  public static func < (left: Minutes, right: Minutes) -> Bool {
    left.count < right.count
  }

  /// The time of day as `HH:MM`; past midnight the hours go on (`24:30`), before it a sign stands.
  public var clock: String {
    let hours = abs(count) / 60
    let minutes = abs(count) % 60
    return (count < 0 ? "-" : "") + (hours < 10 ? "0" : "") + "\(hours):"
      + (minutes < 10 ? "0" : "") + "\(minutes)"
  }

  /// Reads `HH:MM`, `H:MM`, `07h30` or `7h`, or nil for anything else and for 24:00 and later.
  public init?(clock text: some StringProtocol) {
    let fields = text.split(
      maxSplits: 1, omittingEmptySubsequences: false,
      whereSeparator: { $0 == ":" || $0 == "h" || $0 == "H" })
    guard fields.count == 2, let hours = Self.digits(fields[0]), hours < 24 else { return nil }
    if fields[1].isEmpty, !text.contains(":") {
      self.init(hours * 60)
      return
    }
    guard fields[1].utf8.count == 2, let minutes = Self.digits(fields[1]), minutes < 60 else {
      return nil
    }
    self.init(hours * 60 + minutes)
  }

  private static func digits(_ text: some StringProtocol) -> Int? {
    guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    return Int(text)
  }
}
