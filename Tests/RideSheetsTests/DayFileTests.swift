import CivilTime
import FleetModel
import Tabular
import Testing

@testable import RideSheets

@Suite("A file of days")
struct DayFileTests {
  @Test("the form is told by a first day with rides and drivers, other JSON is not it")
  func recognition() {
    #expect(DayFile.isDayFile(DayFileSamples.file([DayFileSamples.day()])))
    #expect(!DayFile.isDayFile(DayFileSamples.file([])))
    #expect(!DayFile.isDayFile(DayFileSamples.file([DayFileSamples.day().with("drivers", nil)])))
    #expect(!DayFile.isDayFile(DayFileSamples.day()))
    #expect(!DayFile.isDayFile(.array([DayFileSamples.day()])))
    #expect(!DayFile.isDayFile(.null))
  }

  @Test("the reference days are read whole: each with its rides, drivers, optimum and routes")
  func fixture() throws {
    let json = try DayFileSamples.fixture()
    let stated = try #require(json["days"]?.elements)
    let file = DayFile.read(json)
    #expect(file.rejects.isEmpty)
    #expect(file.days.map(\.label) == stated.map { .named($0["id"]?.string ?? "") })
    for (day, stated) in zip(file.days, stated) {
      #expect(day.rides.map(\.number) == stated["rides"]?.elements?.map { number($0["id"]) })
      #expect(
        day.rides.map(\.scheduled.count) == stated["rides"]?.elements?.map { number($0["time"]) })
      #expect(day.rides.map(\.from) == stated["rides"]?.elements?.map { $0["from"]?.string })
      #expect(day.rides.allSatisfy { $0.pickup != nil && $0.dropoff != nil })
      #expect(day.drivers.map(\.id) == stated["drivers"]?.elements?.map { number($0["id"]) })
      #expect(day.rules == Rules(), "the fixture's rules are the defaults")
      #expect(day.optimum?.metres == number(stated["optimum"]?["metres"]))
      let service = day.service
      let plan = try #require(day.optimalPlan)
      #expect(Score(of: plan, on: service) == day.optimum, "\(day.label)")
      #expect(Feasibility.violations(of: plan, on: service).isEmpty, "\(day.label)")
    }
  }

  private func number(_ value: JSONValue?) -> Int { Int(value?.wholeNumber ?? -1) }

  @Test("every member of a day is taken over")
  func members() throws {
    let day = try #require(DayFile.read(DayFileSamples.file([DayFileSamples.day()])).days.first)
    #expect(day.label == .named("monday"))
    let rules = try Rules().setting("speed", to: 30).setting("max_rides", to: 9)
    #expect(day.rules == rules)
    #expect(
      day.rides.first
        == DayFile.DayRide(
          number: 1, from: "Clinique du Lac", to: "Carouge",
          pickup: Coordinate(latitude: 46.28, longitude: 6.22),
          dropoff: Coordinate(latitude: 46.2, longitude: 6), scheduled: Minutes(540),
          direction: .return, isConfirmed: false, needsWheelchair: true))
    #expect(
      day.drivers.last
        == Driver(
          id: 2, name: "Bo", kind: .regular, shift: Shift(startMinute: 420, endMinute: 1_080),
          hasWheelchair: true))
    #expect(
      day.optimum
        == Score(unassigned: 0, reserve: 0, gap: 0, squares: 2, lateness: 0, metres: 2_000))
    #expect(
      day.optimalPlan
        == Plan(routes: [.init(driver: 1, rides: [1]), .init(driver: 2, rides: [2])]))
  }

  @Test("what may be left out has its default, and null counts as left out")
  func defaults() throws {
    for nothing in [nil, JSONValue.null] {
      let spoiled = [
        "rules", "optimum", "rides[0].confirmed", "rides[0].wheelchair", "rides[0].from",
        "drivers[0].shift", "drivers[0].wheelchair", "drivers[0].name",
      ].reduce(DayFileSamples.day()) { $0.with($1, nothing) }
      let day = try #require(DayFile.read(DayFileSamples.file([spoiled])).days.first)
      #expect(day.rules == Rules())
      #expect(day.optimum == nil && day.optimalPlan == nil)
      #expect(day.rides[0].isConfirmed && !day.rides[0].needsWheelchair && day.rides[0].from == "")
      #expect(day.drivers[0].shift == .standard && !day.drivers[0].hasWheelchair)
      #expect(day.drivers[0].name == "driver 1")
    }
  }

  @Test(
    "a missing point leaves the ride in its day, without a place", arguments: [nil, JSONValue.null])
  func missingPoints(nothing: JSONValue?) throws {
    let spoiled = DayFileSamples.day().with("rides[0].pickup", nothing)
      .with("rides[1].dropoff", nothing)
    let day = try #require(DayFile.read(DayFileSamples.file([spoiled])).days.first)
    #expect(day.rides.map { $0.pickup == nil } == [true, false])
    #expect(day.rides.map { $0.dropoff == nil } == [false, true])
  }

  @Test("a date is a date, a number or a text is a name, and blanks in it are single")
  func labels() {
    let ids: [JSONValue] = [
      .string("2025-10-22"), .string(" a \n b "), .integer(7), .real(8), .string("2025-02-30"),
    ]
    let file = DayFile.read(DayFileSamples.file(ids.map { DayFileSamples.day().with("id", $0) }))
    #expect(
      file.days.map(\.label) == [
        DayLabel("2025-10-22"), .named("a b"), .named("7"), .named("8"), .named("2025-02-30"),
      ])
    #expect(file.days[0].label.date?.weekday == .wednesday)
  }

  struct Fault: CustomTestStringConvertible, Sendable {
    let path: String
    /// What stands there; nil takes the member out.
    let value: JSONValue?
    /// Where the reader says the fault is; the path itself where nothing is said.
    var place: String?
    /// What the reader says stands there; the value itself where nothing is said.
    var shown: String?
    let reason: String
    var testDescription: String { "\(path) = \(value?.description ?? "nothing")" }

    init(
      _ path: String, _ value: JSONValue?, _ reason: String, place: String? = nil,
      shown: String? = nil
    ) {
      self.path = path
      self.value = value
      self.place = place
      self.shown = shown
      self.reason = reason
    }
  }

  private static let id = "is not a whole number from 0 to 1000000000"
  private static let time = "is not a whole number from 0 to 2879"
  private static let level = "is not a whole number from 0 to 10¹²"
  private static let point = "is not a point; expected [latitude, longitude] in degrees"
  private static let shift = "is not a shift; expected [start, end] in minutes after midnight"

  private static func pair(_ first: JSONValue, _ second: JSONValue) -> JSONValue {
    .array([first, second])
  }

  static let faults: [Fault] =
    dayFaults + rideFaults + pointFaults + driverFaults + ruleFaults

  private static let dayFaults: [Fault] = [
    Fault("id", nil, "is not the name of a day; expected a text"),
    Fault("id", .string(" \u{a0} "), "is not the name of a day; expected a text"),
    Fault("id", .real(1.5), "is not the name of a day; expected a text"),
    Fault("id", .boolean(true), "is not the name of a day; expected a text"),
    Fault("rides", nil, "is not a list"),
    Fault("rides", .string("none"), "is not a list"),
    Fault("drivers", .object([]), "is not a list"),
    Fault("rides[1].id", .integer(1), "appears twice in its day"),
    Fault("drivers[1].id", .integer(1), "appears twice in its day"),
  ]

  private static let rideFaults: [Fault] = [
    Fault("rides[1]", .null, id, place: "rides[1].id", shown: "nothing"),
    Fault("rides[0].id", nil, id),
    Fault("rides[0].id", .integer(-1), id),
    Fault("rides[0].id", .real(1.5), id),
    Fault("rides[0].id", .string("1"), id),
    Fault("rides[0].id", .integer(.max), id),
    Fault("rides[0].id", .integer(.min), id),
    Fault("rides[0].time", nil, time),
    Fault("rides[0].time", .integer(-1), time),
    Fault("rides[0].time", .integer(2_880), time),
    Fault("rides[0].time", .real(1e300), time),
    Fault("rides[0].time", .real(.infinity), time),
    Fault("rides[0].time", .real(.nan), time),
    Fault("rides[0].time", .string("09:00"), time),
    Fault("rides[0].direction", nil, "is not a direction; expected outbound or return"),
    Fault(
      "rides[0].direction", .string("Return"), "is not a direction; expected outbound or return"),
    Fault("rides[0].direction", .integer(1), "is not a direction; expected outbound or return"),
    Fault("rides[0].confirmed", .string("yes"), "is neither true nor false"),
    Fault("rides[0].wheelchair", .integer(0), "is neither true nor false"),
  ]

  private static let pointFaults: [Fault] = [
    Fault("rides[0].pickup", .array([.real(46)]), point),
    Fault("rides[0].pickup", .array([.real(46), .real(6), .real(400)]), point),
    Fault("rides[0].pickup", pair(.string("46.2"), .real(6)), point),
    Fault("rides[0].dropoff", pair(.real(90.1), .real(6)), point),
    Fault("rides[0].dropoff", pair(.real(46), .integer(-181)), point),
    Fault("rides[0].dropoff", pair(.real(.nan), .real(6)), point),
    Fault("rides[0].dropoff", pair(.real(46), .real(-.infinity)), point),
    Fault("rides[0].dropoff", pair(.integer(.min), .integer(.max)), point),
    Fault("rides[0].dropoff", .string("46.2, 6.1"), point),
    Fault("rides[0].dropoff", .object([("lat", .real(46)), ("lon", .real(6))]), point),
  ]

  private static let driverFaults: [Fault] = [
    Fault("drivers[0].id", nil, id),
    Fault("drivers[0].id", .integer(-3), id),
    Fault(
      "drivers[0].kind", nil,
      "is not a kind of driver; expected regular, occasional or emergency"),
    Fault(
      "drivers[0].kind", .string("reserve"),
      "is not a kind of driver; expected regular, occasional or emergency"),
    Fault("drivers[0].wheelchair", .string("no"), "is neither true nor false"),
    Fault("drivers[0].shift", .integer(420), shift),
    Fault("drivers[0].shift", .array([.integer(420)]), shift),
    Fault("drivers[0].shift", pair(.integer(600), .integer(599)), shift),
    Fault("drivers[0].shift", pair(.integer(-1), .integer(5)), shift),
    Fault("drivers[0].shift", pair(.integer(0), .integer(2_881)), shift),
    Fault("drivers[0].shift", pair(.string("07:00"), .string("18:00")), shift),
    Fault("drivers[0].shift", pair(.real(.nan), .real(.nan)), shift),
    Fault("drivers[0].shift", pair(.integer(.max), .integer(.min)), shift),
  ]

  private static let ruleFaults: [Fault] = [
    Fault("rules", .integer(25), "is not an object of rules"),
    Fault("rules.speedKmh", .string("25"), "is not a number"),
    Fault("rules.speedKmh", .null, "is not a number"),
    Fault("rules.speedKmh", .integer(0), "1 to 130"),
    Fault("rules.speedKmh", .real(.nan), "1 to 130"),
    Fault("rules.speedKmh", .real(1e300), "1 to 130"),
    Fault("rules.maxRidesPerDriver", .real(2.5), "max_rides"),
    Fault("rules.boardingMin", .integer(.min), "boarding"),
  ]

  static let optimumFaults: [Fault] = [
    Fault("optimum", .integer(3), "is not an object of levels"),
    Fault("optimum.gap", nil, level),
    Fault("optimum.gap", .integer(-1), level),
    Fault("optimum.squares", .real(1.5), level),
    Fault("optimum.metres", .integer(.max), level),
    Fault("optimum.latenessMin", .string("0"), level),
    Fault("optimum.routes", .array([]), "is not an object of driver numbers with their rides"),
    Fault("optimum.routes.Anna", .array([]), "is not a list of the rides of a driver"),
    Fault("optimum.routes.1", .integer(1), "is not a list of the rides of a driver"),
    Fault("optimum.routes.1", .array([.string("1")]), "is not a list of the rides of a driver"),
    Fault("optimum.routes.1", .array([.real(0.5)]), "is not a list of the rides of a driver"),
  ]

  @Test(
    "an optimum that cannot be read is left out with a remark, and its day is kept",
    arguments: optimumFaults)
  func unreadableOptimum(fault: Fault) throws {
    let spoiled = DayFileSamples.day().with(fault.path, fault.value)
    let file = DayFile.read(DayFileSamples.file([spoiled]))
    #expect(file.rejects.isEmpty)
    let day = try #require(file.days.first)
    #expect(day.rides.count == 2 && day.optimum == nil && day.optimalPlan == nil)
    #expect(day.remarks.map(\.kind) == [.unreadableOptimum])
    #expect(
      day.remarks.first?.detail
        == "days[0].\(fault.path) is \(fault.value?.description ?? "nothing"), which "
        + "\(fault.reason); the optimum is ignored")
  }

  @Test("a rule that is not known is left out with a remark, and so is an optimum under it")
  func unknownRule() throws {
    let spoiled = DayFileSamples.day().with("rules.Speed", .integer(25))
    let day = try #require(DayFile.read(DayFileSamples.file([spoiled])).days.first)
    #expect(day.rules.speedKmh == 30 && day.optimum == nil)
    #expect(day.remarks.map(\.kind) == [.unknownRule])
    #expect(
      day.remarks.first?.detail.hasPrefix("days[0].rules.Speed is not a supported rule") == true)
  }

  @Test(
    "a wrong member sets its day aside with path, value and what is expected; the others stay",
    arguments: faults)
  func rejects(fault: Fault) throws {
    let spoiled = DayFileSamples.day().with(fault.path, fault.value)
    let file = DayFile.read(
      DayFileSamples.file([DayFileSamples.day("first"), spoiled, DayFileSamples.day("last")]))
    #expect(file.days.map(\.label.description) == ["first", "last"])
    #expect(file.rejects.count == 1)
    let reject = try #require(file.rejects.first)
    #expect(reject.sheet == "days")
    #expect(reject.row == 2)
    #expect(reject.column == "days[1].\(fault.place ?? fault.path)")
    #expect(reject.value == fault.shown ?? fault.value?.description ?? "nothing")
    #expect(reject.reason.contains(fault.reason), "\(reject.reason)")
  }

  @Test("drivers of one name, given or for want of one, are told apart by number, and that is said")
  func sharedNames() throws {
    for (first, second, names) in [
      ("driver 2", nil, ["driver 2 1", "driver 2 2"]), ("Anna", " anna ", ["Anna 1", "anna 2"]),
    ] as [(String, String?, [String])] {
      let shared = DayFileSamples.day().with("drivers[0].name", .string(first))
        .with("drivers[1].name", second.map { .string($0) })
      let day = try #require(DayFile.read(DayFileSamples.file([shared])).days.first)
      #expect(day.drivers.prefix(2).map(\.name) == names)
      #expect(day.remarks.map(\.kind) == [.duplicateDriver, .duplicateDriver])
      for (remark, name) in zip(day.remarks, names) { #expect(remark.detail.contains(name)) }
    }
  }

  @Test("a driver has one name on all days of a file, and no other driver has it")
  func namesAcrossDays() {
    let shared = DayFileSamples.day("a").with("drivers[0].name", .string("Ann"))
      .with("drivers[1].name", .string("Ann"))
    let alone = DayFileSamples.day("b").with("drivers[0].name", .string("Ann"))
      .with("drivers[1].name", .string("Ann 2"))
    let days = DayFile.read(DayFileSamples.file([shared, alone])).days
    #expect(
      days.map { $0.drivers.prefix(2).map(\.name) } == [
        ["Ann 1", "Ann no. 2"], ["Ann 1", "Ann 2"],
      ])
  }

  @Test("a value that is no day, and one of a mile's length, are set aside in few words")
  func strangeDays() {
    let long = JSONValue.string(String(repeating: "x", count: 10_000))
    let file = DayFile.read(
      DayFileSamples.file([DayFileSamples.day(), .null, .array([]), long]))
    #expect(file.days.count == 1)
    #expect(file.rejects.map(\.column) == ["days[1].rides", "days[2].rides", "days[3].rides"])
    let wide = DayFile.read(DayFileSamples.file([DayFileSamples.day().with("rides[0].time", long)]))
    #expect(wide.rejects.map(\.value.count) == [200])
  }

  @Test("of two days of one name the first stands, whatever way the name is written")
  func duplicates() {
    let file = DayFile.read(
      DayFileSamples.file([
        DayFileSamples.day("7"), DayFileSamples.day("2025-10-22"),
        DayFileSamples.day().with("id", .integer(7)), DayFileSamples.day(" 2025-10-22"),
        DayFileSamples.day("8"),
      ]))
    #expect(file.days.map(\.label.description) == ["7", "2025-10-22", "8"])
    #expect(file.rejects.map(\.column) == ["days[2].id", "days[3].id"])
    #expect(file.rejects.allSatisfy { $0.reason == "is already the name of an earlier day" })
  }

  @Test("a day without rides or without drivers is a day")
  func emptyDays() {
    let file = DayFile.read(
      DayFileSamples.file([
        DayFileSamples.day("a").with("rides", .array([])),
        DayFileSamples.day("b").with("drivers", .array([])),
      ]))
    #expect(file.days.map(\.rides.count) == [0, 2])
    #expect(file.days.map(\.drivers.count) == [2, 0])
  }

  @Test(
    "a document without days is an empty file",
    arguments: [
      JSONValue.null, .array([]), .object([]), .object([("days", .integer(3))]),
    ])
  func noDays(json: JSONValue) {
    #expect(DayFile.read(json) == DayFile.read(.null))
    #expect(DayFile.read(json).days.isEmpty && DayFile.read(json).rejects.isEmpty)
  }
}
