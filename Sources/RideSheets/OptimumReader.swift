import FleetModel
import Naming
import Tabular

/// Reads the optimum that a day states.
///
/// What is wrong with it is a remark and never sets the day aside: its rides can be planned all the
/// same. An optimum is one only where all of it can be read and its `status` does not deny it.
struct OptimumReader {
  /// The path of the optimum in the document, such as `days[3].optimum`.
  let path: String

  /// What was read of an optimum.
  struct Reading {
    var score: Score?
    var plan: Plan?
    var remarks: [DayFile.Remark] = []
  }

  /// The words by which a file says that its optimum is proven; a file may also say nothing.
  private static let provenStatuses: Set<String> = ["optimal", "proven"]

  /// The levels in the strict order, as the file names them.
  private static let levels = [
    "unassigned", "reserve", "gap", "squares", "latenessMin", "metres",
  ]

  /// Reads an optimum.
  ///
  /// - Parameters:
  ///   - value: what the day states, nil or null for nothing.
  ///   - rides: the numbers of the day's rides.
  /// - Returns: the optimum where it is one, and what is wrong with it where it is not.
  func read(_ value: JSONValue?, rides: [Int]) -> Reading {
    guard let value, value != .null else { return Reading() }
    var reading = Reading()
    do throws(DayProblem) {
      let score = try score(value)
      reading.plan = try plan(value["routes"], rides: rides)
      if let doubt = doubt(value["status"]) {
        reading.remarks.append(doubt)
      } else {
        reading.score = score
      }
    } catch {
      reading.remarks.append(
        DayFile.Remark(
          kind: .unreadableOptimum,
          detail: "\(error.path) is \(error.value), which \(error.reason); the optimum is ignored")
      )
    }
    return reading
  }

  /// The remark on a status that says the figures are not proven; nil where it says nothing else.
  private func doubt(_ status: JSONValue?) -> DayFile.Remark? {
    guard let status, status != .null else { return nil }
    let word = TextFolding.singleBlanked(status.string ?? status.description)
    guard !Self.provenStatuses.contains(word.lowercased()) else { return nil }
    return DayFile.Remark(
      kind: .unprovenOptimum,
      detail: "\(path).status is '\(word.prefix(80))': its figures are upper bounds of "
        + "the optimum, not the optimum; they are ignored")
  }

  private func score(_ value: JSONValue) throws(DayProblem) -> Score {
    guard case .object = value else {
      throw DayProblem(path, value, "is not an object of levels")
    }
    var values: [Int] = []
    for level in Self.levels { values.append(try whole(value[level], at: level)) }
    return Score(
      unassigned: values[0], reserve: values[1], gap: values[2], squares: values[3],
      lateness: values[4], metres: values[5])
  }

  private func whole(_ value: JSONValue?, at level: String) throws(DayProblem) -> Int {
    let range = 0...1_000_000_000_000
    guard let number = value?.wholeNumber.flatMap({ Int(exactly: $0) }), range.contains(number)
    else {
      throw DayProblem("\(path).\(level)", value, "is not a whole number from 0 to 10¹²")
    }
    return number
  }

  /// The stated routes, an object of driver numbers with the rides of each in order.
  private func plan(_ value: JSONValue?, rides: [Int]) throws(DayProblem) -> Plan? {
    guard let value, value != .null else { return nil }
    let place = "\(path).routes"
    guard case .object(let members) = value else {
      throw DayProblem(place, value, "is not an object of driver numbers with their rides")
    }
    var routes: [Plan.Route] = []
    for (key, value) in members {
      let stops = value.elements?.compactMap { $0.wholeNumber.flatMap { Int(exactly: $0) } } ?? []
      guard let driver = Int(key), stops.count == value.elements?.count else {
        throw DayProblem("\(place).\(key)", value, "is not a list of the rides of a driver")
      }
      routes.append(Plan.Route(driver: driver, rides: stops))
    }
    let served = Set(routes.flatMap(\.rides))
    return Plan(routes: routes, unassigned: rides.filter { !served.contains($0) })
  }
}
