import CivilTime
import FleetModel
import Tabular

/// A JSON file of service days, each with its own drivers, rules and perhaps a stated optimum.
///
/// The root is an object whose `days` are objects with `id`, `rides` and `drivers`. A day that
/// cannot be read is set aside whole, with the path of what is wrong: what is known of a day holds
/// for all of its rides together. An unknown rule, or an optimum that cannot be read, is remarked on.
public struct DayFile: Hashable, Sendable {
  public internal(set) var days: [Day] = []
  public internal(set) var rejects: [SourceReject] = []
  /// Members that nothing here takes.
  public internal(set) var unknownMembers = UnknownMembers()

  /// One day of the file.
  public struct Day: Hashable, Sendable {
    public let label: DayLabel
    public let rides: [DayRide]
    public internal(set) var drivers: [Driver]
    public let rules: Rules
    /// The optimum that the file states and does not itself call unproven.
    public let optimum: Score?
    /// The optimal plan that the file states beside it, by the file's own numbers of rides.
    public let optimalPlan: Plan?
    /// What is wrong with the day's rules or its optimum and does not keep it from being planned.
    public internal(set) var remarks: [Remark]

    /// The day as the rules know it, rides by the file's numbers; those without a point are left out.
    public var service: ServiceDay {
      ServiceDay(rides: rides.compactMap(\.located), drivers: drivers, rules: rules)
    }
  }

  /// Something in a day that was read which an analyst should know.
  public struct Remark: Hashable, Sendable {
    public let kind: SourceFinding.Kind
    /// One sentence with the path of the member.
    public let detail: String
  }

  /// One ride of a day.
  public struct DayRide: Hashable, Sendable {
    /// The file's number of the ride, unique within its day.
    public let number: Int
    public let from: String
    public let to: String
    /// Nil where the file has no point.
    public let pickup: Coordinate?
    public let dropoff: Coordinate?
    public let scheduled: Minutes
    public let direction: Direction
    public let isConfirmed: Bool
    public let needsWheelchair: Bool

    /// The ride as the rules know it, or nil where an end has no point.
    var located: Ride? {
      guard let pickup, let dropoff else { return nil }
      return Ride(
        id: number, scheduled: scheduled, direction: direction, isConfirmed: isConfirmed,
        needsWheelchair: needsWheelchair, pickup: pickup, dropoff: dropoff)
    }
  }

  /// True for an object whose `days` begin with a day of rides and drivers.
  public static func isDayFile(_ json: JSONValue) -> Bool {
    guard let first = json["days"]?.elements?.first else { return false }
    return first["rides"] != nil && first["drivers"] != nil
  }

  /// Reads every day of a file.
  ///
  /// - Parameters:
  ///   - json: the whole document.
  ///   - isStopped: asked before each day; where it says true the days so far come back.
  /// - Returns: the days in the file's order, and those set aside.
  /// - Complexity: O(rides + drivers).
  public static func read(
    _ json: JSONValue, until isStopped: () -> Bool = { false }
  ) -> DayFile {
    var file = DayFile()
    file.unknownMembers = unknownMembers(of: json)
    var labels: Set<DayLabel> = []
    for (index, value) in (json["days"]?.elements ?? []).enumerated() {
      if isStopped() { break }
      let path = "days[\(index)]"
      do throws(DayProblem) {
        let day = try DayReader(path: path).day(value)
        guard labels.insert(day.label).inserted else {
          throw DayProblem("\(path).id", value["id"], "is already the name of an earlier day")
        }
        file.days.append(day)
      } catch {
        file.rejects.append(
          SourceReject(
            sheet: "days", row: index + 1, column: error.path, value: error.value,
            reason: error.reason))
      }
    }
    file.tellDriversApart()
    return file
  }

  /// Gives the drivers of any day that share a name longer ones, the same on all days of the file.
  private mutating func tellDriversApart() {
    func key(_ driver: Driver) -> String { SharedNames.key(driver.name) }
    var shared: Set<String> = []
    var taken: Set<String> = []
    for day in days {
      var seen: Set<String> = []
      for driver in day.drivers where !seen.insert(key(driver)).inserted {
        shared.insert(key(driver))
      }
      taken.formUnion(seen)
    }
    guard !shared.isEmpty else { return }
    for place in days.indices {
      for index in days[place].drivers.indices
      where shared.contains(key(days[place].drivers[index])) {
        let driver = days[place].drivers[index]
        let longer = SharedNames.numbered(driver.name, driver.id)
        let name =
          taken.contains(SharedNames.key(longer))
          ? SharedNames.surelyNumbered(driver.name, driver.id) : longer
        days[place].drivers[index].name = name
        days[place].remarks.append(
          Remark(
            kind: .duplicateDriver,
            detail: "'\(driver.name)' is the name of several drivers; number \(driver.id) is "
              + "called \(name) here"))
      }
    }
  }

  private static func unknownMembers(of json: JSONValue) -> UnknownMembers {
    var unknown = UnknownMembers()
    unknown.note(json, of: "the file", known: ["days"])
    for day in json["days"]?.elements ?? [] {
      unknown.note(day, of: "days", known: ["id", "rules", "rides", "drivers", "optimum"])
      unknown.note(
        each: day["rides"], of: "rides",
        known: [
          "id", "from", "to", "pickup", "dropoff", "time", "direction", "confirmed", "wheelchair",
        ])
      unknown.note(
        each: day["drivers"], of: "drivers", known: ["id", "name", "kind", "shift", "wheelchair"])
      unknown.note(
        day["optimum"], of: "optima",
        known: [
          "unassigned", "reserve", "gap", "squares", "latenessMin", "metres", "status", "routes",
        ])
    }
    return unknown
  }
}

/// Why a day of a file cannot be read: the path of the member, what it holds, what is wrong.
struct DayProblem: Error, Hashable {
  let path: String
  let value: String
  let reason: String

  init(_ path: String, _ value: JSONValue?, _ reason: String) {
    self.path = path
    self.value = value.map { String($0.description.prefix(200)) } ?? "nothing"
    self.reason = reason
  }
}
