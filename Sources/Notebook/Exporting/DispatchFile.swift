import CivilTime
import CommandLanguage
import Files
import FleetModel
import Planning
import RideSheets
import SessionRecord
import Store
import TerminalText

/// One `export plan PLAN to FILE as dispatch`.
struct DispatchFile {
  let call: CommandCall

  /// Writes the plan.
  ///
  /// - Throws: `Diagnostic` for what is no plan, has days without dates or another system's numbers,
  ///   else what keeps the file from being written.
  /// - Complexity: O(rides × drivers) a day; the document is held.
  func write() throws -> Outcome {
    try call.requireEnding(ExportFormat.json.rawValue, for: "a dispatch")
    let plan = try call.storedPlan(ExportCommand.plan)
    let format = try call.database.datasetSummary(plan.record.dataset)?.format
    try requireOwnNumbers(format, of: plan)
    let days = try plan.days.map { try dispatched($0, of: plan) }
    let bytes = Array(DispatchExportWriter(days: days).text.utf8)
    let file = ExportedFile(call: call)
    let hash = try file.write(bytes)
    let rides = days.reduce(0) { $0 + $1.bookings.count }
    var outcome = Outcome.talk(
      file.sentence(
        "\(plan.record.name), \(counted(days.count, "dispatch", "dispatches")), "
          + "\(counted(rides, "booking")), \(bytes.count) bytes, sha256 \(hash.digits)"))
    outcome.blocks += losses(of: plan, format).map(Outcome.Block.warning)
    outcome.facts = [
      Fact("file", .hash(hash)), Fact("bytes", .integer(Int64(bytes.count))),
      Fact("dispatches", .integer(Int64(days.count))), Fact("bookings", .integer(Int64(rides))),
    ]
    return outcome
  }

  /// Refuses a plan of rides that another system numbered: their numbers are not kept, and under
  /// others each ride and driver would be taken for another one.
  private func requireOwnNumbers(_ format: String?, of plan: StoredPlan) throws {
    guard format == DispatchLoadReport.foreignFormat else { return }
    let name = NameRules.written(plan.record.name)
    throw call.mistake(
      .identity,
      "\(plan.record.dataset) was loaded from another system's dispatch export, whose booking, "
        + "driver and dispatch numbers are not kept; new numbers would mix up its rides",
      at: ExportCommand.plan,
      expected: "a plan of ride sheets, or of an export that this program wrote",
      remedy:
        "`export \(name) to \"\(plan.record.name).xlsx\"` or `.csv` writes the plan as a table; "
        + "join it with \(NameRules.written(plan.record.dataset)) on `ride` to get `sheet` and "
        + "`row`, each booking's place in the file")
  }

  /// What the form cannot hold of the rides, counted.
  private func losses(of plan: StoredPlan, _ format: String?) -> [Sentence] {
    let rides = plan.days.flatMap(\.dated.rides)
    guard !rides.isEmpty else { return [] }
    let back = rides.count { $0.direction == .return }
    let open = rides.count { !$0.isConfirmed }
    var parts: [Sentence] = [
      "\(counted(rides.count, "direction")) (\(back) return, \(open) unconfirmed)"
    ]
    let wheelchairs = rides.count(where: \.needsWheelchair)
    if wheelchairs > 0 { parts.append(counted(wheelchairs, "wheelchair")) }
    let clients = rides.count { !$0.client.isEmpty }
    if clients > 0 { parts.append("the clients of \(counted(clients, "ride"))") }
    var losses: [Sentence] = ["the export cannot store " + parts.joined(separator: ", ")]
    let isCounted = format == DayImport.format && rides.contains { $0.id != $0.row }
    if isCounted || format == DispatchLoadReport.ownFormat {
      losses.append(
        "bookings are numbered like the rides of \(plan.record.dataset), not as in its file")
    }
    return losses
  }

  private func dispatched(_ day: StoredPlan.Day, of plan: StoredPlan) throws -> DispatchedDay {
    let dated = day.dated
    guard let date = dated.label.date else {
      throw call.mistake(
        .date, "\(dated.label) of \(plan.record.name) has no calendar date",
        at: ExportCommand.plan,
        expected: "a plan whose days have dates",
        remedy: "`export \(NameRules.written(plan.record.name)) to \"plan.json\"` writes its rows")
    }
    let assignments = Dictionary(
      day.record.assignments.map { ($0.ride, $0) }, uniquingKeysWith: { first, _ in first })
    let numbers = Dictionary(dated.names.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let travel = Travel(dated.day.rules)
    let bookings = dated.rides.map { ride in
      booking(ride, assignments[ride.id], numbers, travel)
    }
    return DispatchedDay(
      date: date, drivers: drivers(of: dated, serving: bookings),
      bookings: bookings.sorted { ($0.scheduled, $0.id) < ($1.scheduled, $1.id) })
  }

  private func booking(
    _ ride: BookedRide, _ assignment: PlanRecord.Assignment?, _ numbers: [String: Int],
    _ travel: Travel
  ) -> DispatchedDay.Booking {
    func end(_ stop: BookedRide.Stop) -> DispatchedDay.End {
      .init(location: stop.label, coordinate: stop.coordinate)
    }
    let leg =
      ride.metres == nil
      ? nil : travel.leg(from: ride.pickup.coordinate, to: ride.dropoff.coordinate)
    let driver = assignment?.driver.flatMap { numbers[$0] }
    return DispatchedDay.Booking(
      id: ride.id, scheduled: ride.scheduled, pickup: end(ride.pickup), dropoff: end(ride.dropoff),
      metres: leg?.metres, duration: leg?.minutes, driver: driver,
      delay: driver == nil ? nil : assignment?.lateness)
  }

  /// The drivers of the day, and whoever serves beside them, by number.
  private func drivers(
    of dated: DatedDay, serving bookings: [DispatchedDay.Booking]
  ) -> [ExportedDriver] {
    var kinds = Dictionary(
      dated.day.drivers.map { ($0.id, $0.kind) }, uniquingKeysWith: { first, _ in first })
    for case let driver? in bookings.map(\.driver) where kinds[driver] == nil {
      kinds[driver] = .regular
    }
    return kinds.sorted { $0.key < $1.key }.map { id, kind in
      ExportedDriver(id: id, name: dated.name(of: id), isEmergency: kind == .emergency)
    }
  }
}
