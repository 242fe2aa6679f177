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
  /// - Throws: `Diagnostic` for what is no plan, has days without dates or drivers whom the document
  ///   does not number, else what keeps the file from being written.
  /// - Complexity: O(rides × drivers) a day; the document is held.
  func write() throws -> Outcome {
    try call.requireEnding(ExportFormat.json.rawValue, for: "a dispatch")
    let plan = try call.storedPlan(ExportCommand.plan)
    let format = try call.database.datasetSummary(plan.record.dataset)?.format
    if format == DispatchLoadReport.format { return try writeDocument(of: plan) }
    let days = try plan.days.map { try dispatched($0, of: plan) }
    let bytes = Array(DispatchExportWriter(days: days).text.utf8)
    let rides = days.reduce(0) { $0 + $1.bookings.count }
    var outcome = try written(bytes, of: plan, dispatches: days.count, bookings: rides)
    outcome.blocks += losses(of: plan, format).map(Outcome.Block.warning)
    return outcome
  }

  private func written(
    _ bytes: [UInt8], of plan: StoredPlan, dispatches: Int, bookings: Int
  ) throws -> Outcome {
    let file = ExportedFile(call: call)
    let hash = try file.write(bytes)
    var outcome = Outcome.talk(
      file.sentence(
        "\(plan.record.name), \(counted(dispatches, "dispatch", "dispatches")), "
          + "\(counted(bookings, "booking")), \(bytes.count) bytes, sha256 \(hash.digits)"))
    outcome.facts = [
      Fact("file", .hash(hash)), Fact("bytes", .integer(Int64(bytes.count))),
      Fact("dispatches", .integer(Int64(dispatches))), Fact("bookings", .integer(Int64(bookings))),
    ]
    return outcome
  }

  /// Writes the document that the dataset came from, with the plan's drivers.
  private func writeDocument(of plan: StoredPlan) throws -> Outcome {
    let document = try document(of: plan)
    let places = Dictionary(
      try call.database.rides(of: plan.record.dataset).map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    let bookings = plan.record.days.flatMap(\.assignments).compactMap { assignment in
      places[assignment.ride].map { ride in
        DispatchDocument.Booking(
          dispatch: ride.sheet, row: ride.row, driver: assignment.driver,
          moment: ride.day.date.map { .init(date: $0, time: ride.scheduled) })
      }
    }
    let result: DispatchDocument.Written
    do {
      result = try document.assigning(
        bookings, drivers: call.database.sourceDrivers(of: plan.record.dataset),
        isRecorded: plan.record.method == DispatchMethod.recorded.name)
    } catch DispatchDocument.Failure.withoutNumber(let names) {
      throw withoutNumber(names, plan)
    }
    var outcome = try written(
      result.bytes, of: plan, dispatches: result.dispatches, bookings: result.bookings)
    outcome.blocks.append(.talk(Self.changes(result, of: plan.record.dataset)))
    if result.bookings > bookings.count {
      let rest = result.bookings - bookings.count
      outcome.blocks.append(
        .talk("\(counted(rest, "booking")) not in the plan: unchanged"))
    }
    outcome.facts.append(
      FactSet([
        Fact("reassigned", .integer(Int64(result.reassigned))),
        Fact("recomputed", .integer(Int64(result.aggregates.count))),
      ]))
    return outcome
  }

  private func document(of plan: StoredPlan) throws -> DispatchDocument {
    guard let bytes = try call.database.sourceDocument(of: plan.record.dataset),
      let document = try? DispatchDocument(bytes)
    else {
      throw call.mistake(
        .identity,
        "\(plan.record.dataset) was loaded by an earlier version, which did not keep the file and its "
          + "numbers",
        at: ExportCommand.plan, expected: "a plan of rides whose file the notebook keeps",
        remedy: "load the file again with `replace`, then make the plan again")
    }
    return document
  }

  private func withoutNumber(_ names: [String], _ plan: StoredPlan) -> any Error {
    let named = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
    let without = names.map(NameRules.written).joined(separator: ", ")
    return call.mistake(
      .identity,
      "the file of \(plan.record.dataset) does not list \(named), so that it has no number for "
        + "\(names.count == 1 ? "this driver" : "these drivers")",
      at: ExportCommand.plan, expected: "a plan of the drivers that the file lists",
      remedy: "make the plan `without \(without)`, or "
        + "`export \(NameRules.written(plan.record.name)) to \"\(plan.record.name).xlsx\"` writes "
        + "the plan as a table")
  }

  /// What differs from the file that was loaded.
  private static func changes(_ result: DispatchDocument.Written, of dataset: String) -> Sentence {
    var parts: [Sentence] = []
    if result.reassigned > 0 {
      parts.append("\(counted(result.reassigned, "booking")) with another driver")
    }
    if result.moved > 0 { parts.append("\(counted(result.moved, "booking")) at another time") }
    if result.listed > 0 {
      parts.append("\(counted(result.listed, "driver")) added to the list of a dispatch")
    }
    if !result.aggregates.isEmpty {
      parts.append("\(counted(result.aggregates.count, "aggregate")) recomputed")
    }
    return parts.isEmpty
      ? "the same bytes as the file of \(dataset)"
      : "the file of \(dataset) with " + parts.joined(separator: ", ")
        + "; all else is byte for byte the same"
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
    if format == DayImport.format, rides.contains(where: { $0.id != $0.row }) {
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
