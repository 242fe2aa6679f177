import CivilTime

/// A driver as another system's file lists him, with what the notebook calls him.
public struct SourceDriver: Hashable, Sendable {
  /// His number in the file.
  public let number: Int
  /// His name as the file writes it.
  public let written: String
  /// His name in the notebook: that of a driver of the roster, or one that nobody there has.
  public let name: String
  /// Whether the roster lacks him, so that he drives for this dataset alone.
  public let isAdopted: Bool
  public let kind: DriverKind
  /// Whether he drives a ride with a wheelchair in the file; only asked of adopted drivers.
  public var hasWheelchair: Bool
  /// The days on which the file lists him or has him drive, ascending.
  public var dates: [CivilDate]

  public init(
    number: Int, written: String, name: String, isAdopted: Bool, kind: DriverKind,
    hasWheelchair: Bool, dates: [CivilDate]
  ) {
    self.number = number
    self.written = written
    self.name = name
    self.isAdopted = isAdopted
    self.kind = kind
    self.hasWheelchair = hasWheelchair
    self.dates = dates
  }

  /// The driver as a roster has him, present on the days on which the file lists him.
  ///
  /// - Parameter id: A number that nobody else of the roster has.
  /// - Returns: The driver, without initials.
  public func rosterDriver(id: Int) -> RosterDriver {
    RosterDriver(
      id: id, name: name, initials: "", kind: kind, hasWheelchair: hasWheelchair,
      from: dates.first, to: dates.last,
      absences: zip(dates, dates.dropFirst()).compactMap { day, next in
        let first = day.adding(days: 1)
        let last = next.adding(days: -1)
        return first <= last ? first...last : nil
      })
  }
}
