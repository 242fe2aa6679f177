import CivilTime
import FleetModel
import Tabular

/// A row of a ride sheet that could be read, before it becomes one ride or two.
struct RideRow: Hashable, Sendable {
  let sheet: String
  let number: Int
  let client: String
  let schedule: RideSchedule
  let course: CourseKind
  let pickup: String
  let dropoff: String
  let drivers: RecordedDrivers
  let signs: RowSigns
  /// What the sheet's further columns hold, in their order.
  let extra: [SourceValue]

  /// A reject as the failure of a result.
  struct Failure: Error, Hashable, Sendable {
    let reject: SourceReject
  }

  /// Reads a row, or names all that is wrong in it.
  static func read(
    _ row: NumberedRow, sheet: String, layout: RideSheetLayout, drivers: RecordedDrivers,
    _ spoken: inout SpokenCells
  ) -> Result<RideRow, Failure> {
    var problems: [Problem] = []
    var signs = RowSigns(row, layout: layout, &spoken)
    let isCancelled = !signs.cancellations.isEmpty
    let schedule = schedule(layout.cell(.schedule, of: row), isCancelled, &problems)
    let course = course(layout.cell(.course, of: row), isCancelled)
    if course == nil {
      problems.append(Problem(.course, "unknown course; expected A/R, A or nothing"))
    }
    if course == .roundTrip, let times = schedule?.times, times.count == 2, times[1] <= times[0] {
      let reason = "the return at \(times[1].clock) is not after the ride at \(times[0].clock)"
      problems.append(Problem(.schedule, reason))
    }
    if course == .roundTrip, let schedule, schedule.isSpan, problems.isEmpty {
      problems.append(Problem(.schedule, spanReason(schedule.times)))
    }
    guard problems.isEmpty, let schedule, let course else {
      return .failure(Failure(reject: reject(problems, row, sheet, layout)))
    }
    signs.settle(for: course)
    signs.settle(on: schedule.date)
    return .success(
      RideRow(
        sheet: sheet, number: row.number,
        client: spoken.client(layout.cell(.client, of: row).writtenText),
        schedule: schedule, course: course, pickup: layout.cell(.pickup, of: row).writtenText,
        dropoff: layout.cell(.dropoff, of: row).writtenText,
        drivers: drivers,
        signs: signs, extra: layout.extra(of: row)))
  }

  /// Whether none of the row's rides takes place.
  var isCancelled: Bool {
    switch course {
    case .roundTrip: signs.outbound == .cancelled && signs.back == .cancelled
    case .single: signs.outbound == .cancelled
    case .singleReturn: signs.back == .cancelled
    }
  }

  var date: CivilDate { schedule.date }
  var first: Minutes { schedule.times.first ?? .zero }
  var second: Minutes? { schedule.times.dropFirst().first }

  /// A span on a round trip may be the appointment's, or the two rides'.
  private static func spanReason(_ times: [Minutes]) -> String {
    let clocks = times.map(\.clock).joined(separator: " to ")
    return "\(clocks) is a span; expected the time of the ride there, and that of the ride back"
  }

  private struct Problem {
    let column: RideColumn
    let reason: String

    init(_ column: RideColumn, _ reason: String) {
      self.column = column
      self.reason = reason
    }
  }

  private static func course(_ cell: Cell, _ isCancelled: Bool) -> CourseKind? {
    if let course = CourseKind(cell) { return course }
    return isCancelled ? CourseKind(.text(StatusWords.without(cell.writtenText))) : nil
  }

  /// The moment of a cell, which may also say that the ride is cancelled.
  private static func schedule(
    _ cell: Cell, _ isCancelled: Bool, _ problems: inout [Problem]
  ) -> RideSchedule? {
    do throws(RideSchedule.Unreadable) {
      return try RideSchedule(cell)
    } catch {
      if isCancelled, case .text(let text) = cell,
        let schedule = try? RideSchedule(.text(StatusWords.without(text)))
      {
        return schedule
      }
      problems.append(Problem(.schedule, error.reason))
      return nil
    }
  }

  /// One reject a row: the first problem with its cell, the others named after it.
  private static func reject(
    _ problems: [Problem], _ row: NumberedRow, _ sheet: String, _ layout: RideSheetLayout
  ) -> SourceReject {
    let column = problems.first?.column ?? .schedule
    let reasons =
      problems.prefix(1).map(\.reason)
      + problems.dropFirst().map { problem in
        let culprit = layout.culprit(problem.column, of: row)
        return "also \(culprit.header) '\(culprit.value.prefix(40))': \(problem.reason)"
      }
    let culprit = layout.culprit(column, of: row)
    return SourceReject(
      sheet: sheet, row: row.number, column: culprit.header, value: culprit.value,
      reason: reasons.joined(separator: "; "))
  }
}
