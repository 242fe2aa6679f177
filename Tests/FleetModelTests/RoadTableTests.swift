import CivilTime
import FleetModel
import Testing

@Suite("Legs by road")
struct RoadTableTests {
  static let here = Coordinate(latitude: 46.2, longitude: 6.1)
  static let there = Coordinate(latitude: 46.3, longitude: 6.2)

  static func table(_ legs: [(Coordinate, Coordinate, Double, Double)]) -> RoadTable {
    RoadTable(
      legs.compactMap { from, to, seconds, metres in
        RoadLeg(seconds: seconds, metres: metres).map {
          (RoadPair(from: RoadPoint(from), to: RoadPoint(to)), $0)
        }
      })
  }

  static func rules(_ table: RoadTable) -> Rules {
    var rules = Rules()
    rules.travel = .roads(table)
    return rules
  }

  @Test("know a point by its millionths of a degree")
  func points() {
    let point = RoadPoint(Self.here)
    #expect((point.latitude, point.longitude) == (46_200_000, 6_100_000))
    #expect(RoadPoint(Coordinate(latitude: 46.200_000_4, longitude: 6.099_999_6)) == point)
    #expect(RoadPoint(Coordinate(latitude: 46.200_000_6, longitude: 6.1)) != point)
    #expect(RoadPoint(point.coordinate) == point)
    #expect(point.description == "46.2, 6.1")
    let nowhere = RoadPoint(Coordinate(latitude: .nan, longitude: .infinity))
    #expect((nowhere.latitude, nowhere.longitude) == (0, 0))
  }

  @Test(
    "round seconds up to whole minutes, and metres to the metre",
    arguments: [
      (0.0, 0), (0.000_000_01, 0), (0.001, 1), (59.9, 1), (60, 1), (60.000_000_01, 1), (60.1, 2),
      (604_800, 10_080),
    ])
  func minutes(seconds: Double, minutes: Int) {
    let leg = RoadLeg(seconds: seconds, metres: 1_234.5)
    #expect(leg?.minutes == minutes)
    #expect(leg?.metres == 1_235)
  }

  @Test("cannot be negative, endless or no number")
  func refused() {
    for odd in [-0.1, .nan, .infinity, -.infinity, 1e300] {
      #expect(RoadLeg(seconds: odd, metres: 1) == nil)
      #expect(RoadLeg(seconds: 1, metres: odd) == nil)
    }
  }

  @Test("have a direction, and no way from a point to itself unless the table has one")
  func directions() {
    let table = Self.table([(Self.here, Self.there, 600, 5_000), (Self.there, Self.there, 61, 7)])
    let travel = Travel(Self.rules(table))
    #expect(travel.leg(from: Self.here, to: Self.there) == (Minutes(10), Metres(5_000)))
    #expect(
      travel.leg(from: Self.there, to: Self.here) == (Minutes(Travel.missingMinutes), .zero))
    #expect(travel.leg(from: Self.here, to: Self.here) == (.zero, .zero))
    #expect(travel.leg(from: Self.there, to: Self.there) == (Minutes(2), Metres(7)))
    #expect(travel.leg(from: nil, to: Self.there) == (Minutes(20), Metres(8_333)))
  }

  @Test("count in schedules, scores, matrices and the check, whatever the great circle")
  func schedule() {
    let rides = [
      Ride(id: 1, minute: 600, direction: .outbound, pickup: Self.here, dropoff: Self.there),
      Ride(id: 2, minute: 660, direction: .outbound, pickup: Self.here, dropoff: Self.there),
    ]
    // 600 + 5 + 12 + 10 = 627; + 5 of margin + 28 back = 660.
    func day(_ seconds: Double) -> ServiceDay {
      let table = Self.table([
        (Self.here, Self.there, 700, 9_000), (Self.there, Self.here, seconds, 11_000),
      ])
      return Sample.day(rides, [Sample.driver(1)], rules: Self.rules(table))
    }
    let plan = Sample.plan([1: [1, 2]])
    let schedule = RouteSchedule(of: plan.routes[0], on: day(1_680))
    #expect(schedule.stops.map(\.start.count) == [600, 660])
    #expect(schedule.metres == Metres(29_000))
    #expect(Score(of: plan, on: day(1_680)).metres == 29_000)
    #expect(Feasibility.violations(of: plan, on: day(1_680)).isEmpty)
    let late = Feasibility.violations(of: plan, on: day(1_681))
    #expect(late.map(\.rule) == [.lateness])
    #expect(late.map(\.minutes) == [Minutes(1)])
    let matrix = DayMatrix(day(1_680))
    #expect(matrix.hop(from: 0, to: 1) == (28, 11_000))
    #expect(matrix.occupied == [27, 27])
    #expect(matrix.leastHopMetres(from: 0, to: 1) == 0)
    #expect(!matrix.isTriangular)
  }

  @Test("are the same in the matrix of a large day")
  func largeDay() {
    var rides: [Ride] = []
    for id in 1...(DayMatrix.pairLimit + 1) {
      rides.append(
        Ride(id: id, minute: 600, direction: .outbound, pickup: Self.here, dropoff: Self.there))
    }
    let table = Self.table([(Self.here, Self.there, 700, 9_000), (Self.there, Self.here, 60, 1)])
    let matrix = DayMatrix(Sample.day(rides, [Sample.driver(1)], rules: Self.rules(table)))
    #expect(matrix.hop(from: 0, to: 1) == (1, 1))
    #expect(matrix.hopMinutes(from: 0, to: 1) == 1)
    #expect(matrix.hopMetres(from: 0, to: 1) == 1)
  }

  @Test("are missed pair by pair, own legs first, and a hop from a ride to itself is none")
  func missing() {
    let far = Coordinate(latitude: 46.4, longitude: 6.3)
    let rides = [
      Ride(id: 1, minute: 600, direction: .outbound, pickup: Self.here, dropoff: Self.there),
      Ride(id: 2, minute: 660, direction: .return, pickup: Self.there, dropoff: far),
      Ride(id: 3, minute: 700, direction: .return, pickup: nil, dropoff: far),
    ]
    func missing(
      _ rides: [Ride], _ legs: [(Coordinate, Coordinate, Double, Double)]
    ) -> MissingRoads? {
      MissingRoads(on: Sample.day(rides, [], rules: Self.rules(Self.table(legs))))
    }
    let out = (Self.here, Self.there, 60.0, 1.0)
    #expect(missing([rides[0]], [out]) == nil)
    #expect(missing([rides[0]], [])?.first ?? (0, 0) == (1, 1))
    // Own leg of ride 2; hops from `far`, where rides 2 and 3 end, to both pick-ups.
    let found = missing(rides, [out])
    #expect(found?.pairs.count == 3)
    #expect(found?.first ?? (0, 0) == (2, 2))
    let further = [out, (Self.there, far, 1, 1), (far, Self.here, 1, 1)]
    let last = missing(rides, further)
    #expect(last?.pairs == [RoadPair(from: RoadPoint(far), to: RoadPoint(Self.there))])
    #expect(last?.first ?? (0, 0) == (3, 2))
    #expect(missing(rides, further + [(far, Self.there, 1, 1)]) == nil)
    // Without ride 3 nobody drives from ride 2's end to its beginning.
    #expect(missing(Array(rides.prefix(2)), further) == nil)
    #expect(MissingRoads(on: Sample.day(rides, [])) == nil)
  }

  @Test("are a rule, written where it is not the default")
  func rule() throws {
    #expect(!Rules().text.contains("travel"))
    let roads = try Rules().setting("travel", to: 1)
    #expect(roads.text.hasSuffix(" travel=1"))
    #expect(Rules(text: roads.text) == roads)
    #expect(try roads.setting("travel", to: 0) == Rules())
    let filled = Self.rules(Self.table([(Self.here, Self.there, 1, 1)]))
    #expect(try filled.setting("travel", to: 1) == filled)
    let rule = try Rules.rule(named: "travel")
    #expect([0, 1].map { rule.text(of: $0) } == ["great circle", "roads"])
    #expect(rule.text(of: 7) == "7")
  }
}
