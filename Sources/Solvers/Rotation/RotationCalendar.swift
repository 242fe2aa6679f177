import FleetModel

/// The days of a rotation in order of date, in numbers that a search can add up without rounding.
struct RotationCalendar {
  /// One day, planned or past.
  struct Entry {
    let number: Int
    /// Who is there, by place in the list of all drivers.
    let people: [Int]
    /// A driver's even share of the day's rides, in parts of a ride.
    let share: Int
    /// Where the day's plan stands in the days given; nil for a past day.
    let place: Int?
    /// Deals the routes of a planned day.
    let dealer: RouteDealer?
    /// The dealings to choose from; nil where there are too many to list.
    let dealings: [RouteDealer.Dealing]?
  }

  let entries: [Entry]
  /// How many drivers there are over all days.
  let peopleCount: Int
  /// Parts that a ride is counted in, so that even shares are whole.
  let parts: Int
  /// The first day in the window of each day.
  let windowStarts: [Int]

  /// Up to ten drivers on a day share rides in parts of 1/2520; more are rounded to such parts.
  private static let mostParts = 2_520

  /// Puts the days in order, a past day before a planned one of the same date.
  ///
  /// - Returns: Nil where `isOver` says so, which is asked once a day.
  init?(
    _ days: [LoadRotation.Day], _ past: [LoadRotation.Past], _ window: Int,
    until isOver: () -> Bool
  ) {
    let numbers = days.map(\.number)
    guard let first = numbers.min(), let last = numbers.max() else { return nil }
    var dealers: [RouteDealer] = []
    for day in days {
      if isOver() { return nil }
      dealers.append(RouteDealer(day))
    }
    let past = past.filter { $0.number <= last && first - $0.number < window }
    let parts = Self.parts(dealers.map(\.drivers.count) + past.map(\.rides.count))
    var people = People()
    var entries: [Entry] = []
    for day in past {
      let rides = day.rides.sorted { $0.key < $1.key }
      entries.append(
        Entry(
          number: day.number, people: rides.map { people.place(of: $0.key) },
          share: Self.share(rides.reduce(0) { $0 + $1.value }, rides.count, parts),
          place: nil, dealer: nil,
          dealings: [
            RouteDealer.Dealing(
              routes: Array(rides.indices), loads: rides.map(\.value), moved: 0)
          ]))
    }
    for (place, dealer) in dealers.enumerated() {
      let rides = dealer.loads.reduce(0, +)
      entries.append(
        Entry(
          number: days[place].number, people: dealer.drivers.map { people.place(of: $0.name) },
          share: Self.share(rides, dealer.drivers.count, parts), place: place, dealer: dealer,
          dealings: dealer.dealings))
    }
    let order = entries.indices.sorted { (entries[$0].number, $0) < (entries[$1].number, $1) }
    let sorted = order.map { entries[$0] }
    self.entries = sorted
    self.parts = parts
    peopleCount = people.count
    windowStarts = sorted.map { entry in
      sorted.firstIndex { entry.number - $0.number < window } ?? 0
    }
  }

  /// Adds what a day's loads lie above their even share to sums by person.
  ///
  /// - Parameters:
  ///   - index: The place of the day.
  ///   - loads: Rides by the day's people.
  ///   - sums: Parts of a ride by person.
  ///   - sign: 1, or −1 to take the day out again.
  func add(_ index: Int, _ loads: [Int], to sums: inout [Int], times sign: Int) {
    let entry = entries[index]
    for (person, load) in zip(entry.people, loads) {
      sums[person] += sign * (load * parts - entry.share)
    }
  }

  private static func parts(_ counts: [Int]) -> Int {
    var parts = 1
    for count in Set(counts).sorted() where count > 1 {
      parts = parts / commonDivisor(parts, count) * count
      if parts > mostParts { return mostParts }
    }
    return parts
  }

  private static func commonDivisor(_ first: Int, _ second: Int) -> Int {
    var pair = (first, second)
    while pair.1 != 0 { pair = (pair.1, pair.0 % pair.1) }
    return pair.0
  }

  private static func share(_ rides: Int, _ drivers: Int, _ parts: Int) -> Int {
    drivers > 0 ? rides * parts / drivers : 0
  }

  /// Numbers drivers by name in the order in which they are met.
  private struct People {
    private var places: [String: Int] = [:]

    var count: Int { places.count }

    mutating func place(of name: String) -> Int {
      let place = places[name] ?? places.count
      places[name] = place
      return place
    }
  }
}
