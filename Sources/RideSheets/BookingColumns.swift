import FleetModel
import Tabular

/// The columns in which a dataset keeps what an export has beside its rides.
///
/// The numbers of booking, dispatch, company and driver come first; then each further member of a
/// booking that is no object or array, under its own name, in the order in which they first stand.
struct BookingColumns {
  private(set) var names = ["booking_id", "dispatch_id", "company_id", "assigned_driver_id"]
  private var places: [String: Int] = [:]
  private let company: SourceValue

  /// What else of a booking is the ride itself.
  private static let own: Set<String> = [
    "id", "scheduled_time", "pickup_lat", "pickup_lon", "dropoff_lat", "dropoff_lon",
    "pickup_location", "dropoff_location", "assigned_driver_id",
  ]

  /// The most columns: a view of a dataset has 2,000 at most, and few are read.
  private static let most = 500

  init(_ document: JSONValue) { company = SourceValue(document["company_id"]) }

  /// The values of a booking, in the order of the names.
  mutating func values(of booking: JSONValue, in dispatch: JSONValue) -> [SourceValue] {
    var values = [
      SourceValue(booking["id"]), SourceValue(dispatch["id"]), company,
      SourceValue(booking["assigned_driver_id"]),
    ]
    guard case .object(let members) = booking else { return values }
    for (name, value) in members where !Self.own.contains(name) {
      guard let place = place(of: name, value) else { continue }
      while values.count <= place { values.append(.none) }
      // Of a name that stands twice the last counts.
      values[place] = SourceValue(value)
    }
    return values
  }

  /// Whether a member of bookings has a column.
  func hasColumn(_ name: String) -> Bool { places[name] != nil }

  private mutating func place(of name: String, _ value: JSONValue) -> Int? {
    if let place = places[name] { return place }
    switch value {
    case .array, .object: return nil
    default: break
    }
    guard names.count < Self.most else { return nil }
    places[name] = names.count
    names.append(name)
    return names.count - 1
  }
}

extension SourceValue {
  /// The value of a member; what is missing, an array or an object is none.
  init(_ json: JSONValue?) {
    switch json {
    case .string(let text), .digits(let text): self = .text(text)
    case .integer(let number): self = .integer(number)
    case .real(let number): self = .real(number)
    case .boolean(let truth): self = .integer(truth ? 1 : 0)
    case .null, .array, .object, nil: self = .none
    }
  }
}
