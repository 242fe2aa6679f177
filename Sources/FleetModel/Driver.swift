import CivilTime

/// A driver as available on one day.
public struct Driver: Hashable, Sendable, Identifiable {
  /// The driver's number, unique within the notebook; smaller numbers win ties.
  public let id: Int
  public var name: String
  public let kind: DriverKind
  public let shift: Shift
  public let hasWheelchair: Bool

  public init(
    id: Int, name: String, kind: DriverKind, shift: Shift = .standard, hasWheelchair: Bool
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.shift = shift
    self.hasWheelchair = hasWheelchair
  }

  /// True for a driver who is used only when a ride cannot be served otherwise.
  public var isReserve: Bool { kind != .regular }
}

/// How a driver is engaged; everyone who is not regular is reserve.
public enum DriverKind: String, Hashable, Sendable, CaseIterable {
  case regular
  case occasional
  case emergency
}

/// The part of a day in which a driver works: the first start and the last end lie inside it.
public struct Shift: Hashable, Sendable {
  public let start: Minutes
  public let end: Minutes

  /// 06:00 to 22:00, where nothing else is stated.
  public static let standard = Shift(start: Minutes(360), end: Minutes(1_320))

  /// Makes a shift; a time more than 1,000,000 minutes from midnight is held at that bound.
  public init(start: Minutes, end: Minutes) {
    self.start = start.bounded
    self.end = end.bounded
  }

  /// Makes a shift from numbers of minutes after midnight, as files hold them.
  public init(startMinute: Int, endMinute: Int) {
    self.init(start: Minutes(startMinute), end: Minutes(endMinute))
  }
}
