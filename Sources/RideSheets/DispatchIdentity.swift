import Naming
import Tabular

/// How the numbers of an export agree with those that the program would write in their place.
///
/// The program keeps no other system's numbers: it counts dispatches and bookings itself, takes
/// drivers' numbers from the roster, and states neither company nor moment of export. Written back,
/// a booking of such a system would be another one.
public struct DispatchIdentity: Hashable, Sendable {
  /// Numbers that would change, of how many there are.
  public struct Count: Hashable, Sendable {
    public private(set) var changed = 0
    public private(set) var total = 0

    mutating func note(_ id: JSONValue?, number: Int?) {
      total += 1
      guard let number, id?.wholeNumber == Int64(number) else {
        changed += 1
        return
      }
    }
  }

  public private(set) var dispatches = Count()
  public private(set) var bookings = Count()
  public private(set) var drivers = Count()
  /// The company and the moment of export as they are stated; nil for what is missing or null.
  public private(set) var company: String?
  public private(set) var exportedAt: String?

  init() {}

  init(_ document: JSONValue) {
    company = Self.stated(document["company_id"])
    exportedAt = Self.stated(document["exported_at"])
  }

  /// Whether the program wrote the export: it states no company and no moment, its dispatches are
  /// counted, and its drivers are the roster's.
  public var isOwn: Bool {
    company == nil && exportedAt == nil && dispatches.changed == 0 && drivers.changed == 0
  }

  /// What an export of the same rides would not give back.
  public var loss: String {
    var parts = [("dispatches", dispatches), ("bookings", bookings), ("drivers", drivers)]
      .filter { $0.1.changed > 0 }.map { "\($0.1.changed) of \($0.1.total) \($0.0)" }
    if !parts.isEmpty { parts = ["the numbers of " + parts.listed()] }
    if let company { parts.append("the company \(company)") }
    if let exportedAt { parts.append("the moment of export \(exportedAt)") }
    return parts.listed()
  }

  private static func stated(_ value: JSONValue?) -> String? {
    guard let value, value != .null else { return nil }
    return String((value.string ?? value.description).prefix(80))
  }

  mutating func note(dispatch id: JSONValue?, number: Int) { dispatches.note(id, number: number) }
  mutating func note(booking id: JSONValue?, number: Int) { bookings.note(id, number: number) }
  mutating func note(driver id: JSONValue?, number: Int?) { drivers.note(id, number: number) }
}
