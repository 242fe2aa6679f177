import CivilTime

/// A driver as the table of drivers describes him, over all days.
public struct RosterDriver: Hashable, Sendable, Identifiable {
  /// 1 and up, in the order of the file.
  public let id: Int
  /// What plans and statements call him; no other driver of a roster has it.
  public var name: String
  public let surname: String
  /// As ride sheets write them, for example `Y.L`.
  public let initials: String
  /// Other ways in which sheets name him.
  public let aliases: [String]
  public let kind: DriverKind
  public let shift: Shift
  public let hasWheelchair: Bool
  /// The first day of service, or nil for always.
  public let from: CivilDate?
  /// The last day of service, or nil for ever.
  public let to: CivilDate?
  /// Days away, both ends included.
  public let absences: [ClosedRange<CivilDate>]

  public init(
    id: Int, name: String, surname: String = "", initials: String, aliases: [String] = [],
    kind: DriverKind, shift: Shift = .standard, hasWheelchair: Bool = false,
    from: CivilDate? = nil, to: CivilDate? = nil, absences: [ClosedRange<CivilDate>] = []
  ) {
    self.id = id
    self.name = name
    self.surname = surname
    self.initials = initials
    self.aliases = aliases
    self.kind = kind
    self.shift = shift
    self.hasWheelchair = hasWheelchair
    self.from = from
    self.to = to
    self.absences = absences
  }

  /// Whether his dates and absences let him work on a day.
  public func isAvailable(on date: CivilDate) -> Bool {
    if let from, date < from { return false }
    if let to, date > to { return false }
    return !absences.contains { $0.contains(date) }
  }

  /// The driver as the rules of a day know him.
  public var driver: Driver {
    Driver(id: id, name: name, kind: kind, shift: shift, hasWheelchair: hasWheelchair)
  }
}
