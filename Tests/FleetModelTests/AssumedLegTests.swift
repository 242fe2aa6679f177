import CivilTime
import FleetModel
import Testing

@Suite("Rides with an unknown end")
struct AssumedLegTests {
  static func rules(_ minutes: Int, speed: Double = 25) -> Rules {
    var rules = Rules()
    rules.speedKmh = speed
    rules.assumedLeg = Minutes(minutes)
    return rules
  }

  static func unknown(_ id: Int, at minute: Int, from: Coordinate?, to: Coordinate?) -> Ride {
    Ride(id: id, minute: minute, direction: .outbound, pickup: from, dropoff: to)
  }

  @Test("take the assumed minutes and the metres that these are at the rules' speed")
  func legs() {
    let known = Sample.place(0)
    for (minutes, speed, metres) in [(20, 25.0, 8_333), (7, 30.0, 3_500), (0, 25.0, 0)] {
      let travel = Travel(Self.rules(minutes, speed: speed))
      for (origin, target) in [(known, nil), (nil, known), (nil, nil)]
        as [(Coordinate?, Coordinate?)]
      {
        #expect(travel.leg(from: origin, to: target) == (Minutes(minutes), Metres(metres)))
        #expect(travel.minutes(from: origin, to: target) == Minutes(minutes))
        #expect(travel.metres(from: origin, to: target) == Metres(metres))
      }
      #expect(travel.leg(from: known, to: known) == (.zero, .zero))
    }
  }

  @Test("cannot be given an assumption out of range, nor a speed that traps")
  func bounds() {
    #expect(Self.rules(-5).assumedLeg == .zero)
    #expect(Self.rules(.max).assumedLeg == Minutes(240))
    for speed in [Double.infinity, .nan, -1, 1e300] {
      #expect(Travel(Self.rules(0, speed: speed)).metres(from: nil, to: nil) == .zero)
      #expect(Travel(Self.rules(20, speed: speed)).metres(from: nil, to: nil) >= .zero)
    }
  }

  @Test("are scheduled, checked and scored alike")
  func schedule() {
    // 600 + 5 + 20 + 10 = 635 free; + 5 margin + 20 to the pick-up = 660.
    let rides = [
      Self.unknown(1, at: 600, from: Sample.place(0), to: nil),
      Self.unknown(2, at: 660, from: Sample.place(3), to: Sample.place(4)),
    ]
    let drivers = [Sample.driver(1)]
    let plan = Sample.plan([1: [1, 2]])
    let day = Sample.day(rides, drivers)
    let schedule = RouteSchedule(of: plan.routes[0], on: day)
    #expect(schedule.stops.map(\.start.count) == [600, 660])
    #expect(schedule.stops.map(\.end.count) == [635, 676])
    #expect(schedule.stops[1].hopMinutes == Minutes(20))
    #expect(Feasibility.violations(of: plan, on: day).isEmpty)
    let driven = Travel(day.rules).metres(from: rides[1].pickup, to: rides[1].dropoff).count
    #expect(Score(of: plan, on: day).metres == 2 * 8_333 + driven)

    let longer = Sample.day(rides, drivers, rules: Self.rules(21))
    let violations = Feasibility.violations(of: plan, on: longer)
    #expect(violations.map(\.rule) == [.lateness])
    #expect(violations.first?.minutes == Minutes(2))
  }

  @Test("have the same legs in the matrix, on small days and on large ones")
  func matrix() {
    for count in [3, DayMatrix.pairLimit + 1] {
      let rides = (1...count).map { id in
        Self.unknown(
          id, at: 600, from: id == 2 ? nil : Sample.place(id % 50),
          to: id == 3 ? nil : Sample.place(id % 7))
      }
      let day = Sample.day(rides, [Sample.driver(1)])
      let matrix = DayMatrix(day)
      let travel = Travel(day.rules)
      #expect(!matrix.isTriangular)
      #expect(matrix.occupied[1] == 35)
      for (previous, next) in [(0, 1), (2, 0), (2, 1), (0, 2), (1, 0)] {
        let leg = travel.leg(from: rides[previous].dropoff, to: rides[next].pickup)
        #expect(matrix.hop(from: previous, to: next) == (leg.minutes.count, leg.metres.count))
        #expect(matrix.hopMinutes(from: previous, to: next) == leg.minutes.count)
        #expect(matrix.hopMetres(from: previous, to: next) == leg.metres.count)
        #expect(matrix.leastHopMetres(from: previous, to: next) <= Double(leg.metres.count))
      }
    }
    #expect(DayMatrix(Sample.day([Sample.ride(1, at: 600)], [])).isTriangular)
  }
}
