import Tabular

/// What the bookings of one dispatch add up to.
struct DispatchFigures {
  let isReadable: Bool
  let bookings: Int
  let drivers: [(id: Int64, name: String, isEmergency: Bool)]
  /// The sum of the bookings' distances, or nil where one states none.
  let kilometres: Double?
  private let loads: [Int64: Int]
  private let numbersByName: [String: Int64]

  init(_ dispatch: JSONValue) {
    let listed = dispatch["bookings"]?.elements
    isReadable = listed != nil
    bookings = listed?.count ?? 0
    drivers = (dispatch["drivers"]?.elements ?? []).compactMap { driver in
      driver["id"]?.wholeNumber.map { id in
        (id, driver["name"]?.string ?? "", driver["is_emergency"]?.truth ?? false)
      }
    }
    let distances = (listed ?? []).map { $0["distance_km"]?.number }
    kilometres =
      distances.contains { $0 == nil } ? nil : distances.reduce(0) { $0 + ($1 ?? 0) }
    var loads: [Int64: Int] = [:]
    for booking in listed ?? [] {
      let value = booking["assigned_driver_id"]
      if let id = value?.wholeNumber ?? value?.string.flatMap({ Int64($0) }) {
        loads[id, default: 0] += 1
      }
    }
    self.loads = loads
    numbersByName = Dictionary(
      drivers.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
  }

  func load(of driver: Int64) -> Int { loads[driver] ?? 0 }

  /// The driver whom a key of `driver_loads` means: his number, or his name.
  func number(of key: String) -> Int64? { numbersByName[key] ?? Int64(key) }

  var driverNumbers: [Int64] { drivers.map(\.id) }

  var loadGap: Int {
    let counts = drivers.filter { !$0.isEmergency }.map { load(of: $0.id) }
    return (counts.max() ?? 0) - (counts.min() ?? 0)
  }
}
