import CivilTime
import FleetModel
import Testing

/// A sample ride occupies 25 minutes; the next from the same place starts 40 minutes later at best.
@Suite("The independent check of a plan")
struct FeasibilityTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let day: ServiceDay
    let plan: Plan
    let expected: [Expected]

    init(_ reason: String, _ day: ServiceDay, _ plan: Plan, _ expected: Expected...) {
      testDescription = reason
      self.day = day
      self.plan = plan
      self.expected = expected
    }
  }

  struct Expected: Hashable, Sendable {
    let rule: Violation.BrokenRule
    let driver: Int?
    let rides: [Int]
    let minutes: Int

    init(_ rule: Violation.BrokenRule, driver: Int?, _ rides: [Int], minutes: Int = 0) {
      self.rule = rule
      self.driver = driver
      self.rides = rides
      self.minutes = minutes
    }
  }

  static let one = Sample.driver(1)
  static let two = [Sample.driver(1), Sample.driver(2)]

  static func rules(_ change: (inout Rules) -> Void) -> Rules {
    var rules = Rules()
    change(&rules)
    return rules
  }

  static func pair(_ second: Int, _ direction: Direction = .outbound, confirmed: Bool = true)
    -> [Ride]
  {
    [
      Sample.ride(1, at: 600),
      Sample.ride(2, at: second, direction, confirmed: confirmed),
    ]
  }

  static let timeCases: [Case] = [
    Case(
      "an outbound ride 40 minutes after the last is just on time",
      Sample.day(pair(640), [one]), Sample.plan([1: [1, 2]])),
    Case(
      "a ride of unknown direction may be as late as an unconfirmed return",
      Sample.day(pair(580, .unknown), [one]), Sample.plan([1: [1, 2]])),
    Case(
      "a ride of unknown direction is late one minute beyond that",
      Sample.day(pair(579, .unknown), [one]), Sample.plan([1: [1, 2]]),
      Expected(.lateness, driver: 1, [1, 2], minutes: 1)),
    Case(
      "an outbound ride has no tolerance: one minute late is late",
      Sample.day(pair(639), [one]), Sample.plan([1: [1, 2]]),
      Expected(.lateness, driver: 1, [1, 2], minutes: 1)),
    Case(
      "a confirmed return may start 30 minutes late",
      Sample.day(pair(610, .return), [one]), Sample.plan([1: [1, 2]])),
    Case(
      "a confirmed return may not start 31 minutes late",
      Sample.day(pair(609, .return), [one]), Sample.plan([1: [1, 2]]),
      Expected(.lateness, driver: 1, [1, 2], minutes: 1)),
    Case(
      "an unconfirmed return may start 60 minutes late, after a ride scheduled later",
      Sample.day(
        [Sample.ride(1, at: 600, .return, confirmed: false), Sample.ride(2, at: 620)], [one]),
      Sample.plan([1: [2, 1]])),
    Case(
      "an unconfirmed return may not start 61 minutes late",
      Sample.day(
        [Sample.ride(1, at: 600, .return, confirmed: false), Sample.ride(2, at: 621)], [one]),
      Sample.plan([1: [2, 1]]),
      Expected(.lateness, driver: 1, [2, 1], minutes: 1)),
    Case(
      "two outbound rides at the same minute cannot have one driver",
      Sample.day(pair(600), [one]), Sample.plan([1: [1, 2]]),
      Expected(.twoAtOnce, driver: 1, [1, 2], minutes: 40)),
    Case(
      "a ride swapped before an earlier one makes that one late",
      Sample.day(pair(640), [one]), Sample.plan([1: [2, 1]]),
      Expected(.twoAtOnce, driver: 1, [2, 1], minutes: 80)),
    Case(
      "the margin counts: 10 minutes instead of 5 make the next ride late",
      Sample.day(pair(640), [one], rules: rules { $0.margin = Minutes(10) }),
      Sample.plan([1: [1, 2]]),
      Expected(.lateness, driver: 1, [1, 2], minutes: 5)),
    Case(
      "a delay is carried on to the ride after the next",
      Sample.day(
        [
          Sample.ride(1, at: 600), Sample.ride(2, at: 620, .return),
          Sample.ride(3, at: 670),
        ], [one]),
      Sample.plan([1: [1, 2, 3]]),
      Expected(.lateness, driver: 1, [2, 3], minutes: 10)),
    Case(
      "a ride before the shift begins waits for it and is late",
      Sample.day([Sample.ride(1, at: 350)], [one]), Sample.plan([1: [1]]),
      Expected(.shiftStart, driver: 1, [1], minutes: 10)),
    Case(
      "a return before the shift begins may wait for it within its tolerance",
      Sample.day([Sample.ride(1, at: 335, .return)], [one]), Sample.plan([1: [1]])),
    Case(
      "the last ride may end with the shift",
      Sample.day([Sample.ride(1, at: 755)], [Sample.driver(1, shift: (360, 780))]),
      Sample.plan([1: [1]])),
    Case(
      "the last ride may not end a minute after a short shift",
      Sample.day([Sample.ride(1, at: 756)], [Sample.driver(1, shift: (360, 780))]),
      Sample.plan([1: [1]]),
      Expected(.shiftEnd, driver: 1, [1], minutes: 1)),
    Case(
      "a slower speed makes the same hop longer",
      Sample.day(pair(640), [one], rules: rules { $0.speedKmh = 12.5 }),
      Sample.plan([1: [1, 2]]),
      Expected(.lateness, driver: 1, [1, 2], minutes: 20)),
  ]

  static let crew = (1...13).map { Sample.ride($0, at: 360 + 60 * $0) }

  static let otherCases: [Case] = [
    Case(
      "twelve rides are allowed",
      Sample.day(Array(crew.prefix(12)), [one]), Sample.plan([1: Array(1...12)])),
    Case(
      "thirteen rides are one too many",
      Sample.day(crew, [one]), Sample.plan([1: Array(1...13)]),
      Expected(.maxRides, driver: 1, Array(1...13))),
    Case(
      "the cap binds the reserve too",
      Sample.day(crew, [Sample.driver(1, .emergency)]), Sample.plan([1: Array(1...13)]),
      Expected(.maxRides, driver: 1, Array(1...13))),
    Case(
      "a wheelchair ride needs a wheelchair driver",
      Sample.day([Sample.ride(1, at: 600, wheelchair: true)], [one]), Sample.plan([1: [1]]),
      Expected(.wheelchair, driver: 1, [1])),
    Case(
      "a wheelchair driver may take any ride",
      Sample.day(
        [Sample.ride(1, at: 600, wheelchair: true), Sample.ride(2, at: 700)],
        [Sample.driver(1, wheelchair: true)]), Sample.plan([1: [1, 2]])),
    Case(
      "a ride that is dropped without a word is found",
      Sample.day(pair(640), two), Sample.plan([1: [1]]),
      Expected(.unaccounted, driver: nil, [2])),
    Case(
      "a ride listed as unassigned is accounted for",
      Sample.day(pair(640), two), Sample.plan([1: [1]], unassigned: [2])),
    Case(
      "a ride cannot be served and unassigned",
      Sample.day(pair(640), two), Sample.plan([1: [1, 2]], unassigned: [2]),
      Expected(.servedAndUnassigned, driver: 1, [2])),
    Case(
      "two drivers cannot serve one ride",
      Sample.day(pair(640), two), Sample.plan([1: [1, 2], 2: [2]]),
      Expected(.servedTwice, driver: 2, [2])),
    Case(
      "a driver cannot serve a ride twice",
      Sample.day([Sample.ride(1, at: 600, .return)], two), Sample.plan([1: [1, 1]]),
      Expected(.servedTwice, driver: 1, [1]),
      Expected(.lateness, driver: 1, [1, 1], minutes: 10)),
    Case(
      "a ride of another day is unknown",
      Sample.day(pair(640), two), Sample.plan([1: [1, 2, 9]]),
      Expected(.unknownRide, driver: 1, [9])),
    Case(
      "an unassigned ride of another day is unknown",
      Sample.day(pair(640), two), Sample.plan([1: [1, 2]], unassigned: [9]),
      Expected(.unknownRide, driver: nil, [9])),
    Case(
      "an absent driver is unknown",
      Sample.day(pair(640), two), Sample.plan([7: [1, 2]]),
      Expected(.unknownDriver, driver: 7, [1, 2])),
    Case(
      "a driver has one route",
      Sample.day(pair(640), two),
      Plan(routes: [Plan.Route(driver: 1, rides: [1]), Plan.Route(driver: 1, rides: [2])]),
      Expected(.driverTwice, driver: 1, [2])),
    Case(
      "a pinned ride is its driver's alone",
      ServiceDay(
        rides: pair(640), drivers: two, rules: Rules(), pins: [1: 1, 2: 2]),
      Sample.plan([1: [1, 2]]),
      Expected(.pinned, driver: 1, [2])),
    Case(
      "a driver may be out for just the span allowed",
      Sample.day(pair(640), [one], rules: rules { $0.maxSpan = Minutes(65) }),
      Sample.plan([1: [1, 2]])),
    Case(
      "a driver may not be out for a minute more than the span",
      Sample.day(pair(640), [one], rules: rules { $0.maxSpan = Minutes(64) }),
      Sample.plan([1: [1, 2]]),
      Expected(.maxSpan, driver: 1, [1, 2], minutes: 1)),
    Case(
      "an hour between two rides, the way to the second left out, is a break",
      Sample.day(
        [Sample.ride(1, at: 590), Sample.ride(2, at: 685), Sample.ride(3, at: 850)], [one],
        rules: rules { $0.breakLength = Minutes(60) }),
      Sample.plan([1: [1, 2, 3]])),
    Case(
      "free time outside 10:00 to 15:00 is no break",
      Sample.day(
        [
          Sample.ride(1, at: 600), Sample.ride(2, at: 670), Sample.ride(3, at: 740),
          Sample.ride(4, at: 810), Sample.ride(5, at: 870),
        ], [one], rules: rules { $0.breakLength = Minutes(60) }),
      Sample.plan([1: [1, 2, 3, 4, 5]]),
      Expected(.missingBreak, driver: 1, [1, 2, 3, 4, 5], minutes: 25)),
    Case(
      "a driver done by 14:00 has his break behind him",
      Sample.day(
        [
          Sample.ride(1, at: 600), Sample.ride(2, at: 670), Sample.ride(3, at: 740),
          Sample.ride(4, at: 815),
        ], [one], rules: rules { $0.breakLength = Minutes(60) }),
      Sample.plan([1: [1, 2, 3, 4]])),
    Case("an empty day has an empty plan", Sample.day([], []), Sample.plan([:])),
  ]

  @Test("finds what breaks a rule, with driver, rides and minutes", arguments: timeCases)
  func times(example: Case) { verify(example) }

  @Test("finds what is wrong with who serves what", arguments: otherCases)
  func accounts(example: Case) { verify(example) }

  private func verify(_ example: Case) {
    let found = Feasibility.violations(of: example.plan, on: example.day)
    let facts = found.map {
      Expected($0.rule, driver: $0.driver, $0.rides, minutes: $0.minutes.count)
    }
    #expect(facts == example.expected)
  }

  @Test("says each violation in a sentence")
  func sentences() {
    let short = Sample.driver(2, shift: (660, 780))
    let day = Sample.day(
      Self.pair(600) + [
        Sample.ride(3, at: 650, .return), Sample.ride(4, at: 770, wheelchair: true),
      ], [Self.one, short])
    let plan = Sample.plan([1: [1, 2], 2: [3, 4]])
    #expect(
      Feasibility.violations(of: plan, on: day).map(\.facts.description) == [
        "driver 1 starts ride 2 at 10:40, 40 min later than its time 10:00 allows, "
          + "coming from ride 1, which ends at 10:25",
        "driver 2 has no wheelchair car, which ride 4 needs",
        "driver 2 ends ride 4 at 13:15, 15 min after his shift's end at 13:00",
      ])
  }
}
