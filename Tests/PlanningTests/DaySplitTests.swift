import CivilTime
import FleetModel
import SeededRandom
import Testing

@testable import Planning

@Suite("Parting days by content")
struct DaySplitTests {
  private typealias Known = [String: (part: DayPart, dataset: String)]

  /// Days from 2025-10-10 on; each of content `h` and its number.
  private func days(_ count: Int) -> [DaySplit.Day] {
    let first = CivilDate(year: 2025, month: 10, day: 10) ?? CivilDate(dayNumber: 0)
    return (0..<count).map { (.date(first.adding(days: $0)), "h\($0)") }
  }

  private func parts(
    _ holdout: DaySplit.Holdout, _ days: [DaySplit.Day], validation: Double = 0.2,
    training: Set<DayLabel> = [], seed: UInt64 = 1, known: Known = [:]
  ) -> [String: DayPart] {
    let parted = DaySplit(holdout: holdout, training: training, validation: validation, seed: seed)
      .parts(of: days, known: known)
    return Dictionary(
      parted.map { ("\($0.label)", $0.part) }, uniquingKeysWith: { first, _ in first })
  }

  @Test(
    "any seed holds out the share asked for, validates on a share of the rest, and trains on the days named",
    arguments: 0..<20 as Range<UInt64>)
  func shares(seed: UInt64) {
    let parts = parts(
      .share(0.3), days(30), validation: 0.25, training: [DayLabel("2025-10-22")], seed: seed)
    #expect(parts.values.count { $0 == .holdout } == 9)
    #expect(parts.values.count { $0 == .validation } == 5)  // a quarter of 21
    #expect(parts["2025-10-22"] == .training)
  }

  @Test("the parts depend on content and seed, and not on the order of days")
  func order() {
    let days = days(40)
    var draws = SeededGenerator(seed: 4)
    let once = parts(.share(0.3), days)
    #expect(parts(.share(0.3), draws.shuffled(days)) == once)
    #expect(parts(.share(0.3), days, seed: 2) != once)
  }

  @Test("a day that is left out changes the part of few others")
  func stable() {
    let all = parts(.share(0.3), days(60))
    let fewer = parts(.share(0.3), Array(days(60).dropLast()))
    #expect(fewer.count { all[$0.key] != $0.value } <= 3)
  }

  @Test("days of equal content have one part, and count as the days that they are")
  func twins() {
    let days = days(30).map { ($0.label, "h\((Int($0.hash.dropFirst()) ?? 0) / 3)") }
    let parted = DaySplit(holdout: .count(6), validation: 0.2, seed: 3).parts(of: days, known: [:])
    #expect(parted.count { $0.part == .holdout } == 6)
    for (_, same) in Dictionary(grouping: parted, by: \.hash) {
      #expect(Set(same.map(\.part)).count == 1)
    }
  }

  @Test("content that is known keeps its part and counts towards what is asked for")
  func known() {
    let known: Known = [
      "h0": (.holdout, "year"), "h1": (.validation, "year"), "h2": (.training, "year"),
      "h99": (.holdout, "year"),
    ]
    let parted = DaySplit(holdout: .count(3), validation: 0.2, seed: 1)
      .parts(of: days(20), known: known)
    #expect(parted.prefix(3).map(\.part) == [.holdout, .validation, .training])
    #expect(parted.prefix(4).map(\.knownFrom) == ["year", "year", "year", nil])
    #expect(parted.count { $0.part == .holdout } == 3)
    #expect(parted.count { $0.part == .validation } == 3)
  }

  @Test("by date all later days are held out, but for the days named and what has been learnt from")
  func dates() throws {
    let date = try #require(CivilDate(iso: "2025-10-20"))
    let parts = parts(
      .from(date), days(20), training: [DayLabel("2025-10-22")], known: ["h18": (.training, "year")]
    )
    let held = parts.filter { $0.value == .holdout }.keys.sorted()
    #expect(
      held == [20, 21, 23, 24, 25, 26, 27, 29].map { "2025-10-\($0)" })
  }

  @Test("named days alone are held out, by name where they have no date")
  func names() {
    let days: [DaySplit.Day] = ["a", "b", "c", "d"].map { (.named($0), "h\($0)") }
    let parts = parts(.on([.named("b")]), days)
    #expect(parts["b"] == .holdout && parts.values.count { $0 == .holdout } == 1)
    #expect(parts.values.count { $0 == .validation } == 1)
  }
}

@Suite("What a day is known by")
struct DayHashTests {
  private func ride(
    _ id: Int, at minute: Int = 540, back: Bool = false, wheelchair: Bool = false,
    from: Double? = 46.2, client: String = "A", date: String = "2025-10-20"
  ) -> BookedRide {
    func stop(_ latitude: Double?) -> BookedRide.Stop {
      BookedRide.Stop(
        label: client, stated: latitude.map { Coordinate(latitude: $0, longitude: 6.1) })
    }
    return BookedRide(
      id: id, sheet: "s\(id)", row: id, leg: 1, client: client, day: DayLabel(date),
      scheduled: Minutes(minute), direction: back ? .return : .outbound, isConfirmed: true,
      needsWheelchair: wheelchair, initials: client, driver: client, pickup: stop(from),
      dropoff: stop(46.3))
  }

  @Test("rides in another order, under other numbers, names, dates and directions are the same day")
  func same() {
    let day = [ride(1), ride(2, at: 600), ride(3, from: nil)]
    #expect(DayHash.text(of: [ride(1, back: true), ride(2, at: 600)]) == DayHash.text(of: day))
    let hash = DayHash.text(of: day)
    #expect(hash.count == 32 && hash.allSatisfy(\.isHexDigit))
    #expect(DayHash.text(of: day.reversed()) == hash)
    #expect(
      DayHash.text(of: [
        ride(7, from: 46.200_004, client: "B", date: "2025-01-01"), ride(8, at: 600),
        ride(9, from: nil),
      ]) == hash)
  }

  @Test("another time, wheelchair, place or number of rides is another day")
  func other() {
    let days = [
      [ride(1)], [ride(1, at: 541)], [ride(1, wheelchair: true)], [ride(1, from: 46.201)],
      [ride(1, from: nil)], [ride(1, at: 541, from: nil)], [ride(1), ride(2)], [],
    ]
    #expect(Set(days.map(DayHash.text)).count == days.count)
  }

  @Test(
    "any number that a file may state as a degree has a hash",
    arguments: [
      Double.nan, .infinity, -.greatestFiniteMagnitude, 1e18, -0.0,
    ])
  func degrees(latitude: Double) {
    #expect(DayHash.text(of: [ride(1, from: latitude)]).count == 32)
  }
}
