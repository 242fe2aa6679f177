import CivilTime
import FleetModel
import Naming
import Tabular

/// Reads one day of a day file; the first thing that is wrong ends it.
struct DayReader {
  /// The day's path in the document, such as `days[3]`.
  let path: String

  /// The members of `rules` with the rules that they set.
  private static let ruleNames = [
    ("speedKmh", "speed"), ("boardingMin", "boarding"), ("alightingMin", "alighting"),
    ("marginMin", "margin"), ("toleranceOutboundMin", "tolerance_outbound"),
    ("toleranceReturnMin", "tolerance_return"),
    ("toleranceUnconfirmedMin", "tolerance_unconfirmed"), ("maxRidesPerDriver", "max_rides"),
    ("breakMin", "break"), ("maxSpanMin", "max_span"), ("travel", "travel"),
  ]

  func day(_ value: JSONValue) throws(DayProblem) -> DayFile.Day {
    let (rules, unknown) = try rules(value["rules"])
    let rides = try list(value, "rides", ride)
    let drivers = try list(value, "drivers", driver)
    try requireUnique(rides.map(\.number), "rides")
    try requireUnique(drivers.map(\.id), "drivers")
    let stated = OptimumReader(path: "\(path).optimum").read(
      value["optimum"], rides: rides.map(\.number))
    return DayFile.Day(
      label: try label(value["id"]), rides: rides, drivers: drivers, rules: rules,
      // Under a rule that is not known here another optimum may hold.
      optimum: unknown.isEmpty ? stated.score : nil, optimalPlan: stated.plan,
      remarks: unknown + stated.remarks)
  }

  private func label(_ value: JSONValue?) throws(DayProblem) -> DayLabel {
    if let number = value?.wholeNumber { return .named(String(number)) }
    guard let text = value?.string.map(TextFolding.singleBlanked), !text.isEmpty else {
      throw DayProblem("\(path).id", value, "is not the name of a day; expected a text")
    }
    return DayLabel(text)
  }

  /// The rules that are known here, and a remark for each other one.
  private func rules(
    _ value: JSONValue?
  ) throws(DayProblem) -> (rules: Rules, unknown: [DayFile.Remark]) {
    guard let value, value != .null else { return (Rules(), []) }
    guard case .object(let members) = value else {
      throw DayProblem("\(path).rules", value, "is not an object of rules")
    }
    var rules = Rules()
    var unknown: [DayFile.Remark] = []
    for (key, value) in members {
      let place = "\(path).rules.\(key)"
      guard let rule = Self.ruleNames.first(where: { $0.0 == key })?.1 else {
        let known = Self.ruleNames.map(\.0).joined(separator: ", ")
        unknown.append(
          DayFile.Remark(
            kind: .unknownRule,
            detail: "\(place) is not a supported rule: the day is planned without it and a "
              + "stated optimum is ignored; the rules are \(known)"))
        continue
      }
      let words = (try? Rules.rule(named: rule))?.words ?? []
      let word = value.string.flatMap { words.firstIndex(of: $0) }
      guard let number = words.isEmpty ? value.number : word.map(Double.init) else {
        throw DayProblem(
          place, value, words.isEmpty ? "is not a number" : "is not \(words.listed("or"))")
      }
      do {
        rules = try rules.setting(rule, to: number)
      } catch {
        throw DayProblem(place, value, "\(error)")
      }
    }
    return (rules, unknown)
  }

  // MARK: Rides

  private func ride(_ value: JSONValue, _ place: String) throws(DayProblem) -> DayFile.DayRide {
    DayFile.DayRide(
      number: try whole(value, "id", 0...1_000_000_000, place),
      from: text(value["from"]), to: text(value["to"]),
      pickup: try point(value, "pickup", place), dropoff: try point(value, "dropoff", place),
      scheduled: Minutes(try whole(value, "time", 0...2_879, place)),
      direction: try direction(value, place),
      isConfirmed: try truth(value, "confirmed", place) ?? true,
      needsWheelchair: try truth(value, "wheelchair", place) ?? false)
  }

  private func direction(_ value: JSONValue, _ place: String) throws(DayProblem) -> Direction {
    guard let direction = value["direction"]?.string.flatMap({ Direction(rawValue: $0) }),
      direction != .unknown
    else {
      throw DayProblem(
        "\(place).direction", value["direction"], "is not a direction; expected outbound or return")
    }
    return direction
  }

  /// A point `[latitude, longitude]`, or nil where the file has none.
  private func point(
    _ value: JSONValue, _ key: String, _ place: String
  ) throws(DayProblem) -> Coordinate? {
    guard let member = value[key], member != .null else { return nil }
    let numbers = member.elements?.compactMap(\.number) ?? []
    guard member.elements?.count == 2, numbers.count == 2, numbers.allSatisfy(\.isFinite),
      abs(numbers[0]) <= 90, abs(numbers[1]) <= 180
    else {
      throw DayProblem(
        "\(place).\(key)", member, "is not a point; expected [latitude, longitude] in degrees")
    }
    return Coordinate(latitude: numbers[0], longitude: numbers[1])
  }

  // MARK: Drivers

  private func driver(_ value: JSONValue, _ place: String) throws(DayProblem) -> Driver {
    let id = try whole(value, "id", 0...1_000_000_000, place)
    guard let kind = value["kind"]?.string.flatMap({ DriverKind(rawValue: $0) }) else {
      throw DayProblem(
        "\(place).kind", value["kind"],
        "is not a kind of driver; expected regular, occasional or emergency")
    }
    let name = text(value["name"])
    return Driver(
      id: id, name: name.isEmpty ? "driver \(id)" : name, kind: kind,
      shift: try shift(value["shift"], place),
      hasWheelchair: try truth(value, "wheelchair", place) ?? false)
  }

  private func shift(_ value: JSONValue?, _ place: String) throws(DayProblem) -> Shift {
    guard let value, value != .null else { return .standard }
    let times = value.elements?.compactMap(\.wholeNumber) ?? []
    guard value.elements?.count == 2, times.count == 2, (0...2_880).contains(times[0]),
      (times[0]...2_880).contains(times[1])
    else {
      throw DayProblem(
        "\(place).shift", value, "is not a shift; expected [start, end] in minutes after midnight")
    }
    return Shift(startMinute: Int(times[0]), endMinute: Int(times[1]))
  }

  // MARK: Members

  private func list<Element>(
    _ value: JSONValue, _ key: String,
    _ read: (JSONValue, String) throws(DayProblem) -> Element
  ) throws(DayProblem) -> [Element] {
    guard let elements = value[key]?.elements else {
      throw DayProblem("\(path).\(key)", value[key], "is not a list")
    }
    var all: [Element] = []
    for (index, element) in elements.enumerated() {
      all.append(try read(element, "\(path).\(key)[\(index)]"))
    }
    return all
  }

  private func requireUnique(_ numbers: [Int], _ key: String) throws(DayProblem) {
    var seen: Set<Int> = []
    for (index, number) in numbers.enumerated() where !seen.insert(number).inserted {
      throw DayProblem(
        "\(path).\(key)[\(index)].id", .integer(Int64(number)), "appears twice in its day")
    }
  }

  private func whole(
    _ value: JSONValue, _ key: String, _ range: ClosedRange<Int>, _ place: String
  ) throws(DayProblem) -> Int {
    guard let number = value[key]?.wholeNumber.flatMap({ Int(exactly: $0) }), range.contains(number)
    else {
      throw DayProblem(
        "\(place).\(key)", value[key],
        "is not a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private func truth(
    _ value: JSONValue, _ key: String, _ place: String
  ) throws(DayProblem) -> Bool? {
    guard let member = value[key], member != .null else { return nil }
    guard let truth = member.truth else {
      throw DayProblem("\(place).\(key)", member, "is neither true nor false")
    }
    return truth
  }

  private func text(_ value: JSONValue?) -> String {
    TextFolding.singleBlanked(value?.string ?? "")
  }
}
