import CivilTime
import FleetModel
import RideSheets
import Tabular
import Testing

@Suite("The dispatch export")
struct DispatchExportTests {
  private func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(members.map { (key: $0.key, value: $0.value) })
  }

  private func booking(
    _ id: Int64, time: JSONValue = .string("2025-10-22T07:00:00"), driver: JSONValue = .integer(7),
    latitude: JSONValue = .real(46.2766), from: String = "Clinique du Lac"
  ) -> JSONValue {
    object([
      "id": .integer(id), "scheduled_time": time, "pickup_lat": latitude,
      "pickup_lon": .real(6.2231), "dropoff_lat": .real(46.19), "dropoff_lon": .real(6.15),
      "pickup_location": .string(from), "dropoff_location": .string("Quelque part"),
      "distance_km": .real(10.25), "estimated_duration_minutes": .integer(25),
      "assigned_driver_id": driver, "actual_delay_minutes": .integer(0),
    ])
  }

  private func dispatch(
    _ bookings: JSONValue, date: String = "2025-10-22",
    stated: KeyValuePairs<String, JSONValue> = [:]
  ) -> JSONValue {
    let drivers: [JSONValue] = [
      object([
        "id": .integer(7), "name": .string("Yannis"), "is_emergency": .boolean(false),
        "num_assignments": .integer(2),
      ]),
      object([
        "id": .integer(9), "name": .string("Giuseppe"), "is_emergency": .boolean(false),
        "num_assignments": .integer(0),
      ]),
      object(["id": .integer(12), "name": .string("Zoe"), "is_emergency": .boolean(true)]),
    ]
    return .object(
      [
        ("id", .integer(1)), ("date", .string(date)), ("bookings", bookings),
        ("drivers", .array(drivers)),
      ] + stated.map { ($0.key, $0.value) })
  }

  private func export(
    _ dispatches: [JSONValue], stated: KeyValuePairs<String, JSONValue> = [:]
  ) -> JSONValue {
    .object(
      [("company_id", .integer(1)), ("dispatches", .array(dispatches))]
        + stated.map { ($0.key, $0.value) })
  }

  private func read(_ json: JSONValue) throws -> DispatchExport {
    try DispatchExport.read(json, roster: Samples.roster(), gazetteer: Samples.gazetteer)
  }

  @Test("the form is recognised by its root, other JSON is not")
  func recognition() {
    #expect(DispatchExport.isDispatchExport(export([])))
    #expect(!DispatchExport.isDispatchExport(object(["dispatches": .array([])])))
    #expect(!DispatchExport.isDispatchExport(object(["company_id": .integer(1)])))
    #expect(!DispatchExport.isDispatchExport(.array([])))
    #expect(!DispatchExport.isDispatchExport(.null))
  }

  @Test("a booking becomes a ride with the stated points and the driver of that name")
  func booking() throws {
    let result = try read(export([dispatch(.array([booking(31), booking(32, driver: .null)]))]))
      .result
    let ride = try #require(result.rides.first)
    #expect(ride.sheet == "dispatches[0]")
    #expect(ride.row == 1)
    #expect(ride.day.description == "2025-10-22")
    #expect(ride.scheduled.clock == "07:00")
    #expect(ride.direction == .unknown)
    #expect(!ride.isConfirmed)
    #expect(ride.driver == "Yannis")
    #expect(ride.initials == "Yannis")
    #expect(ride.pickup.coordinate == Coordinate(latitude: 46.2766, longitude: 6.2231))
    #expect(ride.pickup.resolution.place?.match == .stated)
    #expect(ride.pickup.kind == "clinic")
    #expect(ride.dropoff.kind == nil)
    #expect(ride.dropoff.placeName == nil)
    #expect(ride.dropoff.label == "Quelque part")
    #expect(result.rides[1].driver == nil)
    #expect(result.findings.isEmpty)
    #expect(result.account.isBalanced)
  }

  @Test(
    "a driver whom the dispatch does not list is reported, one whom the roster lacks is adopted")
  func unknownDrivers() throws {
    let export = try read(
      export([
        dispatch(.array([booking(1, driver: .integer(99)), booking(2, driver: .integer(12))]))
      ]))
    let result = export.result
    #expect(result.rides.map(\.driver) == [nil, "Zoe"])
    #expect(
      result.findings.map(\.detail) == [
        "driver 99 is not among the drivers of the dispatch; the ride has no recorded driver"
      ])
    #expect(result.findings[0].column == "dispatches[0].bookings[0].assigned_driver_id")
    let zoe = try #require(export.sourceDrivers.last)
    #expect(zoe.number == 12 && zoe.isAdopted && zoe.kind == .emergency)
    #expect(zoe.dates.map(\.description) == ["2025-10-22"])
    #expect(export.sourceDrivers.map(\.isAdopted) == [false, false, true])
  }

  @Test(
    "a point that is missing or impossible is looked up by its name, else it is unlocated",
    arguments: [
      JSONValue.null, .string("46.2"), .real(146), .integer(-91), .array([]),
    ])
  func badPoints(latitude: JSONValue) throws {
    let bookings: [JSONValue] = [
      booking(1, latitude: latitude), booking(2, latitude: latitude, from: "ailleurs"),
    ]
    let result = try read(export([dispatch(.array(bookings))])).result
    #expect(result.rides[0].pickup.precision == .address)
    #expect(result.rides[1].pickup.coordinate == nil)
    #expect(result.findings.map(\.kind) == [.unlocatedAddress])
    #expect(result.account.located.total == 3)
    #expect(result.account.isBalanced)
  }

  @Test(
    "members that cannot be read are rejects with their path, and the import goes on",
    arguments: [
      (JSONValue.null, "", "null"),
      (.string("2025-10-22"), ".scheduled_time", "\"2025-10-22\""),
      (.string("2025-10-22T07:00:00Z"), ".scheduled_time", "\"2025-10-22T07:00:00Z\""),
      (.string("2025-10-22T07:00:00+02:00"), ".scheduled_time", "\"2025-10-22T07:00:00+02:00\""),
      (.string("2025-02-30T07:00:00"), ".scheduled_time", "\"2025-02-30T07:00:00\""),
      (.string("2025-10-22T25:00:00"), ".scheduled_time", "\"2025-10-22T25:00:00\""),
      (.integer(3), ".scheduled_time", "3"),
    ] as [(JSONValue, String, String)])
  func rejects(value: JSONValue, member: String, text: String) throws {
    let bad = member.isEmpty ? value : booking(1, time: value)
    let result = try read(export([dispatch(.array([bad, booking(2)]))])).result
    #expect(result.rejects.map(\.column) == ["dispatches[0].bookings[0]" + member])
    #expect(result.rejects.map(\.value) == [text])
    #expect(result.rides.map(\.row) == [2])
    #expect(result.account.rows == 2)
    #expect(result.account.isBalanced)
  }

  @Test("a dispatch without a list of bookings is one reject, and the next dispatch is read")
  func brokenDispatch() throws {
    let json = export([
      .integer(4), dispatch(.string("none")), dispatch(.array([booking(1)])),
    ])
    let result = try read(json).result
    #expect(result.rejects.map(\.column) == ["dispatches[0]", "dispatches[1].bookings"])
    #expect(result.rides.map(\.sheet) == ["dispatches[2]"])
    #expect(result.account.isBalanced)
    let error = #expect(throws: RideSheetError.self) {
      try read(object(["dispatches": .integer(3), "company_id": .null]))
    }
    #expect(
      error?.description
        == "column dispatches: the dispatch export has no list of dispatches; "
        + "expected an array; export it again")
  }

  @Test("a booking on another day than its dispatch keeps its own date, and is reported")
  func otherDay() throws {
    let result = try read(export([dispatch(.array([booking(1)]), date: "2025-10-21")])).result
    #expect(result.rides.first?.day.description == "2025-10-22")
    #expect(result.findings.map(\.kind) == [.dateOutsideDispatch])
  }

  @Test("true aggregates raise no difference")
  func trueAggregates() throws {
    let day = dispatch(
      .array([booking(1), booking(2)]),
      stated: [
        "num_bookings": .integer(2), "num_drivers": .integer(3),
        "driver_loads": object(["7": .integer(2), "9": .integer(0), "Zoe": .integer(0)]),
        "load_gap": .integer(2), "total_distance_km": .real(20.5),
      ])
    let json = export(
      [day],
      stated: [
        "total_dispatches": .integer(1), "total_bookings": .integer(2),
        "period": object(["start": .string("2025-10-20"), "end": .string("2025-10-26")]),
        "statistics": object([
          "average_load_gap": .real(2), "total_distance_km": .integer(20), "unknown": .integer(9),
        ]),
      ])
    // 20 for 20.5 km agrees as far as it is stated.
    #expect(try read(json).differences == [])
  }

  @Test("each wrong aggregate is listed with its path, what is stated and what it is")
  func wrongAggregates() throws {
    let day = dispatch(
      .array([booking(1), booking(2, driver: .integer(9)), booking(3)]),
      stated: [
        "num_bookings": .integer(4), "num_drivers": .integer(2),
        "driver_loads": object(["7": .integer(3), "Nobody": .integer(1)]),
        "load_gap": .string("many"), "total_distance_km": .real(31.8),
      ])
    let json = export(
      [day],
      stated: [
        "total_dispatches": .integer(2), "total_bookings": .integer(5),
        "period": object(["start": .string("2025-10-23"), "end": .string("2025-10-26")]),
        "statistics": object(["avg_load_gap": .real(0.5), "max_load_gap": .integer(0)]),
      ])
    let differences = try read(json).differences
    #expect(
      differences.map { "\($0)" }
        == [
          "total_dispatches states 2, but recomputation gives 1",
          "total_bookings states 5, but recomputation gives 3",
          "statistics.avg_load_gap states 0.5, but recomputation gives 1",
          "statistics.max_load_gap states 0, but recomputation gives 1",
          "period states 2025-10-23 to 2025-10-26, but recomputation gives 2025-10-22 to 2025-10-22",
          "dispatches[0].num_bookings states 4, but recomputation gives 3",
          "dispatches[0].num_drivers states 2, but recomputation gives 3",
          "dispatches[0].driver_loads.7 states 3, but recomputation gives 2",
          "dispatches[0].driver_loads.Nobody states 1, but recomputation gives 0",
          "dispatches[0].driver_loads.Giuseppe states nothing, but recomputation gives 1",
          "dispatches[0].load_gap states \"many\", but recomputation gives 1",
          "dispatches[0].total_distance_km states 31.8, but recomputation gives 30.75",
          "dispatches[0].drivers[1].num_assignments states 0, but recomputation gives 1",
        ])
  }

  @Test("the drivers of all dispatches are listed once, in order")
  func drivers() throws {
    let day = dispatch(.array([]))
    #expect(try read(export([day, day])).drivers.map(\.name) == ["Yannis", "Giuseppe", "Zoe"])
  }

  @Test("garbage documents never trap and stay balanced", arguments: 1...6)
  func garbage(seed: Int) throws {
    var draws = GarbageDraws(seed: UInt64(seed))
    for _ in 0..<40 {
      let bookings = (0..<draws.below(4)).map { _ in garbage(&draws, depth: 3) }
      let sound = [booking(1, time: garbage(&draws, depth: 1), driver: garbage(&draws, depth: 1))]
      let json = export(
        [
          garbage(&draws, depth: 4), dispatch(.array(bookings + sound)),
          dispatch(.array(sound), stated: ["driver_loads": garbage(&draws, depth: 2)]),
        ], stated: ["statistics": garbage(&draws, depth: 2), "period": garbage(&draws, depth: 2)])
      #expect(try read(json).result.account.isBalanced, "seed \(seed)")
    }
  }

  private func garbage(_ draws: inout GarbageDraws, depth: Int) -> JSONValue {
    switch draws.below(depth > 0 ? 8 : 6) {
    case 0: return .null
    case 1: return .boolean(draws.below(2) == 0)
    case 2: return .integer(draws.pick([0, 7, -1, .max, .min]))
    case 3: return .real(draws.pick([0.5, 1e300, -1e300, 46.2, .infinity, .nan]))
    case 4, 5: return .string(draws.text())
    case 6: return .array((0..<draws.below(4)).map { _ in garbage(&draws, depth: depth - 1) })
    default:
      let keys = ["id", "bookings", "drivers", "date", "start", "end", "7", "pickup_lat", "x"]
      return .object(
        (0..<draws.below(6)).map { _ in
          (key: draws.pick(keys), value: garbage(&draws, depth: depth - 1))
        })
    }
  }
}
