/// A whole number of metres driven.
public struct Metres: Hashable, Comparable, Sendable, AdditiveArithmetic {
  public var count: Int

  public init(_ count: Int) {
    self.count = count
  }

  public static let zero = Metres(0)

  public var kilometres: Double { Double(count) / 1_000 }

  public static func + (left: Metres, right: Metres) -> Metres {
    Metres(left.count + right.count)
  }

  public static func - (left: Metres, right: Metres) -> Metres {
    Metres(left.count - right.count)
  }

  public static func < (left: Metres, right: Metres) -> Bool {
    left.count < right.count
  }
}
