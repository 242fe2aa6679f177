import CivilTime
import FleetModel
import RideSheets
import Store

/// Turns a file of days into a dataset record, its stated optima checked.
struct DayImport {
  let file: DayFile
  let isInterrupted: @Sendable () -> Bool

  /// The dataset, its counts and what to warn of.
  ///
  /// - Parameters:
  ///   - name: The dataset's name.
  ///   - path: The file's path as the statement has it.
  ///   - sha256: The file's digest in lower-case hexadecimal digits.
  ///   - days: How many days the file lists, those set aside included.
  /// - Returns: What the import made of the file.
  /// - Throws: `StoreError.interrupted` on Ctrl-C.
  /// - Complexity: O(rides).
  func result(name: String, path: String, sha256: String, days: Int) throws -> DatasetImport.Result
  {
    var rides: [RideRecord] = []
    var findings: [DatasetRecord.Finding] = []
    for day in file.days {
      if isInterrupted() { throw StoreError.interrupted }
      let first = rides.count + 1
      rides += day.rides.enumerated().map { rideRecord($1, on: day.label, id: first + $0) }
      findings += withoutRides(day) + unlocated(day) + wrongOptimum(day)
    }
    let refuted = Set(findings.filter { $0.finding == Self.wrongOptimum }.map(\.sheet))
    let located = rides.reduce(0) {
      $0 + [$1.pickup.coordinate, $1.dropoff.coordinate].compactMap { $0 }.count
    }
    let record = DatasetRecord(
      name: name, file: path, sha256: sha256, format: "day file", rowsRead: days, blankRows: 0,
      rides: rides,
      rejects: file.rejects.map {
        DatasetRecord.Reject(
          sheet: $0.sheet, row: $0.row, column: $0.column, value: $0.value, reason: $0.reason)
      }, findings: findings,
      days: file.days.map {
        DayRecord(
          label: $0.label, drivers: $0.drivers, rules: $0.rules,
          // What its own routes do not bear out is no measure for others.
          optimum: refuted.contains($0.label.description) ? nil : $0.optimum)
      })
    return DatasetImport.Result(
      record: record,
      counts: ImportReportTable.Counts(
        rows: days, rejected: file.rejects.count, blank: 0, addresses: 2 * rides.count,
        located: located),
      warnings: warnings(findings))
  }

  /// The ride under its number in the dataset; `row` keeps the file's own.
  private func rideRecord(_ ride: DayFile.DayRide, on day: DayLabel, id: Int) -> RideRecord {
    RideRecord(
      id: id, sheet: day.description, sourceRow: ride.number, leg: 1, client: "", day: day,
      scheduled: ride.scheduled, direction: ride.direction, isConfirmed: ride.isConfirmed,
      needsWheelchair: ride.needsWheelchair, initials: nil, driver: nil,
      pickup: stop(ride.from, ride.pickup), dropoff: stop(ride.to, ride.dropoff))
  }

  private func stop(_ label: String, _ coordinate: Coordinate?) -> RideRecord.Stop {
    RideRecord.Stop(
      label: label, kind: nil, coordinate: coordinate,
      precision: coordinate.map { _ in LocationPrecision.stated.rawValue })
  }

  // MARK: Findings

  private static let wrongOptimum = "wrong optimum"

  private func withoutRides(_ day: DayFile.Day) -> [DatasetRecord.Finding] {
    guard day.rides.isEmpty else { return [] }
    return [
      DatasetRecord.Finding(
        finding: "day without rides", sheet: day.label.description, row: 0,
        detail: "there is nothing to plan on \(day.label)")
    ]
  }

  private func unlocated(_ day: DayFile.Day) -> [DatasetRecord.Finding] {
    day.rides.filter { $0.pickup == nil || $0.dropoff == nil }.map { ride in
      DatasetRecord.Finding(
        finding: ImportFinding.Kind.unlocatedAddress.rawValue, sheet: day.label.description,
        row: ride.number, detail: "ride \(ride.number) has no point at one end")
    }
  }

  /// A stated plan that is not worth what is stated beside it, or breaks a rule.
  private func wrongOptimum(_ day: DayFile.Day) -> [DatasetRecord.Finding] {
    guard let stated = day.optimum, let plan = day.optimalPlan else { return [] }
    let service = day.service
    let score = Score(of: plan, on: service)
    let broken = Feasibility.violations(of: plan, on: service)
    guard score != stated || !broken.isEmpty else { return [] }
    let detail =
      broken.isEmpty
      ? "states \(stated); its routes are worth \(score)"
      : "its routes break a rule: \(broken[0].description)"
    return [
      DatasetRecord.Finding(
        finding: Self.wrongOptimum, sheet: day.label.description, row: 0, detail: detail)
    ]
  }

  private func warnings(_ findings: [DatasetRecord.Finding]) -> [String] {
    let wrong = findings.filter { $0.finding == Self.wrongOptimum }
    guard let first = wrong.first else { return [] }
    return [
      "\(counted(wrong.count, "stated optimum", "stated optima")) not borne out by the stated "
        + "routes and left out, first on \(first.sheet): \(first.detail)"
    ]
  }
}
