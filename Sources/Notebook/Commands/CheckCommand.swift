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
    let (book, missing) = try call.database.dayBook(
      of: name, rules: call.session.settings.rules
    ).whereRoadsLack()
    let corrected = CorrectedFindings(
      corrections: try call.database.corrections(of: name),
      sources: try call.database.sourceRides(of: name), rides: try call.database.rides(of: name))
    let findings =
      summary.rejects.map(CheckFinding.init)
      + corrected.after(summary.findings).map(CheckFinding.init)
      + PlaceFindings(corrected.rides).items.map(CheckFinding.init)
      + (try optima(of: book, call)) + unavailable(book)
      + recorded(try conflicts(in: book, call), rides: book.rides)
    var outcome = Outcome()
    outcome.result = ResultTable(CheckFinding.columns, findings.map(\.row))
    let kinds = Kind.all(of: findings)
    outcome.blocks = [.talk(sentence(name, findings, kinds, rides: book.rides.count))]
    if missing > 0 {
      outcome.blocks.append(
        .warning(
          "\(name) lacks \(counted(missing, "road")): the recorded plan is judged on great circles")
      )
    }
    guard !findings.isEmpty else { return outcome }
    if kinds.count > 1 { outcome.blocks.append(.table("", Self.table(of: kinds))) }
    let few = findings.count <= Self.mostShown ? findings : kinds.flatMap(\.first)
    let title =
      few.count == findings.count
      ? "" : "the first \(Self.mostOfKind) of each kind; `show _` lists all"
    outcome.blocks.append(.table(title, Self.table(of: few)))
    return outcome
  }

  /// Findings that are all shown; of more, so many of each kind.
  private static let mostShown = 20
  private static let mostOfKind = 3

  /// The findings of one kind.
  private struct Kind {
    let name: String
    var count = 0
    /// The first of them.
    var first: [CheckFinding] = []

    private var rank: Int { name == CheckFinding.reject ? Int.min : -count }

    /// The kinds: rows that could not be read first, then those with the most findings, else in the
    /// order of the findings.
    static func all(of findings: [CheckFinding]) -> [Kind] {
      var kinds: [Kind] = []
      var places: [String: Int] = [:]
      for finding in findings {
        let place = places[finding.kind] ?? kinds.count
        if place == kinds.count {
          places[finding.kind] = place
          kinds.append(Kind(name: finding.kind))
        }
        kinds[place].count += 1
        if kinds[place].first.count < mostOfKind { kinds[place].first.append(finding) }
      }
      return kinds.enumerated()
        .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        .map(\.element)
    }
  }

  private static func table(of kinds: [Kind]) -> ResultTable {
    ResultTable(
      ["finding", "count", "first"],
      kinds.map { kind in
        [
          .text(kind.name), .integer(Int64(kind.count)),
          .text(kind.first.first?.place ?? ""),
        ]
      }
    ).showingWhole(["finding", "first"])
  }

  /// The findings in three columns, which a terminal has room for; `_` has all eight.
  private static func table(of findings: [CheckFinding]) -> ResultTable {
    ResultTable(
      ["finding", "where", "detail"],
      findings.map { finding in
        let date = finding.date.map { $0 + ": " } ?? ""
        return [.text(finding.kind), .text(finding.place), .text(date + finding.detail)]
      }
    ).keeping(["where", "detail"]).showingWhole(["finding", "where", "detail"])
  }

  /// Rides whose recorded driver does not drive on their day.
  private func unavailable(_ book: DayBook) -> [CheckFinding] {
    guard book.ownDays.isEmpty else { return [] }
    var available: [DayLabel: Set<Int>] = [:]
    return book.rides.compactMap { ride in
      guard let date = ride.day.date, let name = ride.driver,
        let driver = book.roster.driver(named: name)
      else { return nil }
      let ids = available[ride.day] ?? Set(book.roster.available(on: date).map(\.id))
      available[ride.day] = ids
      guard !ids.contains(driver.id) else { return nil }
      return CheckFinding(
        kind: "driver not available", sheet: ride.sheet, line: ride.row,
        date: ride.day.description, driver: name, rides: [ride.id],
        detail:
          "\(name) does not drive on this day by the table of drivers; the recorded plan has the ride "
          + "for nobody")
    }
  }

  /// Stated optima that the proof here contradicts.
  private func optima(of book: DayBook, _ call: CommandCall) throws -> [CheckFinding] {
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
        CheckFinding(
          kind: SourceFinding.Kind.wrongOptimum.rawValue, sheet: day.label.description, detail: $0)
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
  private func recorded(_ days: [PlanRecord.Day], rides: [BookedRide]) -> [CheckFinding] {
    let sources = Dictionary(rides.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    func finding(
      _ kind: String, _ day: PlanRecord.Day, driver: String, rides: [Int], minutes: Int?,
      detail: String
    ) -> CheckFinding {
      let source = rides.last.flatMap { sources[$0] }
      return CheckFinding(
        kind: kind, sheet: source?.sheet, line: source?.row, date: day.label.description,
        driver: driver.isEmpty ? nil : driver, rides: rides, minutes: minutes, detail: detail)
    }
    return days.flatMap { day in
      let broken = Set(day.violations.flatMap(\.rides))
      let late = day.assignments.filter {
        ($0.lateness ?? .zero) > .zero && !broken.contains($0.ride)
      }
      return day.violations.map { violation in
        finding(
          violation.rule.rawValue, day, driver: violation.driver, rides: violation.rides,
          minutes: violation.minutes, detail: violation.detail)
      }
        + late.map { assignment in
          finding(
            "late start", day, driver: assignment.driver ?? "", rides: [assignment.ride],
            minutes: assignment.lateness?.count,
            detail: "\(assignment.driver ?? "") starts ride \(assignment.ride) "
              + "\(assignment.lateness?.count ?? 0) minutes late, within its tolerance")
        }
    }
  }

  private func sentence(
    _ name: String, _ findings: [CheckFinding], _ kinds: [Kind], rides: Int
  ) -> Sentence {
    guard let only = kinds.first else {
      return "\(name): \(counted(rides, "ride")), nothing found"
    }
    return "\(name): \(counted(rides, "ride")), \(counted(findings.count, "finding"))"
      + (kinds.count > 1 ? " of \(kinds.count) kinds" : ": \(only.name)")
  }
}

/// Something that is wrong in a dataset, or that a dispatcher should look at.
private struct CheckFinding {
  let kind: String
  /// The sheet, the path in a document, or a day's label; nil where none is known.
  var sheet: String?
  /// The row in the file; nil where none is meant.
  var line: Int?
  var date: String?
  var driver: String?
  var rides: [Int] = []
  var minutes: Int?
  let detail: String

  static let columns = ["finding", "sheet", "row", "date", "driver", "rides", "minutes", "detail"]

  /// The cells, in the order of the columns.
  var row: [SQLValue] {
    [
      .text(kind), sheet.map(SQLValue.text) ?? .null, line.map { .integer(Int64($0)) } ?? .null,
      date.map(SQLValue.text) ?? .null, driver.map(SQLValue.text) ?? .null,
      rides.isEmpty ? .null : .text(rides.map(String.init).joined(separator: ", ")),
      minutes.map { .integer(Int64($0)) } ?? .null, .text(detail),
    ]
  }

  /// Where it is, as a clause: `Feuil1 row 12`.
  var place: String {
    [sheet ?? "", line.map { "row \($0)" } ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension CheckFinding {
  static let reject = "rejected row"

  init(_ reject: SourceReject) {
    self.init(
      kind: Self.reject, sheet: reject.sheet, line: reject.row,
      detail: "\(reject.column) '\(reject.value)': \(reject.reason)")
  }

  init(_ item: PlaceFindings.Item) {
    self.init(item.finding)
    rides = item.rides
  }

  init(_ finding: SourceFinding) {
    self.init(
      kind: finding.kind.rawValue, sheet: finding.sheet,
      line: finding.row > 0 ? finding.row : nil, detail: finding.detail)
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
