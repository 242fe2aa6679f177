import FleetModel
import Foundation
import Testing

/// A day of the bundled fixture with its proven optimum.
struct ReferenceDay: Decodable, Sendable, CustomTestStringConvertible {
  struct RideRow: Decodable {
    let id: Int
    let pickup: [Double]
    let dropoff: [Double]
    let time: Int
    let direction: String
    let confirmed: Bool
    let wheelchair: Bool
  }

  struct DriverRow: Decodable {
    let id: Int
    let kind: String
    let shift: [Int]
    let wheelchair: Bool
  }

  struct Optimum: Decodable {
    let unassigned: Int
    let reserve: Int
    let gap: Int
    let squares: Int
    let latenessMin: Int
    let metres: Int
    let routes: [String: [Int]]

    var score: Score {
      Score(
        unassigned: unassigned, reserve: reserve, gap: gap, squares: squares,
        lateness: latenessMin, metres: metres)
    }
  }

  let id: String
  let rides: [RideRow]
  let drivers: [DriverRow]
  let optimum: Optimum

  var testDescription: String { id }

  /// The proven best score.
  var score: Score { optimum.score }

  /// One plan with that score.
  var plan: Plan {
    let routes = optimum.routes.compactMap { driver, rides in
      Int(driver).map { Plan.Route(driver: $0, rides: rides) }
    }
    let served = Set(routes.flatMap(\.rides))
    return Plan(routes: routes, unassigned: rides.map(\.id).filter { !served.contains($0) })
  }

  /// The day under the default rules, which are the fixture's.
  var day: ServiceDay { day { $0 } }

  /// The day with its rows in another order.
  func day(shuffledBy shuffle: ([Int]) -> [Int]) -> ServiceDay {
    let rideRows = shuffle(Array(rides.indices)).map { rides[$0] }
    let driverRows = shuffle(Array(drivers.indices)).map { drivers[$0] }
    return ServiceDay(
      rides: rideRows.map(Self.ride), drivers: driverRows.map(Self.driver), rules: Rules())
  }

  private static func ride(_ row: RideRow) -> Ride {
    Ride(
      id: row.id, minute: row.time, direction: Direction(rawValue: row.direction) ?? .outbound,
      isConfirmed: row.confirmed, needsWheelchair: row.wheelchair,
      pickup: Coordinate(latitude: row.pickup[0], longitude: row.pickup[1]),
      dropoff: Coordinate(latitude: row.dropoff[0], longitude: row.dropoff[1]))
  }

  private static func driver(_ row: DriverRow) -> Driver {
    Driver(
      id: row.id, name: "Driver \(row.id)", kind: DriverKind(rawValue: row.kind) ?? .regular,
      shift: Shift(startMinute: row.shift[0], endMinute: row.shift[1]),
      hasWheelchair: row.wheelchair)
  }

  /// Every day of the fixture; empty, which a test notices, where it cannot be read.
  static let all: [ReferenceDay] = {
    struct File: Decodable { let days: [ReferenceDay] }
    guard
      let url = Bundle.module.url(
        forResource: "days", withExtension: "json", subdirectory: "Fixtures"),
      let data = try? Data(contentsOf: url),
      let file = try? JSONDecoder().decode(File.self, from: data)
    else { return [] }
    return file.days
  }()
}
