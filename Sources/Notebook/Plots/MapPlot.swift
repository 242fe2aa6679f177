import CommandLanguage
import FleetModel
import Planning
import Plotting
import Store
import TerminalText

/// `plot map`: where rides begin and which way they go.
struct MapPlot {
  static let name = Slot.object("NAME", [.dataset, .plan], "a dataset or a plan")
  static let day = Slot.day("DAY", "the one day to draw", default: "all days")

  static let syntax = CommandSyntax(
    id: "map",
    form: "plot map of \(Self.name) [on \(Self.day)]",
    summary: "Draws where rides begin and where they go.",
    details: [
      "North is at the top, and a kilometre is as long across as down. Places are rounded to a "
        + "thousandth of a degree, about 100 m, so that no plot reveals an address. In a plan, "
        + "trips are marked by driver for at most \(Self.mostDrivers) drivers. `_` has the trips."
    ],
    examples: ["plot map of october on 2025-10-22"])

  static let mostDrivers = 8

  let call: CommandCall

  /// A way and who drives it; nil for nobody or anybody.
  private struct Way: Hashable {
    let from: MapData.Place
    let to: MapData.Place
    let driver: String?

    static func == (left: Way, right: Way) -> Bool {
      left.from == right.from && left.to == right.to && left.driver == right.driver
    }

    func hash(into hasher: inout Hasher) { hasher.combine(key) }

    var key: [Double] { [from.latitude, from.longitude, to.latitude, to.longitude] }
  }

  func outcome() throws -> Outcome {
    let (title, rides, drivers) = try source()
    var counts: [Way: Int] = [:]
    var left = 0
    for ride in rides {
      guard let from = ride.pickup.coordinate, let to = ride.dropoff.coordinate else {
        left += 1
        continue
      }
      counts[
        Way(from: Self.rounded(from), to: Self.rounded(to), driver: drivers[ride.id]), default: 0] +=
        1
    }
    guard !counts.isEmpty else {
      throw call.mistake(
        .empty, "none of its rides has a location at both ends", at: Self.name,
        remedy: "`check` on the dataset lists addresses that could not be located")
    }
    let ways = counts.keys.sorted { left, right in
      left.key.lexicographicallyPrecedes(right.key)
        || left.key == right.key && (left.driver ?? "") < (right.driver ?? "")
    }
    let notes =
      left > 0 ? ["left out: \(counted(left, "ride")) without a location at one end"] : []
    let plot = Plot(
      PlotSpec(.map, title: title, notes: notes), .map(map(ways.map { ($0, counts[$0] ?? 0) })))
    return plotted([plot], Self.table(ways.map { ($0, counts[$0] ?? 0) }, drivers.isEmpty))
  }

  /// What is drawn: a title, rides, and the driver of each ride where a plan says so.
  private func source() throws -> (String, [BookedRide], [Int: String]) {
    let day = call.shownDay(Self.day).map { ", \($0)" } ?? ""
    let name = call.command[Self.name] ?? ""
    guard let object = try call.database.object(named: name), object.kind == .plan else {
      let dataset = try call.dataset(Self.name)
      let title = "pick-ups and trips of \(dataset)\(day)"
      guard call.command[Self.day] != nil else {
        return (title, try call.database.rides(of: dataset), [:])
      }
      return (title, try call.days(of: dataset, at: Self.day).flatMap(\.rides), [:])
    }
    let stored = try call.storedPlan(Self.name)
    let days =
      call.command[Self.day] == nil
      ? stored.days.map(\.dated)
      : try call.chosen(of: stored.days.map(\.dated), in: stored.record.name, at: Self.day)
    let drivers = Dictionary(
      stored.record.days.flatMap { day in
        day.assignments.compactMap { assignment in
          assignment.driver.map { (assignment.ride, $0) }
        }
      }, uniquingKeysWith: { first, _ in first })
    return ("pick-ups and trips of \(stored.record.name)\(day)", days.flatMap(\.rides), drivers)
  }

  private func map(_ ways: [(way: Way, count: Int)]) -> MapData {
    var points: [(place: MapData.Place, count: Int)] = []
    for (way, count) in ways {
      // Ways are sorted by their beginning, so that equal ones are neighbours.
      if points.last?.place == way.from {
        points[points.count - 1].count += count
      } else {
        points.append((way.from, count))
      }
    }
    let drivers = Set(ways.compactMap(\.way.driver)).sorted()
    let groups = drivers.count <= Self.mostDrivers ? drivers : []
    return MapData(
      groups: groups, points: points.map { .init($0.place, count: $0.count) },
      legs: ways.map { way, _ in
        .init(
          from: way.from, to: way.to,
          group: way.driver.flatMap { groups.firstIndex(of: $0) } ?? 0)
      })
  }

  private static func table(_ ways: [(way: Way, count: Int)], _ hasNoDrivers: Bool) -> ResultTable {
    ResultTable(
      ["pickup_latitude", "pickup_longitude", "dropoff_latitude", "dropoff_longitude"]
        + (hasNoDrivers ? [] : ["driver"]) + ["rides"],
      ways.map { way, count in
        way.key.map(SQLValue.real)
          + (hasNoDrivers ? [] : [way.driver.map(SQLValue.text) ?? .null])
          + [.integer(Int64(count))]
      })
  }

  /// A place to a thousandth of a degree.
  private static func rounded(_ point: Coordinate) -> MapData.Place {
    MapData.Place(
      latitude: (point.latitude * 1_000).rounded() / 1_000,
      longitude: (point.longitude * 1_000).rounded() / 1_000)
  }
}
