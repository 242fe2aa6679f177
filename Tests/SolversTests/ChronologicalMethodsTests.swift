import FleetModel
import Solvers
import Testing

/// Hand-made days on which one rule or preference decides.
@Suite("Nearest and greedy on days made for one reason each")
struct ChronologicalMethodsTests {
  /// Degrees of latitude of a kilometre.
  static let degree = 180 / (Double.pi * Geodesy.earthRadiusKm)

  static func place(_ km: Double) -> Coordinate {
    Coordinate(latitude: 46 + km * degree, longitude: 6)
  }

  /// A ride between two places, given in km north of the origin.
  static func ride(
    _ id: Int, at minute: Int, _ direction: Direction = .outbound, confirmed: Bool = true,
    wheelchair: Bool = false, from: Double = 0, to: Double = 1, hospital: Bool = false,
    usual: Int? = nil
  ) -> Ride {
    Ride(
      id: id, minute: minute, direction: direction, isConfirmed: confirmed,
      needsWheelchair: wheelchair, pickup: place(from), dropoff: place(to), isHospital: hospital,
      usualDriver: usual)
  }

  static func driver(
    _ id: Int, _ kind: DriverKind = .regular, shift: (Int, Int) = (360, 1_320),
    wheelchair: Bool = false
  ) -> Driver {
    Driver(
      id: id, name: "Driver \(id)", kind: kind,
      shift: Shift(startMinute: shift.0, endMinute: shift.1), hasWheelchair: wheelchair)
  }

  static func routes(
    _ method: any PlanningMethod, _ rides: [Ride], _ drivers: [Driver]
  ) -> [Int: [Int]] {
    let day = ServiceDay(rides: rides, drivers: drivers, rules: Rules())
    let plan = method.plan(day)
    #expect(Feasibility.violations(of: plan, on: day).isEmpty)
    var routes: [Int: [Int]] = [0: plan.unassigned]
    for route in plan.routes { routes[route.driver] = route.rides }
    return routes
  }

  @Test("nearest counts an idle driver as 0 km away and prefers the smaller id at a tie")
  func nearestIdle() {
    let rides = [
      Self.ride(1, at: 600), Self.ride(2, at: 700), Self.ride(3, at: 800, from: 1, to: 2),
    ]
    let routes = Self.routes(NearestMethod(), rides, [Self.driver(1), Self.driver(2)])
    // Ride 2 goes to idle driver 2, ride 3 starts where both stand: the smaller id takes it.
    #expect(routes == [0: [], 1: [1, 3], 2: [2]])
  }

  @Test("nearest gives a ride to who stands closer, however many rides he has")
  func nearestUnfair() {
    let rides = [
      Self.ride(1, at: 600, from: 0, to: 9), Self.ride(2, at: 600, from: 0, to: 1),
      Self.ride(3, at: 700, from: 1, to: 0), Self.ride(4, at: 800, from: 0, to: 1),
    ]
    let routes = Self.routes(NearestMethod(), rides, [Self.driver(1), Self.driver(2)])
    #expect(routes == [0: [], 1: [1], 2: [2, 3, 4]])
  }

  @Test("greedy gives a ride to who has fewest, then to who stands closer")
  func greedyFair() {
    let rides = [
      Self.ride(1, at: 600, from: 0, to: 9), Self.ride(2, at: 600, from: 0, to: 1),
      Self.ride(3, at: 700, from: 1, to: 0), Self.ride(4, at: 800, from: 0, to: 1),
    ]
    let routes = Self.routes(GreedyMethod(), rides, [Self.driver(1), Self.driver(2)])
    #expect(routes == [0: [], 1: [1, 4], 2: [2, 3]])
  }

  @Test("greedy gives a ride to the client's usual driver among equals")
  func greedyUsual() {
    let drivers = [Self.driver(1), Self.driver(2)]
    #expect(
      Self.routes(GreedyMethod(), [Self.ride(1, at: 600, usual: 2)], drivers)
        == [0: [], 1: [], 2: [1]])
    #expect(
      Self.routes(GreedyMethod(), [Self.ride(1, at: 600)], drivers) == [0: [], 1: [1], 2: []])
  }

  @Test("greedy sends the driver with time to spare to a hospital ride, else the one less idle")
  func greedyHospital() {
    let before = [
      Self.ride(1, at: 600, from: 1, to: 0), Self.ride(2, at: 602, from: 1, to: 0),
    ]
    let drivers = [Self.driver(1), Self.driver(2)]
    let plain = Self.routes(
      GreedyMethod(), before + [Self.ride(3, at: 628)], drivers)
    let hospital = Self.routes(
      GreedyMethod(), before + [Self.ride(3, at: 628, hospital: true)], drivers)
    #expect(plain == [0: [], 1: [1], 2: [2, 3]])
    #expect(hospital == [0: [], 1: [1, 3], 2: [2]])
  }

  @Test(
    "the reserve is asked only where no regular driver can, and nobody is made to break a rule",
    arguments: [NearestMethod(), GreedyMethod()] as [any PlanningMethod])
  func lastResort(method: any PlanningMethod) {
    let rides = (1...4).map { Self.ride($0, at: 600) }
    let crew = [Self.driver(1, .emergency), Self.driver(2), Self.driver(3)]
    #expect(Self.routes(method, rides, crew) == [0: [4], 1: [3], 2: [1], 3: [2]])
  }

  @Test(
    "the cap of twelve rides binds, for the reserve as well",
    arguments: [NearestMethod(), GreedyMethod()] as [any PlanningMethod])
  func cap(method: any PlanningMethod) {
    let rides = (0..<25).map { Self.ride($0 + 1, at: 420 + 30 * $0, from: 0, to: 0) }
    let routes = Self.routes(method, rides, [Self.driver(1), Self.driver(2, .emergency)])
    #expect(routes == [0: [25], 1: Array(1...12), 2: Array(13...24)])
  }

  @Test(
    "a short shift binds at both ends",
    arguments: [NearestMethod(), GreedyMethod()] as [any PlanningMethod])
  func shortShift(method: any PlanningMethod) {
    // A ride of 1 km occupies 18 minutes.
    let rides = [
      Self.ride(1, at: 599), Self.ride(2, at: 600), Self.ride(3, at: 702), Self.ride(4, at: 743),
    ]
    let crew = [Self.driver(1, shift: (600, 720)), Self.driver(2, .occasional)]
    #expect(Self.routes(method, rides, crew) == [0: [], 1: [2, 3], 2: [1, 4]])
  }

  @Test(
    "a wheelchair ride waits for the one car that can",
    arguments: [NearestMethod(), GreedyMethod()] as [any PlanningMethod])
  func wheelchair(method: any PlanningMethod) {
    let rides = [
      Self.ride(1, at: 600, wheelchair: true), Self.ride(2, at: 600, wheelchair: true),
      Self.ride(3, at: 600),
    ]
    let crew = [Self.driver(1), Self.driver(2, wheelchair: true)]
    #expect(Self.routes(method, rides, crew) == [0: [2], 1: [3], 2: [1]])
  }

  @Test(
    "days without rides or without drivers have their plain plans",
    arguments: [NearestMethod(), GreedyMethod()] as [any PlanningMethod])
  func emptyDays(method: any PlanningMethod) {
    #expect(Self.routes(method, [], [Self.driver(1)]) == [0: [], 1: []])
    #expect(Self.routes(method, [Self.ride(1, at: 600)], []) == [0: [1]])
    #expect(Self.routes(method, [], []) == [0: []])
  }
}
