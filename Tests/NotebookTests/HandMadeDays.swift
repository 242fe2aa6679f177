import Synchronization

@testable import Notebook

/// A file of days made by hand, on a straight road on which every way is easily told.
///
/// Places are kilometres along a meridian, cars drive 60 km/h unless told otherwise: 4.9 km take
/// 5 minutes, 9.8 take 10. Boarding takes 5 minutes, alighting 10, the margin is 5.
struct HandMadeDays {
  private var days: [String] = []

  /// One ride: from and to in kilometres, nil for a place that is not known.
  struct Trip {
    var time: Int
    var from: Double?
    var to: Double?
    var isReturn = false
    var isConfirmed = true

    init(
      _ time: Int, _ from: Double?, _ to: Double?, back isReturn: Bool = false,
      confirmed: Bool = true
    ) {
      self.time = time
      self.from = from
      self.to = to
      self.isReturn = isReturn
      isConfirmed = confirmed
    }
  }

  /// One driver.
  struct Person {
    var name: String
    var kind = "regular"
    var shift = (360, 1_320)

    init(_ name: String, _ kind: String = "regular", shift: (Int, Int) = (360, 1_320)) {
      self.name = name
      self.kind = kind
      self.shift = shift
    }
  }

  /// Adds a day.
  ///
  /// - Parameters:
  ///   - id: Its date or name.
  ///   - trips: Its rides, numbered from 1.
  ///   - people: Its drivers, numbered from 1.
  ///   - speed: In km/h.
  ///   - optimum: The stated optimum by level, or none.
  mutating func add(
    _ id: String, _ trips: [Trip], _ people: [Person] = [Person("Anna"), Person("Bo")],
    speed: Int = 60, optimum: [Int] = []
  ) {
    let rides = trips.enumerated().map { index, trip in
      """
      {"id": \(index + 1), "from": "\(Self.name(trip.from))", "to": "\(Self.name(trip.to))",
       "pickup": \(Self.point(trip.from)), "dropoff": \(Self.point(trip.to)), "time": \(trip.time),
       "direction": "\(trip.isReturn ? "return" : "outbound")", "confirmed": \(trip.isConfirmed)}
      """
    }
    let drivers = people.enumerated().map { index, person in
      """
      {"id": \(index + 1), "name": "\(person.name)", "kind": "\(person.kind)",
       "shift": [\(person.shift.0), \(person.shift.1)], "wheelchair": true}
      """
    }
    let levels = ["unassigned", "reserve", "gap", "squares", "latenessMin", "metres"]
    let stated = zip(levels, optimum).map { "\"\($0)\": \($1)" }.joined(separator: ", ")
    days.append(
      """
      {"id": "\(id)", "rules": {"speedKmh": \(speed)}, "rides": [\(rides.joined(separator: ",\n"))],
       "drivers": [\(drivers.joined(separator: ",\n"))]\(optimum.isEmpty ? "" : ", \"optimum\": {\(stated)}")}
      """)
  }

  /// Writes the file.
  func write(to folder: TemporaryDirectory, as name: String = "days.json") throws {
    try folder.write("{\"days\": [\(days.joined(separator: ",\n"))]}".utf8, to: name)
  }

  /// A session in a folder of its own, with the days loaded as `hand`.
  func loaded(in folder: TemporaryDirectory) throws -> NotebookHarness {
    try write(to: folder)
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"days.json\" as hand")
    return notebook
  }

  private static func name(_ place: Double?) -> String { place.map { "km \($0)" } ?? "" }

  private static func point(_ place: Double?) -> String {
    // Kilometres of a degree of latitude on the sphere that the rules compute with.
    place.map { "[\(46.2 + $0 / (6_371.0088 * Double.pi / 180)), 6.15]" } ?? "null"
  }
}

/// Some of the reference days with stated optima, small enough to be proven in a debug build.
enum ReferenceDays {
  static let path = NotebookHarness.repository + "/Tests/SolversTests/Fixtures/days.json"
  /// One or two of each size.
  static let places = [0, 1, 8, 9, 10, 20, 28]
}

/// A clock that goes on by a fixed step each time it is read.
final class SteppingClock: Sendable {
  private let ticks = Mutex(0)
  private let step: Double

  init(step: Double) { self.step = step }

  func read() -> Double {
    ticks.withLock { ticks in
      ticks += 1
      return Double(ticks) * step
    }
  }
}

/// Says that it is over after so many looks.
final class Countdown: Sendable {
  private let left = Mutex(Int.max)

  func start(_ count: Int) { left.withLock { $0 = count } }

  func isOver() -> Bool {
    left.withLock { left in
      if left == 0 { return true }
      left -= 1
      return false
    }
  }
}
