import CivilTime
import CommandLanguage
import FleetModel
import Naming
import Planning
import RideSheets
import Store
import TerminalText

/// One statement that corrects rides, or takes a correction back: datasets, plans and marks follow in
/// one transaction.
struct CorrectionChange {
  let call: CommandCall

  /// Adds corrections of one ride.
  ///
  /// - Parameters:
  ///   - fields: Each field with what it is corrected to, as ``BookedRide/text(of:)`` writes it.
  ///   - number: The ride.
  ///   - dataset: Its dataset.
  /// - Returns: A row a correction, and what became of the plans.
  /// - Throws: `Diagnostic` where there is no such ride, or it is so already.
  func add(
    _ fields: [(field: RideCorrection.Field, value: String)], ride number: Int, of dataset: String
  ) throws -> Outcome {
    let book = try book(of: dataset)
    guard let ride = book.rides.first(where: { $0.id == number }) else {
      throw call.mistake(
        .ride, "\(dataset) has no ride \(number)", at: CorrectCommand.ride,
        expected: book.rides.isEmpty
          ? "a dataset with rides" : "a ride from 1 to \(book.rides.count)",
        remedy: "`select ride, date, time, client from \(NameRules.written(dataset));` lists them")
    }
    let source = book.sources[number] ?? ride
    let new = fields.filter { ride.text(of: $0.field) != $0.value }.map { field, value in
      RideCorrection(
        id: 0, dataset: dataset, ride: number, field: field, was: ride.text(of: field),
        value: value,
        source: RideCorrection.Key(source, among: book.original))
    }
    guard !new.isEmpty else {
      return .talk("ride \(number) of \(dataset) is so already; nothing changed")
    }
    return try change(adding: new, removing: [], in: [dataset])
  }

  /// Adds the place of an address, for all datasets.
  func add(place address: String, at point: String) throws -> Outcome {
    let places = try call.database.rows(
      "SELECT d.name, r.pickup, r.dropoff, r.pickup_latitude, r.dropoff_latitude "
        + "FROM main.carnet_ride r JOIN main.carnet_dataset d ON d.id = r.dataset_id ORDER BY d.id, r.id"
    )
    var labels: Set<String> = []
    var datasets: [String] = []
    let key = TextFolding.key(address)
    var label = address
    for row in places {
      for column in 1...2
      where row[column].words == address || TextFolding.key(row[column].words) == key {
        label = row[column].words
        if datasets.last != row[0].words { datasets.append(row[0].words) }
      }
      labels.formUnion([row[1].words, row[2].words])
    }
    guard !datasets.isEmpty else {
      throw call.mistake(
        .unknown, "no ride of a dataset has the address '\(address)'", at: PlaceCommand.address,
        expected: "an address as `pickup` or `dropoff` shows it",
        remedy: NearestNames.question(for: address, among: labels.sorted()))
    }
    let earlier = try call.lastPlace(of: label, but: 0)
    guard earlier != point else {
      return .talk("the place of '\(label)' is so already; nothing changed")
    }
    let correction = RideCorrection(
      id: 0, dataset: "", ride: nil, field: .place, was: earlier, value: point,
      source: RideCorrection.Key(
        client: "", date: "", scheduled: .zero, pickup: label, dropoff: "", leg: 0, sheet: "",
        row: 0))
    return try change(adding: [correction], removing: [], in: datasets)
  }

  /// Takes a correction back.
  func remove(_ number: Int) throws -> Outcome {
    let all = try call.database.corrections()
    guard let correction = all.first(where: { $0.id == number }) else {
      throw call.mistake(
        .unknown, "there is no correction \(number)", at: DropCorrectionCommand.number,
        expected: all.isEmpty
          ? "there is none"
          : "one of "
            + all.suffix(20).map { String($0.id) }.joined(separator: ", "),
        remedy: "`show corrections` lists them")
    }
    let datasets =
      correction.field == .place
      ? try call.database.objects().filter { $0.kind == .dataset }.map(\.name)
      : [correction.dataset]
    return try change(adding: [], removing: [correction], in: datasets)
  }

  /// Locates addresses of datasets anew, and applies their corrections again.
  ///
  /// - Parameters:
  ///   - datasets: Those that may have the addresses.
  ///   - facts: What the lineage keeps of the statement.
  ///   - locate: An end of a ride as it is to be.
  ///   - keep: Writes beside the rides, in the same transaction.
  /// - Returns: How many rides of each dataset changed, and which plans no longer fit.
  /// - Throws: `StoreError` where the notebook cannot be read or written.
  func relocate(
    in datasets: [String], facts: [String] = [],
    _ locate: @escaping (BookedRide.Stop) -> BookedRide.Stop,
    keeping keep: @escaping (NotebookTransaction) throws -> Effects
  ) throws -> (changed: [String: Int], stale: [String]) {
    let changes = try changes(adding: [], removing: [], in: datasets) { ride in
      var ride = ride
      ride.pickup = locate(ride.pickup)
      ride.dropoff = locate(ride.dropoff)
      return ride
    }
    let recorded = try recordedPlans(changes)
    var stale: [String] = []
    try call.database.transaction { transaction in
      var effects = try keep(transaction)
      for (change, plan) in zip(changes, recorded) {
        stale += try Self.store(change, plan, because: "addresses were located anew", transaction)
          .apply(to: &effects)
      }
      effects.reads.formUnion([.single(.roster), .single(.places)])
      return call.lineage(effects, facts: facts)
    }
    let counts = changes.map { ($0.dataset, $0.changed.count) }
    return (Dictionary(counts, uniquingKeysWith: +), stale)
  }

  // MARK: The change

  /// A dataset with its corrections as they are to be.
  private struct Change {
    let dataset: String
    let before: Book
    let after: CorrectedDataset

    /// The rides that become others, as they were and as they become.
    var changed: [(was: BookedRide, now: BookedRide)] {
      zip(before.rides, after.rides).filter { $0 != $1 }.map { ($0, $1) }
    }
  }

  /// What a change wrote.
  private struct Written {
    var effects = Effects()
    var stale: [String] = []

    /// Adds the effects to others; gives the plans that no longer fit.
    func apply(to others: inout Effects) -> [String] {
      others.formUnion(effects)
      return stale
    }
  }

  /// A dataset's rides as they are, and those that are corrected as the source has them.
  private struct Book {
    let rides: [BookedRide]
    let sources: [Int: BookedRide]

    var original: [BookedRide] { rides.map { sources[$0.id] ?? $0 } }
  }

  private func book(of dataset: String) throws -> Book {
    Book(
      rides: try call.database.rides(of: dataset),
      sources: Dictionary(
        try call.database.sourceRides(of: dataset).map { ($0.id, $0) },
        uniquingKeysWith: { first, _ in first }))
  }

  private func change(
    adding new: [RideCorrection], removing old: [RideCorrection], in datasets: [String]
  ) throws -> Outcome {
    let removed = Set(old.map(\.id))
    let changes = try changes(adding: new, removing: removed, in: datasets)
    var rows: [[SQLValue]] = []
    var stale: [String] = []
    let recorded = try recordedPlans(changes)
    let behind = try old.map { try values(behind: $0, changes) }
    try call.database.transaction { transaction in
      var effects = Effects(adds: [.single(.datasets)])
      try transaction.removeCorrections(removed)
      for correction in new {
        rows.append(
          Self.row(
            try transaction.add(correction), correction, was: correction.was,
            value: correction.value))
      }
      for (correction, values) in zip(old, behind) {
        rows.append(Self.row(correction.id, correction, was: values.was, value: values.now))
      }
      for (change, plan) in zip(changes, recorded) {
        stale += try Self.store(
          change, plan, because: Self.reason(change.changed.map(\.now.id)), transaction
        ).apply(to: &effects)
      }
      effects.reads = [.single(.roster), .single(.places)]
      return call.lineage(effects)
    }
    var outcome = outcome(rows, stale: stale, isTakenBack: new.isEmpty)
    for change in changes {
      outcome.blocks += Self.doubts(
        of: change.after.rides, against: change.before.rides, in: change.dataset)
    }
    return outcome
  }

  private func changes(
    adding new: [RideCorrection], removing removed: Set<Int>, in datasets: [String],
    _ source: (BookedRide) -> BookedRide = { $0 }
  ) throws -> [Change] {
    let gazetteer = try call.database.gazetteer()
    return try datasets.map { dataset in
      let before = try book(of: dataset)
      let corrections = try call.database.corrections(of: dataset).filter {
        !removed.contains($0.id)
      }
      return Change(
        dataset: dataset, before: before,
        after: CorrectedDataset(
          corrections + new, of: before.original.map(source), isNew: false, gazetteer: gazetteer))
    }
  }

  /// What the office did, as the rides are to be; nil for days that bring their own drivers, which
  /// record none.
  private func recordedPlans(_ changes: [Change]) throws -> [PlanRecord?] {
    try changes.map { change in
      try call.database.days(of: change.dataset).isEmpty
        ? try call.recordedPlan(
          of: change.after.rides, in: change.dataset,
          adopting: call.database.sourceDrivers(of: change.dataset)) : nil
    }
  }

  /// Writes a dataset's rides, marks its plans, and replaces the recorded one.
  private static func store(
    _ change: Change, _ plan: PlanRecord?, because reason: String,
    _ transaction: NotebookTransaction
  ) throws -> Written {
    var written = Written()
    let changed = change.changed
    guard !changed.isEmpty else { return written }
    written.effects.changes.insert(.name(change.dataset))
    try transaction.write(
      changed.map(\.now), sources: change.after.sources, of: change.dataset)
    let days = Set(changed.flatMap { [$0.was.day.description, $0.now.day.description] })
    written.stale = try transaction.markStale(
      plansOf: change.dataset, on: days, because: reason
    ).filter { $0 != plan?.name }
    if let plan {
      try transaction.insert(plan, identity: PlanIdentity.text(of: plan))
      written.effects.replaces.insert(.name(plan.name))
      written.effects.adds.insert(.single(.plans))
    }
    written.effects.changes.formUnion(written.stale.map { Subject.name($0) })
    if !written.stale.isEmpty { written.effects.adds.insert(.single(.plans)) }
    return written
  }

  /// What holds before and once a correction is taken back.
  private func values(
    behind correction: RideCorrection,
    _ changes: [Change]
  ) throws -> (was: String, now: String) {
    if correction.field == .place {
      let label = correction.source.pickup
      return (
        try call.lastPlace(of: label, but: 0), try call.lastPlace(of: label, but: correction.id)
      )
    }
    guard let ride = correction.ride, let change = changes.first,
      let was = change.before.rides.first(where: { $0.id == ride }),
      let now = change.after.rides.first(where: { $0.id == ride })
    else { return (correction.value, correction.was) }
    return (was.text(of: correction.field), now.text(of: correction.field))
  }

  private static func reason(_ rides: [Int]) -> String {
    let shown = rides.prefix(5).map(String.init).joined(separator: ", ")
    return
      "ride \(shown)\(rides.count > 5 ? " and others were" : rides.count > 1 ? " were" : " was") "
      + "corrected"
  }

  private static func row(
    _ number: Int, _ correction: RideCorrection, was: String, value: String
  ) -> [SQLValue] {
    [
      .integer(Int64(number)),
      correction.dataset.isEmpty ? .null : .text(correction.dataset),
      correction.ride.map { .integer(Int64($0)) } ?? .null, .text(correction.field.rawValue),
      nothing(was), nothing(value),
      correction.field == .place ? .text(correction.source.pickup) : .null,
    ]
  }

  /// What a correction made that can hardly be meant.
  private static func doubts(
    of rides: [BookedRide], against earlier: [BookedRide], in dataset: String
  ) -> [Outcome.Block] {
    var doubts: [Sentence] = []
    for (was, ride) in zip(earlier, rides).filter({ $0 != $1 }).prefix(20) {
      if let metres = ride.metres, metres.count > 150_000 {
        doubts.append("ride \(ride.id) of \(dataset) is now \(metres.count / 1_000) km long")
      }
      let other = rides.first {
        $0.sheet == ride.sheet && $0.row == ride.row && $0.leg != ride.leg && $0.day == ride.day
      }
      if let other, (ride.leg < other.leg) != (ride.scheduled < other.scheduled),
        ride.status.isPlanned, other.status.isPlanned
      {
        doubts.append(
          "ride \(ride.id) and the ride back or there, \(other.id), are not one after the other")
      }
      if ride.day != was.day,
        !rides.contains(where: { $0.id != ride.id && $0.day == ride.day })
      {
        doubts.append("no other ride of \(dataset) is on \(ride.day.description)")
      }
    }
    return doubts.map { .warning($0) }
  }

  private static func nothing(_ text: String) -> SQLValue { text.isEmpty ? .null : .text(text) }

  private func outcome(_ rows: [[SQLValue]], stale: [String], isTakenBack: Bool) -> Outcome {
    var outcome = Outcome()
    outcome.result = ResultTable(
      ["correction", "dataset", "ride", "field", "was", "is", "address"], rows)
    outcome.blocks = rows.map { row in
      guard !isTakenBack || row[2] != .null || row[6] != .null else {
        return .talk("took correction \(row[0].words) back; it was without its ride")
      }
      let what: Sentence =
        row[6] != .null
        ? "the place of '\(row[6].words)'"
        : "ride \(row[2].words) of \(row[1].words), \(words: row[3].words)"
      let change: Sentence =
        isTakenBack && row[4] == row[5]
        ? "stays \(row[5].words.isEmpty ? "as it is" : row[5].words)"
        : "\(row[4].words.isEmpty ? "nothing" : row[4].words) → "
          + "\(row[5].words.isEmpty ? "nothing" : row[5].words)"
      return .talk(
        (isTakenBack ? "took correction \(row[0].words) back: " : "correction \(row[0].words): ")
          + what + " " + change)
    }
    outcome.blocks += Self.remarks(stale: stale)
    return outcome
  }

  /// What is said of plans that no longer fit.
  static func remarks(stale: [String]) -> [Outcome.Block] {
    guard !stale.isEmpty else { return [] }
    return [
      .warning(
        "made before, and no longer of these rides: "
          + stale.map { "\($0)" as Sentence }.joined(separator: ", ")
          + "; `dispatch` plans the days again")
    ]
  }
}

extension CommandCall {
  /// The place that the other corrections give an address; empty for none.
  fileprivate func lastPlace(of label: String, but number: Int) throws -> String {
    try database.corrections().last {
      $0.field == .place && $0.source.pickup == label && $0.id != number
    }?.value ?? ""
  }
}
