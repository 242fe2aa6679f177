import CivilTime
import CommandLanguage
import Documents
import Files
import FleetModel
import Planning
import RideSheets
import SessionRecord
import Store
import TerminalText

/// One `export plan PLAN to FOLDER as day sheets`: what each driver takes along.
struct DaySheetFile {
  let call: CommandCall
  /// The folder or file as the statement has it.
  private let typed: String

  init(call: CommandCall) {
    self.call = call
    typed = call.command[ExportCommand.sheetFolder] ?? ""
  }

  /// The languages that day sheets are written in.
  enum Language: String, CaseIterable {
    case english = "en"
    case french = "fr"

    var texts: DaySheetTexts {
      switch self {
      case .english: .english
      case .french: .french
      }
    }
  }

  /// Writes the sheets: a file a driver into a folder, or all of them into one .html file.
  ///
  /// - Throws: `Diagnostic` for what is no plan and for a file that ends otherwise, as `OfficeSheet`
  ///   where the sheet's phones are wanted, else what keeps a file from being written.
  /// - Complexity: O(rides).
  func write() throws -> Outcome {
    let plan = try call.storedPlan(ExportCommand.plan)
    if let stale = try call.database.stalePlans().first(where: { $0.plan == plan.record.name }) {
      throw call.mistake(
        .plan, "\(plan.record.name) was planned before \(words: stale.reason)",
        at: ExportCommand.plan, expected: "a plan of the rides as they are now",
        remedy: "`dispatch` plans them again")
    }
    let isOne = FileEnding.of(typed) == "html"
    guard isOne || FileEnding.of(typed) == nil else {
      throw call.mistake(
        .format, "day sheets are written as .html", at: ExportCommand.sheetFolder,
        expected: "a folder, or a name that ends in .html")
    }
    let texts = (call.command[ExportCommand.sheetLanguage] ?? .english).texts
    let booked = try call.database.rides(of: plan.record.dataset)
    let details = try self.details(of: plan, booked)
    let sheets = plan.days.flatMap { self.sheets(of: $0, details, texts) }
    guard !sheets.isEmpty else {
      throw call.mistake(
        .plan, "no driver of \(plan.record.name) has a ride", at: ExportCommand.plan)
    }
    let byDriver = Dictionary(grouping: sheets, by: \.driver)
    let drivers = byDriver.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let pages = drivers.map { byDriver[$0] ?? [] }
    let source = "\(plan.record.name) (\(plan.record.method)), \(plan.record.dataset)"
    func bytes(_ sheets: [DaySheet]) -> [UInt8] {
      Array(DaySheetDocument(sheets, texts: texts, source: source).text.utf8)
    }
    if isOne {
      try ExportedFile.write([(ExportedFile(typed, call: call), bytes(pages.flatMap(\.self)))])
    } else {
      let days = self.days(of: plan)
      let stems = drivers.map { "\(days)-\(ObjectName.made(of: $0).prefix(Self.longestName))" }
      let names = NotebookDatabase.uniqueNames(stems).map { $0 + ".html" }
      try refuseOthers(besides: names, of: days)
      try ExportedFile.write(
        zip(names, pages).map { (ExportedFile(folder + $0, call: call), bytes($1)) })
    }
    let rides = sheets.reduce(0) { $0 + $1.rides.count }
    var outcome = Outcome.talk(
      ExportedFile(typed, call: call).sentence(
        "day sheets of \(counted(drivers.count, "driver")), \(counted(sheets.count, "page")), "
          + counted(rides, "ride") + (isOne ? "" : ", a file per driver")))
    outcome.blocks += remarks(on: plan, booked, details)
    outcome.facts = FactSet([
      Fact("drivers", .integer(Int64(drivers.count))), Fact("pages", .integer(Int64(sheets.count))),
      Fact("rides", .integer(Int64(rides))), Fact("content", .hash(Self.hash(of: plan))),
    ])
    return outcome
  }

  /// Characters of a driver's name in that of a file; a file system takes 255 bytes.
  private static let longestName = 60

  private var folder: String { typed.hasSuffix("/") ? typed : typed + "/" }

  /// Refuses a folder with pages of these days beside those that are written: a driver who has no ride
  /// any more would keep his.
  private func refuseOthers(besides names: [String], of days: String) throws {
    // What else is in the folder of the world is not known to a replay.
    guard !call.session.files.isReplay else { return }
    let pattern = FilePattern(
      folder: FilePath.absolute(typed, in: call.session.folder), names: "\(days)-*.html")
    let others = pattern.files(through: call.session.files).filter { !names.contains($0) }
    guard let first = others.first else { return }
    throw call.mistake(
      .file,
      "the folder has day sheets of these days for other drivers: \(path: first)"
        + (others.count > 1 ? " and \(others.count - 1) more" : ""),
      at: ExportCommand.sheetFolder, expected: "a folder without them",
      remedy: "remove them, or choose another folder")
  }

  /// The days, as the names of files begin.
  private func days(of plan: StoredPlan) -> String {
    let labels = plan.days.map(\.dated.label)
    var days = labels.first.map { ObjectName.made(of: $0.description) } ?? ""
    if let date = labels.first?.date { days = date.description }
    if let last = labels.last?.date, labels.count > 1 { days += "_\(last)" }
    return days
  }

  /// What the sheet's cells say of rides beside the six columns.
  private typealias Details = [DriverCells.Place: RideDetails]

  private struct RideDetails {
    /// Floors, contacts and phones of the two ends.
    var pickup: [String]
    var dropoff: [String]
    /// The texts of the further columns, behind their headers.
    let notes: [String]
    /// How many ends have another address than the sheet.
    let moved: Int
  }

  /// The details of the plan's rides; an end whose address was corrected has none, for those of the sheet
  /// are of another place.
  private func details(of plan: StoredPlan, _ booked: [BookedRide]) throws -> Details? {
    guard call.command[ExportCommand.workbook] != nil else { return nil }
    let sheet = try OfficeSheet(
      call, at: ExportCommand.workbook, plan: plan.record.name, of: plan.record.dataset)
    let cells = Dictionary(
      sheet.reading.cells.map { (DriverCells.Place($0), $0) },
      uniquingKeysWith: { first, _ in first })
    let now = Dictionary(
      booked.map { (DriverCells.Place($0), $0) }, uniquingKeysWith: { first, _ in first })
    var details: Details = [:]
    for ride in sheet.reading.rides {
      guard let row = cells[DriverCells.Place(ride, leg: 1)] else { continue }
      let from = AddressBlock(row.pickup, client: ride.client).details
      let to = AddressBlock(row.dropoff, client: ride.client).details
      let notes = zip(sheet.reading.extraColumns, ride.extra).compactMap { header, value in
        if case .text(let text) = value { "\(header): \(text)" } else { nil }
      }
      let place = DriverCells.Place(ride)
      let isMoved = (
        pickup: now[place]?.pickup.label != ride.pickup.label,
        dropoff: now[place]?.dropoff.label != ride.dropoff.label
      )
      details[place] = RideDetails(
        pickup: isMoved.pickup ? [] : ride.leg == 1 ? from : to,
        dropoff: isMoved.dropoff ? [] : ride.leg == 1 ? to : from, notes: notes,
        moved: (isMoved.pickup ? 1 : 0) + (isMoved.dropoff ? 1 : 0))
    }
    return details
  }

  private func sheets(
    of day: StoredPlan.Day, _ details: Details?, _ texts: DaySheetTexts
  ) -> [DaySheet] {
    let rides = Dictionary(
      day.dated.rides.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let driven = day.record.assignments.filter { $0.driver != nil }
    let byDriver = Dictionary(grouping: driven) { $0.driver ?? "" }
    let shifts = Dictionary(
      day.dated.day.drivers.map { ($0.name, $0.shift) }, uniquingKeysWith: { first, _ in first })
    return byDriver.map { driver, own in
      DaySheet(
        driver: driver, day: Self.heading(day.dated.label, texts),
        remarks: shifts[driver].map { ["\(texts.shift) \($0.start.clock)–\($0.end.clock)"] } ?? [],
        rides: own.sorted { ($0.position ?? .max, $0.ride) < ($1.position ?? .max, $1.ride) }
          .compactMap { assignment in
            rides[assignment.ride].map { ride in
              Self.ride(ride, assignment, details?[DriverCells.Place(ride)], texts)
            }
          })
    }
    .sorted { $0.driver.utf8.lexicographicallyPrecedes($1.driver.utf8) }
  }

  private static func hash(of plan: StoredPlan) -> ContentHash {
    .sha256(
      of: plan.record.days.flatMap { day in
        day.assignments.map {
          "\(day.label) \($0.ride) \($0.position ?? 0) \($0.start?.clock ?? "") \($0.driver ?? "")\n"
        }
      }.joined())
  }

  private static func heading(_ label: DayLabel, _ texts: DaySheetTexts) -> String {
    guard let date = label.date else { return label.description }
    let weekday = Weekday.allCases.firstIndex(of: date.weekday) ?? 0
    return "\(texts.weekdays[weekday]) \(date.dotted)"
  }

  private static func ride(
    _ ride: BookedRide, _ assignment: PlanRecord.Assignment,
    _ details: RideDetails?, _ texts: DaySheetTexts
  ) -> DaySheet.Ride {
    var notes: [String] = []
    if ride.needsWheelchair { notes.append(texts.wheelchair) }
    if ride.direction == .return { notes.append(texts.back) }
    if !ride.isConfirmed, ride.direction != .unknown { notes.append(texts.unconfirmed) }
    return DaySheet.Ride(
      start: (assignment.start ?? ride.scheduled).clock, booked: ride.scheduled.clock,
      client: ride.client,
      pickup: .init(address: ride.pickup.label, details: details?.pickup ?? []),
      dropoff: .init(address: ride.dropoff.label, details: details?.dropoff ?? []),
      notes: notes + (details?.notes ?? []))
  }

  private func remarks(
    on plan: StoredPlan, _ booked: [BookedRide], _ details: Details?
  ) -> [Outcome.Block] {
    var blocks: [Outcome.Block] = []
    let assignments = plan.record.days.flatMap(\.assignments)
    let open = assignments.count { $0.driver == nil }
    if open > 0 {
      blocks.append(.warning("\(counted(open, "ride")) of the plan without a driver: on no sheet"))
    }
    let (days, planned) = (Set(plan.record.days.map(\.label)), Set(assignments.map(\.ride)))
    let left = booked.count {
      days.contains($0.day) && $0.status != .cancelled && !planned.contains($0.id)
    }
    if left > 0 {
      blocks.append(
        .warning(
          "\(counted(left, "ride")) of these days that \(plan.record.name) does not plan: on no sheet"
        ))
    }
    let moved = details.map { details in
      booked.reduce(0) {
        planned.contains($1.id) ? $0 + (details[DriverCells.Place($1)]?.moved ?? 0) : $0
      }
    }
    if let moved, moved > 0 {
      blocks.append(
        .warning(
          "\(counted(moved, "address", "addresses")) corrected: what the workbook says of their phones and "
            + "floors is left out"))
    }
    if details == nil {
      blocks.append(
        .talk(
          "addresses alone; `of \"WORKBOOK\"` adds phones, floors, contacts and remarks as its cells have them"
        ))
    }
    return blocks + [.talk("the sheets name clients: hand each to its driver alone")]
  }
}

extension AddressBlock {
  /// What stands in the cell beside the address: floors, contacts and phones.
  fileprivate var details: [String] { floors + contacts + phones }
}
