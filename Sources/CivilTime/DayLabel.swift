/// What a service day is called: its date, or a name where a file gives its days names.
public enum DayLabel: Hashable, Sendable, CustomStringConvertible {
  case date(CivilDate)
  /// A day outside the calendar, such as one of a file of test days.
  case named(String)

  /// The label that a text writes: an ISO date is a date, anything else a name.
  public init(_ text: String) {
    self = CivilDate(iso: text).map(DayLabel.date) ?? .named(text)
  }

  /// The date, or nil for a day outside the calendar.
  public var date: CivilDate? {
    if case .date(let date) = self { date } else { nil }
  }

  /// The weekday's English name; empty for a day outside the calendar.
  public var weekday: String { date?.weekday.rawValue ?? "" }

  /// The label as tables show it: `2025-10-22`, or the name.
  public var description: String {
    switch self {
    case .date(let date): date.description
    case .named(let name): name
    }
  }

  /// The label as a sentence has it: `Wednesday 2025-10-22`, or the name.
  public var spoken: String {
    date.map { "\($0.weekday.rawValue) \($0)" } ?? description
  }
}
