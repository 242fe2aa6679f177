import CivilTime
import CommandLanguage
import FleetModel
import Naming
import Planning
import RideSheets
import Store
import TerminalText

/// Looks for what is wrong in a dataset: its rows, its places and the office's recorded plan.
struct CheckCommand: NotebookCommand {
  static let dataset = Slot.object("DATASET", [.dataset], "the dataset to check")

  let syntaxes = [
    CommandSyntax(
      form: "check \(Self.dataset)",
      summary: "Lists what is wrong in a dataset, each finding with the row it comes from.",
      details: [
        "Findings: rows that could not be read, unknown initials, addresses without a place, "
          + "repeated ride numbers, JSON members that are ignored, returns without a time, and "
          + "the rules that the recorded plan breaks, with the driver, the rides and the minutes. "
          + "An optimum that the file states is checked against the one proven here."
      ],
      examples: ["check october"])
  ]

  func reads(_ call: CommandCall) throws -> Set<Subject> {
    try call.namedSubjectsAndRoster()
  }

  func run(_ call: CommandCall) throws -> Outcome {
    let name = try call.dataset(Self.dataset)
    guard let summary = try call.database.datasetSummary(name) else { return Outcome() }
    let book = try call.database.dayBook(of: name, rules: call.session.settings.rules)
    let rides = book.rides
    let findings = CorrectedFindings(
      corrections: try call.database.corrections(of: name),
      sources: try call.database.sourceRides(of: name), rides: try call.database.rides(of: name))
    let rows =
      rejectRows(summary) + findingRows(findings.after(summary.findings))
      + (try optimumRows(of: book, call)) + unavailableRows(book)
      + recordedRows(try conflicts(in: book, call), rides: rides)
    var outcome = Outcome()
    outcome.result = ResultTable(
      ["finding", "sheet", "row", "date", "driver", "rides", "minutes", "detail"], rows)
    outcome.blocks = [.talk(sentence(name, rows: rows, rides: rides.count))]
    if !rows.isEmpty { outcome.blocks.append(.table("", shown(rows))) }
    return outcome
  }

  /// The findings in three columns, which a terminal has room for; `_` has all eight.
  private func shown(_ rows: [[SQLValue]]) -> ResultTable {
    ResultTable(
      ["finding", "where", "detail"],
      rows.map { row in
        let place = [row[1].words, row[2].words].filter { !$0.isEmpty }
        let detail = (row[3].words.isEmpty ? "" : row[3].words + ": ") + row[7].words
        return [row[0], .text(place.joined(separator: " row ")), .text(detail)]
      })
  }

  private func rejectRows(_ summary: DatasetRecord) -> [[SQLValue]] {
    summary.rejects.map {
      [
        .text("rejected row"), .text($0.sheet), .integer(Int64($0.row)), .null, .null, .null,
        .null, .text("\($0.column) '\($0.value)': \($0.reason)"),
      ]
    }
  }

  /// Rides whose recorded driver does not drive on their day.
  private func unavailableRows(_ book: DayBook) -> [[SQLValue]] {
    guard book.ownDays.isEmpty else { return [] }
    var available: [DayLabel: Set<Int>] = [:]
    return book.rides.compactMap { ride in
      guard let date = ride.day.date, let name = ride.driver,
        let driver = book.roster.driver(named: name)
      else { return nil }
      let ids = available[ride.day] ?? Set(book.roster.available(on: date).map(\.id))
      available[ride.day] = ids
      guard !ids.contains(driver.id) else { return nil }
      return [
        .text("driver not available"), .text(ride.sheet), .integer(Int64(ride.row)),
        .text(ride.day.description), .text(name), .text(String(ride.id)), .null,
        .text(
          "\(name) does not drive on this day by the table of drivers; the recorded plan has the ride "
            + "for nobody"),
      ]
    }
  }

  private func findingRows(_ findings: [SourceFinding]) -> [[SQLValue]] {
    findings.map {
      [
        .text($0.kind.rawValue), .text($0.sheet), $0.row > 0 ? .integer(Int64($0.row)) : .null,
        .null,
        .null, .null, .null, .text($0.detail),
      ]
    }
  }

  /// Stated optima that the proof here contradicts.
  private func optimumRows(of book: DayBook, _ call: CommandCall) throws -> [[SQLValue]] {
    let days = book.days().filter { $0.optimum != nil }
    guard !days.isEmpty else { return [] }
    let context = call.session.context
    defer { context.progress(nil) }
    let proven = try Dispatcher(
      method: .optimal, rules: call.session.settings.rules,
      isInterrupted: context.isInterrupted, progress: context.progress
    ).plan(days, of: "", as: "").days
    return zip(days, proven).compactMap { day, proof in
      let contradiction = day.optimum.flatMap {
        StatedOptimum($0, found: proof.score, proofs: proof.proofs).contradiction
      }
      return contradiction.map {
        [
          .text(SourceFinding.Kind.wrongOptimum.rawValue), .text(day.label.description), .null,
          .null, .null, .null,
          .null, .text($0),
        ]
      }
    }
  }

  private func conflicts(in book: DayBook, _ call: CommandCall) throws -> [PlanRecord.Day] {
    guard book.ownDays.isEmpty else { return [] }
    return try Dispatcher(
      method: .recorded, rules: call.session.settings.rules,
      isInterrupted: call.session.context.isInterrupted
    ).plan(book.days(), of: "", as: "").days
  }

  /// What the recorded plan breaks, and each ride that starts late within its tolerance.
  private func recordedRows(_ days: [PlanRecord.Day], rides: [BookedRide]) -> [[SQLValue]] {
    let sources = Dictionary(rides.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return days.flatMap { day in
      let broken = Set(day.violations.flatMap(\.rides))
      let late = day.assignments.filter {
        ($0.lateness ?? .zero) > .zero && !broken.contains($0.ride)
      }
      return day.violations.map { violation in
        row(
          violation.rule.rawValue, day, sources, driver: violation.driver,
          rides: violation.rides, minutes: violation.minutes, detail: violation.detail)
      }
        + late.map { assignment in
          row(
            "late start", day, sources, driver: assignment.driver ?? "",
            rides: [assignment.ride], minutes: assignment.lateness?.count,
            detail: "\(assignment.driver ?? "") starts ride \(assignment.ride) "
              + "\(assignment.lateness?.count ?? 0) minutes late, within its tolerance")
        }
    }
  }

  private func row(
    _ finding: String, _ day: PlanRecord.Day, _ sources: [Int: BookedRide], driver: String,
    rides: [Int], minutes: Int?, detail: String
  ) -> [SQLValue] {
    let source = rides.last.flatMap { sources[$0] }
    return [
      .text(finding), source.map { .text($0.sheet) } ?? .null,
      source.map { .integer(Int64($0.row)) } ?? .null, .text(day.label.description),
      driver.isEmpty ? .null : .text(driver),
      .text(rides.map(String.init).joined(separator: ", ")),
      minutes.map { .integer(Int64($0)) } ?? .null, .text(detail),
    ]
  }

  private func sentence(_ name: String, rows: [[SQLValue]], rides: Int) -> Sentence {
    guard !rows.isEmpty else { return "\(name): \(counted(rides, "ride")), nothing found" }
    var kinds: [(kind: String, count: Int)] = []
    for case .text(let kind) in rows.compactMap(\.first) {
      if let index = kinds.firstIndex(where: { $0.kind == kind }) {
        kinds[index].count += 1
      } else {
        kinds.append((kind, 1))
      }
    }
    return "\(name): \(counted(rides, "ride")), \(counted(rows.count, "finding")): "
      + kinds.map { "\($0.kind) \($0.count)" as Sentence }.joined(separator: ", ")
  }
}

extension SQLValue {
  /// The value as text for a sentence; empty for NULL.
  var words: String {
    switch self {
    case .text(let text): text
    case .integer(let integer): String(integer)
    case .null, .real, .blob: ""
    }
  }
}
