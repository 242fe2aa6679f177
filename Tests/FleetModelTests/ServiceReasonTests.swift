import CivilTime
import FleetModel
import Testing

@Suite("Why rides need the reserve or stay unserved")
struct ServiceReasonTests {
  static func reason(
    _ rides: [Ride], _ drivers: [Driver], of crew: ServiceReason.Crew = .regular,
    rules: Rules = Rules()
  ) -> String? {
    ServiceReason(for: crew, on: Sample.day(rides, drivers, rules: rules))?.description
  }

  static let crew = [Sample.driver(1), Sample.driver(2), Sample.driver(3, .emergency)]

  @Test("is told from the rides of one time")
  func oneTime() {
    let rides = [1, 2, 4].map { Sample.ride($0, at: 420) } + [Sample.ride(3, at: 600)]
    #expect(
      Self.reason(rides, Self.crew)
        == "3 rides at 07:00 (1, 2, 4) need 3 drivers, but 2 regular ones are available")
    #expect(Self.reason(rides, Self.crew, of: .everyone) == nil)
    #expect(
      Self.reason(rides, [Self.crew[0]], of: .everyone)
        == "3 rides at 07:00 (1, 2, 4) need 3 drivers, but 1 is available")
    let score = Score(
      unassigned: 0, reserve: 1, gap: 0, squares: 0, lateness: 0, metres: 0)
    let reasons = ServiceReason.reasons(for: score, on: Sample.day(rides, Self.crew))
    #expect(reasons.map(\.crew) == [.regular])
    #expect(reasons.first?.shortage == 1)
  }

  @Test("counts a ride until its driver could start another one, to the minute")
  func margin() {
    // A ride of 600 occupies 5 + 10 + 10 minutes and 5 of margin: until 630.
    func second(at minute: Int) -> String? {
      Self.reason([Sample.ride(1, at: 600, to: 10), Sample.ride(2, at: minute)], [Self.crew[0]])
    }
    #expect(
      second(at: 629)
        == "2 rides that each occupy a driver at 10:29 (1, 2) need 2 drivers, but 1 regular one is "
        + "available")
    #expect(second(at: 630) == nil)
    var rules = Rules()
    rules.margin = .zero
    #expect(
      Self.reason([Sample.ride(1, at: 600), Sample.ride(2, at: 625)], [Self.crew[0]], rules: rules)
        == nil)
  }

  @Test("counts a return from its latest start, and not one that can wait until the other is over")
  func tolerance() {
    // The return may start until 630, when the outbound ride keeps nobody any more.
    let apart = [Sample.ride(1, at: 600), Sample.ride(2, at: 600, .return)]
    #expect(Self.reason(apart, [Self.crew[0]]) == nil)
    let near = [Sample.ride(1, at: 601), Sample.ride(2, at: 600, .return, to: 30)]
    #expect(
      Self.reason(near, [Self.crew[0]])
        == "2 rides that each occupy a driver at 10:30 (2, 1) need 2 drivers, but 1 regular one is "
        + "available")
  }

  @Test("names the wheelchair rides alone where only these are short of drivers")
  func wheelchair() {
    let rides = [
      Sample.ride(1, at: 600, wheelchair: true), Sample.ride(2, at: 600, wheelchair: true),
      Sample.ride(3, at: 600),
    ]
    let drivers = [
      Sample.driver(1, wheelchair: true), Sample.driver(2), Sample.driver(3), Sample.driver(4),
    ]
    #expect(
      Self.reason(rides, drivers)
        == "2 wheelchair rides at 10:00 (1, 2) need 2 drivers, but only 1 regular one can take any "
        + "of them")
  }

  @Test("adds up over times of the day, rides that nobody can take, and the cap on a day's rides")
  func facts() throws {
    let twice =
      [1, 2].map { Sample.ride($0, at: 600) } + [3, 4, 5].map { Sample.ride($0, at: 700) }
    let night = Sample.ride(6, at: 100)
    let day = Sample.day(twice + [night], [Self.crew[0]])
    let reason = try #require(ServiceReason(for: .regular, on: day))
    #expect(reason.facts.map(\.shortage) == [2, 1, 1])
    #expect(reason.shortage == 4)
    #expect(
      reason.description
        == "3 rides at 11:40 (3, 4, 5) need 3 drivers, but 1 regular one is available; "
        + "2 rides at 10:00 (1, 2) need 2 drivers, but 1 regular one is available; "
        + "no regular driver can take ride 6")
    #expect(
      Self.reason((1...14).map { Sample.ride($0, at: 400 + 60 * $0) }, [Self.crew[0]])
        == "14 rides are 2 more than 1 regular driver can serve at 12 a day each")
  }

  @Test("is not given for days without rides, without need, or too large for words")
  func nothing() {
    #expect(Self.reason([], Self.crew) == nil)
    #expect(Self.reason([Sample.ride(1, at: 600)], Self.crew) == nil)
    #expect(
      Self.reason([Sample.ride(1, at: 600)], [], of: .everyone) == "no driver can take ride 1")
    let many = (0...DayMatrix.pairLimit).map { Sample.ride($0, at: 600) }
    #expect(Self.reason(many, Self.crew) == nil)
  }
}
