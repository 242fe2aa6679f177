import CivilTime
import CommandLanguage
import Files
import FleetModel
import Naming
import Planning
import RideSheets
import SessionRecord
import Store
import Tabular
import TerminalText

/// Keeps what was read as a dataset: its account, its corrections, its recorded plan, in one transaction.
struct DatasetKeeping {
  let call: CommandCall
  /// The dataset's name.
  let name: String
  /// What its content is known by: the hash of its file, or of several.
  let facts: [Fact]

  private var session: NotebookSession { call.session }

  /// What reads rides under the notebook's drivers, places and rules.
  ///
  /// - Throws: `StoreError` where the notebook cannot be read.
  func importer() throws -> DatasetImport {
    try DatasetImport(for: call, roster: call.database.roster())
  }

  /// Everything that decides what a dataset holds: equal identities are equal datasets.
  func identity(of content: String, _ sheets: [String]) throws -> String {
    var hasher = SHA256()
    hasher.update("\(content)\n\(sheets.joined(separator: "\n"))\n".utf8)
    hasher.update("stay \(session.settings.rules.stay.count)\n".utf8)
    // A notebook without a register has the identities that it had before there were any.
    let streets = try call.database.rows("SELECT 1 FROM main.carnet_street LIMIT 1")
    for table in ["drivers", "places"] + (streets.isEmpty ? [] : ["addresses"]) {
      let indices = Array(try call.database.columnNames(of: table).indices)
      // Notebooks keep identities of earlier versions, to which those of now must be equal.
      let print = try call.database.firstFormFingerprint(
        of: table, columns: indices, isReal: indices.map { _ in false })
      hasher.update("\(table) \(print.ordered)\n".utf8)
    }
    return ContentHash(hasher).description
  }

  func keep(
    identity: String, others: [LoadedFile.OtherSheet], _ read: () throws -> DatasetImport.Result
  ) throws -> Outcome {
    let existing = try call.database.object(named: name)
    let isSame = existing?.kind == .dataset && existing?.identity == identity
    if !isSame { try call.refuseTaken(name, existing: existing, kind: .dataset) }
    var result = try read()
    let corrected = isSame ? nil : try correct(&result)
    let report = ImportReportTable(
      name: name, record: result.record, counts: result.counts)
    var outcome = Outcome.showing(report.table)
    outcome.facts = FactSet(facts)
    outcome.facts.append(report.facts)
    outcome.factsRelation = name
    outcome.blocks =
      [.talk(report.sentence)] + (report.account.map { [.talk($0)] } ?? [])
      + (report.cancellation.map { [.warning($0)] } ?? [])
      + (report.findings.map { [.talk($0)] } ?? []) + result.warnings.map(Outcome.Block.warning)
    if isSame {
      outcome.blocks = [.talk("\(name) already contains this file; nothing changed")]
    }
    if !isSame, let twin = try twin(of: identity) {
      outcome.blocks.append(
        .warning("\(twin) contains the same file: the view `rides` has each of its rides twice"))
    }
    for sheet in others {
      let rows = try counted(sheet.countedRows(isInterrupted: session.context.isInterrupted), "row")
      outcome.blocks.append(
        sheet.look.map { .warning("\(sheet.words) was left out, \(rows): " + $0) }
          ?? .talk("\(sheet.words) is not a ride sheet and was left out, \(rows)"))
    }
    if !result.files.isEmpty {
      outcome.blocks.append(.table("files", ImportReportTable.table(of: result.files)))
    }
    if let corrected { outcome.blocks += Self.said(of: corrected) }
    if !isSame {
      let recorded = try store(result, identity: identity, corrected, facts: outcome.facts)
      if let recorded, recorded.rules.travel == .greatCircle,
        session.settings.rules.travel != .greatCircle
      {
        outcome.blocks.append(
          .warning("roads between its points are missing: `\(recorded.name)` is on great circles"))
      }
    }
    return outcome
  }

  /// Applies the corrections that were made of a dataset of that name, and of places.
  private func correct(_ result: inout DatasetImport.Result) throws -> CorrectedDataset? {
    let corrections = try call.database.corrections(of: name)
    guard !corrections.isEmpty else { return nil }
    let corrected = CorrectedDataset(
      corrections, of: result.record.rides, isNew: true, gazetteer: try call.database.gazetteer())
    result.record.rides = corrected.rides
    result.record.findings += corrected.lost.map { correction in
      SourceFinding(
        kind: .correctionWithoutRide, sheet: correction.source.sheet, row: correction.source.row,
        detail: "correction \(correction.id) (\(correction.field.rawValue) \(correction.was) → "
          + "\(correction.value)) was made against a ride that is not here, or not alone; nothing "
          + "is changed")
    }
    return corrected
  }

  private static func said(of corrected: CorrectedDataset) -> [Outcome.Block] {
    var blocks: [Outcome.Block] = []
    if !corrected.matches.isEmpty {
      blocks.append(.talk("\(counted(corrected.matches.count, "correction")) applied again"))
    }
    if !corrected.lost.isEmpty {
      blocks.append(
        .warning(
          "\(counted(corrected.lost.count, "correction")) without its ride: not applied, and listed "
            + "by `check`"))
    }
    return blocks
  }

  /// Another dataset of the same content, which the views over all datasets count too.
  private func twin(of identity: String) throws -> String? {
    let own = NameRules.folded(name)
    return try call.database.objects().first {
      $0.kind == .dataset && $0.identity == identity && NameRules.folded($0.name) != own
    }?.name
  }

  private func store(
    _ result: DatasetImport.Result, identity: String, _ corrected: CorrectedDataset?, facts: FactSet
  ) throws -> PlanRecord? {
    let record = result.record
    var hashes = result.clients
    record.addHomes(to: &hashes)
    let entries = hashes.finish()
    try session.privacy.fillOlderNotebook()
    let recorded =
      record.days.isEmpty
      ? try call.recordedPlan(
        of: record.rides, in: record.name, adopting: record.sourceDrivers) : nil
    let isNew = try call.database.object(named: record.name) == nil
    try call.database.transaction(isInterrupted: session.context.isInterrupted) { transaction in
      try transaction.insert(record, identity: identity)
      if let corrected {
        try transaction.write([], sources: corrected.sources, of: record.name)
        for (number, ride) in corrected.matches.sorted(by: { $0.key < $1.key }) {
          try transaction.set(ride: ride, ofCorrection: number)
        }
        for correction in corrected.lost {
          try transaction.set(ride: nil, ofCorrection: correction.id)
        }
      }
      try transaction.addPrivate(entries, bucket: NameHash.bucket, dropping: NameHash.opened)
      if let recorded {
        try transaction.insert(recorded, identity: PlanIdentity.text(of: recorded))
      }
      var effects = Effects.making(record.name, isNew: isNew, in: .datasets)
      if let recorded {
        effects.formUnion(.making(recorded.name, isNew: isNew, in: .plans))
      }
      effects.reads = [.single(.roster), .single(.places)]
      if session.settings.rules.travel != .greatCircle { effects.reads.insert(.single(.roads)) }
      // What was corrected before is part of what is loaded.
      if let corrected, !corrected.matches.isEmpty || !corrected.lost.isEmpty {
        effects.reads.insert(.name(record.name))
      }
      if let corrected, !corrected.sources.isEmpty { effects.reads.insert(.single(.datasets)) }
      return call.lineage(effects, facts: facts.lines)
    }
    return recorded
  }
}
