import CivilTime
import FleetModel
import RideSheets
import Tabular
import Testing

@Suite("The numbers and names of an export")
struct DispatchDriversTests {
  private func read(_ text: String) throws -> DispatchExport {
    let json = try JSONValue(parsing: text.utf8, name: "test")
    return try DispatchExport.read(json, roster: Samples.roster(), gazetteer: Samples.gazetteer)
  }

  /// A document of dispatches, each with a date, its drivers and its bookings as JSON.
  private func document(_ dispatches: (date: String, drivers: String, bookings: String)...)
    -> String
  {
    let list = dispatches.enumerated().map { index, dispatch in
      """
      {"id": \(900 + index), "date": "\(dispatch.date)", "drivers": [\(dispatch.drivers)],
       "bookings": [\(dispatch.bookings)]}
      """
    }
    return "{\"company_id\": 8, \"dispatches\": [\(list.joined(separator: ","))]}"
  }

  private func driver(_ id: Int, _ name: String, emergency: Bool = false) -> String {
    "{\"id\": \(id), \"name\": \"\(name)\", \"is_emergency\": \(emergency)}"
  }

  private func booking(
    _ id: Int, _ time: String, from: Int = 1, to: Int = 2, driver: Int = 7, more: String = ""
  ) -> String {
    """
    {"id": \(id), "scheduled_time": "\(time)", "pickup_lat": 46.\(from), "pickup_lon": 6.1,
     "dropoff_lat": 46.\(to), "dropoff_lon": 6.1, "pickup_location": "p\(from)",
     "dropoff_location": "p\(to)", "assigned_driver_id": \(driver)\(more)}
    """
  }

  @Test("drivers of one name stay apart by their numbers, and none is taken for the roster's")
  func oneName() throws {
    let export = try read(
      document(
        (
          "2025-10-22",
          [driver(7, "Ana"), driver(9, "Ana"), driver(3, "Yannis"), driver(4, "Y.L")]
            .joined(separator: ","),
          [7, 9, 3, 4].enumerated().map {
            booking($0, "2025-10-22T0\(5 + $0):00:00", driver: $1)
          }.joined(separator: ",")
        )))
    #expect(export.result.rides.map(\.driver) == ["Ana 7", "Ana 9", "Yannis 3", "Y.L 4"])
    #expect(export.sourceDrivers.map(\.isAdopted) == [true, true, true, true])
    let roster = try Samples.roster().adopting(export.sourceDrivers)
    #expect(roster.drivers.map(\.id) == Array(1...8))
    #expect(roster.driver(named: "Ana 9")?.id == 6)
  }

  @Test(
    "an adopted driver drives on the days of the file alone, with a wheelchair where he has one")
  func days() throws {
    let export = try read(
      document(
        ("2025-10-20", driver(7, "Ana"), booking(1, "2025-10-20T07:00:00")),
        ("2025-10-23", driver(7, "Ana") + "," + driver(8, "Ben", emergency: true), ""),
        (
          "2025-10-24", driver(8, "Ben", emergency: true),
          booking(2, "2025-10-24T07:00:00", driver: 8)
            .replacing("\"p1\"", with: "\"Cartigny, fauteuil roulant\"")
        )))
    let roster = try Samples.roster().adopting(export.sourceDrivers)
    let (ana, ben) = (roster.drivers[4], roster.drivers[5])
    func days(of driver: RosterDriver) -> [Int] {
      (18...26).filter { day in
        CivilDate(year: 2025, month: 10, day: day).map(driver.isAvailable) == true
      }
    }
    #expect(days(of: ana) == [20, 23])
    #expect(days(of: ben) == [23, 24])
    #expect(ana.kind == .regular && ben.kind == .emergency)
    #expect(!ana.hasWheelchair && ben.hasWheelchair)
  }

  @Test("a driver whom a later roster has under that name is no longer adopted")
  func laterRoster() throws {
    let export = try read(document(("2025-10-20", driver(7, "Ana"), "")))
    let roster = try Roster(drivers: [
      RosterDriver(id: 1, name: "Ana", initials: "A", kind: .regular)
    ])
    #expect(roster.adopting(export.sourceDrivers).drivers.map(\.name) == ["Ana"])
  }

  @Test("what a booking has beside the ride stands in columns of its own, as it came")
  func columns() throws {
    let result = try read(
      document(
        (
          "2025-10-20", driver(7, "Ana"),
          booking(
            501, "2025-10-20T07:00:00",
            more: ", \"actual_delay_minutes\": -3, \"note\": \"x\", \"parts\": [1], \"vip\": true")
            + ","
            + booking(
              502, "2025-10-20T08:00:00",
              more: ", \"big\": 12345678901234567890, \"note\": null, \"distance_km\": 1.50")
        ))
    ).result
    #expect(
      result.extraColumns == [
        "booking_id", "dispatch_id", "company_id", "assigned_driver_id", "actual_delay_minutes",
        "note", "vip", "big", "distance_km",
      ])
    #expect(
      result.rides.map(\.extra) == [
        [
          .integer(501), .integer(900), .integer(8), .integer(7), .integer(-3), .text("x"),
          .integer(1),
        ],
        [
          .integer(502), .integer(900), .integer(8), .integer(7), .none, .none, .none,
          .text("12345678901234567890"), .real(1.5),
        ],
      ])
  }

  @Test("members that the form does not know are kept, scalars of bookings as columns")
  func unknownMembers() throws {
    let text = document(
      (
        "2025-10-20", driver(7, "Ana"),
        booking(1, "2025-10-20T07:00:00", more: ", \"note\": 1, \"parts\": [1]")
      )
    ).replacing("\"company_id\"", with: "\"version\": 2, \"company_id\"")
    let unknown = try read(text).unknownMembers.list
    #expect(unknown.map(\.name) == ["version", "note", "parts"])
    #expect(unknown.map(\.hasColumn) == [false, true, false])
  }

  @Test(
    "a booking's status decides whether it is planned, in the words of offices and of programs",
    arguments: [
      ("cancelled", RideStatus.cancelled, 1), ("CANCELED", .cancelled, 1),
      ("no_show", .cancelled, 1),
      ("annulée", .cancelled, 1), ("completed", .done, 0), ("effectuée", .done, 0),
      ("in_progress", .planned, 0), ("assigned", .planned, 0), ("", .planned, 0),
      ("annulé ?", .planned, 1), ("zzz", .planned, 1),
    ])
  func status(word: String, status: RideStatus, findings: Int) throws {
    let result = try read(
      document(
        (
          "2025-10-20", driver(7, "Ana"),
          booking(1, "2025-10-20T07:00:00", more: ", \"status\": \"\(word)\"")
        ))
    ).result
    #expect(result.rides.map(\.status) == [status])
    #expect(result.findings.count == findings)
    #expect(result.account.isBalanced)
    #expect(result.account.cancelledRides == (status == .cancelled ? 1 : 0))
  }

  @Test("rides there and back between two places on one day are paired, the rest is unknown")
  func directions() throws {
    let bookings = [
      booking(1, "2025-10-20T08:00:00"), booking(2, "2025-10-20T08:30:00"),
      booking(3, "2025-10-20T10:00:00", from: 2, to: 1),
      booking(4, "2025-10-20T07:00:00", from: 2, to: 1),
      booking(5, "2025-10-20T11:00:00", from: 2, to: 1),
      booking(6, "2025-10-20T12:00:00", from: 3, to: 3),
      booking(7, "2025-10-21T10:00:00", from: 4, to: 5),
      booking(8, "2025-10-22T11:00:00", from: 5, to: 4),
      booking(9, "2025-10-21T10:00:00", from: 5, to: 4),
    ]
    let rides = try read(
      document(("2025-10-20", driver(7, "Ana"), bookings.joined(separator: ",")))
    ).result.rides
    #expect(
      rides.map(\.direction) == [
        // The ride of 07:00 goes first, so that the one of 08:00 is its way back.
        .return, .outbound, .return, .outbound, .unknown, .unknown, .unknown, .unknown, .unknown,
      ])
    #expect(rides.map(\.isConfirmed) == rides.map { $0.direction == .outbound })
  }
}
