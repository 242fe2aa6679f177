import CivilTime
import FleetModel
import RideSheets
import SessionRecord
import Store
import Tabular

/// Turns a recognised file of rides into a dataset record, with its account and its warnings.
struct DatasetImport {
  let roster: Roster
  let gazetteer: Gazetteer
  let stay: Minutes
  let isInterrupted: @Sendable () -> Bool
  let progress: @Sendable (String?) -> Void

  /// What came of reading a file.
  struct Result {
    var record: DatasetRecord
    var counts: ImportReportTable.Counts
    var warnings: [String]
  }

  /// Reads ride sheets row by row.
  ///
  /// - Throws: `TabularError` for a sheet that cannot be read, `StoreError.interrupted` on Ctrl-C.
  /// - Complexity: O(rows).
  func read(
    _ sheets: [(sheet: SheetSource, layout: RideSheetLayout)], of file: TabularFile,
    name: String, path: String
  ) throws -> Result {
    var reading = RideSheetImport(roster: roster, gazetteer: gazetteer, stay: stay)
    var rows = 0
    for (sheet, layout) in sheets {
      try sheet.forEachRow(isCancelled: isInterrupted) { number, cells in
        if isInterrupted() { throw StoreError.interrupted }
        reading.read(NumberedRow(number, cells), sheet: sheet.name, layout: layout)
        rows += 1
        if rows % Self.progressInterval == 0 { report(rows, reading.result.account) }
        return true
      }
    }
    progress(nil)
    return try result(
      of: reading.result, differences: [], file: file, name: name, path: path, format: "ride sheet")
  }

  /// Reads the production system's export.
  ///
  /// - Throws: `RideSheetError` where the document has no list of dispatches,
  ///   `StoreError.interrupted` on Ctrl-C.
  func read(_ json: JSONValue, of file: TabularFile, name: String, path: String) throws -> Result {
    let export = try DispatchExport.read(
      json, roster: roster, gazetteer: gazetteer, until: isInterrupted)
    guard !isInterrupted() else { throw StoreError.interrupted }
    let report = DispatchLoadReport(export)
    var result = try result(
      of: export.result, differences: export.differences, file: file, name: name, path: path,
      format: report.format)
    result.record.findings += report.findings
    result.warnings += report.warnings
    return result
  }

  /// Reads a file of days, each of which a row of the account stands for.
  ///
  /// - Throws: `StoreError.interrupted` on Ctrl-C.
  func read(days json: JSONValue, of file: TabularFile, name: String, path: String) throws -> Result
  {
    let days = DayFile.read(json, until: isInterrupted)
    guard !isInterrupted() else { throw StoreError.interrupted }
    return try DayImport(file: days, isInterrupted: isInterrupted).result(
      name: name, path: path, sha256: file.sha256, days: json["days"]?.elements?.count ?? 0)
  }

  /// Rows between two looks of the progress line; a row takes some microseconds.
  private static let progressInterval = 256

  private func report(_ rows: Int, _ account: ImportAccount) {
    let share = account.locatedShare.map { " · \(Int($0 * 100)) % located" } ?? ""
    progress("loading: \(rows) rows · \(account.rides) rides\(share)")
  }

  private func result(
    of reading: RideImport, differences: [AggregateDifference], file: TabularFile, name: String,
    path: String, format: String
  ) throws -> Result {
    let findings =
      reading.findings.map {
        DatasetRecord.Finding(
          finding: $0.kind.rawValue, sheet: $0.sheet, row: $0.row, detail: $0.detail)
      }
      + differences.map {
        DatasetRecord.Finding(
          finding: "wrong aggregate", sheet: $0.path, row: 0, detail: $0.description)
      }
    let record = DatasetRecord(
      name: name, file: path, sha256: file.sha256, format: format,
      rowsRead: reading.account.rows, blankRows: reading.account.blankRows,
      rides: try reading.rides.map { ride in
        if ride.id % Self.progressInterval == 0, isInterrupted() { throw StoreError.interrupted }
        return rideRecord(ride)
      },
      rejects: reading.rejects.map {
        DatasetRecord.Reject(
          sheet: $0.sheet, row: $0.row, column: $0.column, value: $0.value, reason: $0.reason)
      }, findings: findings)
    return Result(
      record: record, counts: ImportReportTable.Counts(reading.account),
      warnings: reading.warnings)
  }

  private func rideRecord(_ ride: ImportedRide) -> RideRecord {
    RideRecord(
      id: ride.id, sheet: ride.sheet, sourceRow: ride.row, leg: ride.leg, client: ride.client,
      day: .date(ride.date), scheduled: ride.scheduled, direction: ride.direction,
      isConfirmed: ride.isConfirmed, needsWheelchair: ride.needsWheelchair,
      initials: ride.initials.isEmpty ? nil : ride.initials,
      driver: ride.driver.flatMap { roster.driver(id: $0)?.name }, pickup: stop(ride.pickup),
      dropoff: stop(ride.dropoff))
  }

  private func stop(_ stop: RideStop) -> RideRecord.Stop {
    RideRecord.Stop(
      label: stop.label, kind: stop.kind, coordinate: stop.coordinate,
      precision: stop.precision?.rawValue)
  }
}
