import CivilTime
import FleetModel
import Planning
import RideSheets
import Solvers
import Store
import TerminalText

/// Turns a file of days into a dataset record, its stated optima checked.
struct DayImport {
  let file: DayFile
  let isInterrupted: @Sendable () -> Bool
  /// The format of a dataset of days.
  static let format = "day file"

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
    var rides: [BookedRide] = []
    var findings: [SourceFinding] = []
    for day in file.days {
      if isInterrupted() { throw StoreError.interrupted }
      let first = rides.count + 1
      rides += day.rides.enumerated().map { booked($1, on: day.label, id: first + $0) }
      findings += withoutRides(day) + unlocated(day) + remarks(day) + wrongOptimum(day)
    }
    findings += UnknownMemberReport(file.unknownMembers).findings
    let refuted = Set(findings.filter { $0.kind == .wrongOptimum }.map(\.sheet))
    let located = rides.reduce(into: LocationCounts()) {
      $0.add($1.pickup)
      $0.add($1.dropoff)
    }
    let record = DatasetRecord(
      name: name, file: path, sha256: sha256, format: Self.format, rowsRead: days, blankRows: 0,
      rides: rides,
      rejects: file.rejects, findings: findings,
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
  private func booked(_ ride: DayFile.DayRide, on day: DayLabel, id: Int) -> BookedRide {
    BookedRide(
      id: id, sheet: day.description, row: ride.number, leg: 1, client: "", day: day,
      scheduled: ride.scheduled, direction: ride.direction, isConfirmed: ride.isConfirmed,
      needsWheelchair: ride.needsWheelchair, initials: "", driver: nil,
      pickup: BookedRide.Stop(label: ride.from, stated: ride.pickup),
      dropoff: BookedRide.Stop(label: ride.to, stated: ride.dropoff))
  }

  // MARK: Findings

  private func withoutRides(_ day: DayFile.Day) -> [SourceFinding] {
    guard day.rides.isEmpty else { return [] }
    return [
      SourceFinding(
        kind: .dayWithoutRides, sheet: day.label.description,
        detail: "there is nothing to plan on \(day.label)")
    ]
  }

  private func unlocated(_ day: DayFile.Day) -> [SourceFinding] {
    day.rides.filter { $0.pickup == nil || $0.dropoff == nil }.map { ride in
      SourceFinding(
        kind: .unlocatedAddress, sheet: day.label.description, row: ride.number,
        detail: "ride \(ride.number) has no coordinates at one end")
    }
  }

  private func remarks(_ day: DayFile.Day) -> [SourceFinding] {
    day.remarks.map {
      SourceFinding(kind: $0.kind, sheet: day.label.description, detail: $0.detail)
    }
  }

  /// A stated optimum that its own routes do not bear out, or that greedy does better than.
  private func wrongOptimum(_ day: DayFile.Day) -> [SourceFinding] {
    guard let stated = day.optimum else { return [] }
    let service = day.service
    let detail: String
    if let wrong = day.optimalPlan.flatMap({ routes($0, of: service, contradict: stated) }) {
      detail = wrong
    } else if day.rides.count == service.rides.count,
      let wrong = StatedOptimum(
        stated, found: Score(of: GreedyMethod().plan(service), on: service)
      ).contradiction
    {
      detail = wrong
    } else {
      return []
    }
    return [SourceFinding(kind: .wrongOptimum, sheet: day.label.description, detail: detail)]
  }

  private func routes(_ plan: Plan, of day: ServiceDay, contradict stated: Score) -> String? {
    let score = Score(of: plan, on: day)
    let broken = Feasibility.violations(of: plan, on: day)
    guard score != stated || !broken.isEmpty else { return nil }
    return broken.isEmpty
      ? "states \(stated); its routes score \(score)"
      : "its routes break a rule: \(broken[0].facts)"
  }

  private func warnings(_ findings: [SourceFinding]) -> [Sentence] {
    func warning(_ kind: SourceFinding.Kind, _ sentence: (Int) -> Sentence) -> Sentence? {
      let found = findings.filter { $0.kind == kind }
      return found.first.map { "\(sentence(found.count)), first on \($0.sheet): \($0.detail)" }
    }
    func optima(_ count: Int) -> Sentence { counted(count, "stated optimum", "stated optima") }
    return [
      warning(.wrongOptimum) { "\(optima($0)) contradicted and left out" },
      warning(.unprovenOptimum) { "\(optima($0)) not proven" },
      warning(.unreadableOptimum) { "\(optima($0)) not readable" },
      warning(.duplicateDriver) { counted($0, "driver") + " with the name of another" },
      warning(.unknownRule) { counted($0, "unknown rule") },
      UnknownMemberReport(file.unknownMembers).warning,
    ].compactMap { $0 }
  }
}
