import FleetModel
import Naming
import SessionRecord
import Store
import Tabular
import TerminalText

/// Loads the sheets of a file as typed tables, all or none, taking their fingerprints on the way.
struct TableLoading {
  let call: CommandCall
  /// The hash of what is read.
  let content: ContentHash
  let options: ReadingOptions
  let typedPath: String

  /// The sheets of a table, one or those of several files, and the name that it takes.
  struct Target {
    let sheets: [(file: String?, sheet: SheetSource)]
    let name: String

    /// What its rows are in.
    var sheetName: String { sheets[0].file == nil ? sheets[0].sheet.name : "" }

    /// Infers the columns over all sheets.
    func typed(
      cancel: () -> Bool, progress: (LoadProgress) -> Void
    ) throws -> TypedSheet {
      let files = sheets.compactMap { sheet in sheet.file.map { (file: $0, sheet: sheet.sheet) } }
      return files.isEmpty
        ? try sheets[0].sheet.typed(cancel: cancel, progress: progress)
        : try .joining(files, name: name, cancel: cancel, progress: progress)
    }
  }

  /// What a load made of one sheet.
  struct Loaded {
    let name: String
    let columns: [Tabular.Column]
    let facts: FactSet
    let sentence: Sentence
    /// What was taken of the file's form, and what one should know of its rows.
    let reading: TableReading
    /// Rows that hold nothing or sum up others.
    let remarks: RowRemarks
    /// The first row that could not be read.
    let firstBroken: BrokenRow?
  }

  /// A sheet whose columns are typed, and whether the notebook holds it already.
  private struct Job {
    let target: Target
    let typed: TypedSheet
    let identity: String
    let isKnown: Bool
    /// Whether the load makes no other table.
    let isAlone: Bool
    /// Takes its facts.
    let facts: TableFacts
    /// The columns whose heads tell that they are private.
    let privacies: [(index: Int, privacy: CellPrivacy)]
  }

  /// Reads, types and stores the sheets in one transaction.
  ///
  /// - Parameters:
  ///   - targets: The sheets with their names.
  ///   - fileFacts: The hash of the file, or of several, for the lineage.
  /// - Returns: What was made of each, in the same order.
  /// - Throws: `TabularError` where a sheet is no table, `Diagnostic` where a name is taken; the
  ///   notebook is then as it was.
  /// - Complexity: O(cells).
  func run(_ targets: [Target], fileFacts: [Fact]) throws -> [Loaded] {
    let jobs = try targets.map { try job($0, among: targets.count) }
    let known = try jobs.filter(\.isKnown).map { try readAgain($0) }
    let fresh = jobs.filter { !$0.isKnown }
    var stored: [Loaded] = []
    if !fresh.isEmpty {
      let privacy = call.session.privacy
      try privacy.fillOlderNotebook()
      // Read before the transaction: in a notebook in memory nothing else reads while it writes.
      let hasAddress = fresh.contains { $0.privacies.contains { $0.privacy == .address } }
      let houses = hasAddress ? privacy.houses() : .none
      let earlier = Set(
        try fresh.map(\.target.name).filter { try call.database.object(named: $0) != nil })
      try call.database.transaction { transaction in
        stored = try fresh.map { try store($0, beside: houses, in: transaction) }
        let names = stored.map(\.name)
        var facts = FactSet(fileFacts)
        for loaded in stored { facts.append(loaded.facts) }
        var effects = Effects()
        for name in names { effects.formUnion(.making(name, isNew: !earlier.contains(name))) }
        // The view `rejects` has what could not be read.
        if stored.contains(where: { $0.firstBroken != nil }) {
          effects.adds.insert(.single(.datasets))
        }
        return call.lineage(effects, facts: facts.lines)
      }
    }
    return targets.compactMap { target in
      (known + stored).first { $0.name == target.name }
    }
  }

  private func job(_ target: Target, among count: Int) throws -> Job {
    let context = call.session.context
    let typed = try target.typed(
      cancel: context.isInterrupted,
      progress: { context.progress(Self.text(of: $0, verb: "detecting types")) })
    var options = options
    options.brokenRows = .refused
    let identity =
      "\(content.digits) \(target.sheetName)" + (options.isEmpty ? "" : " " + options.identity)
    let existing = try call.database.object(named: target.name)
    let isKnown = existing?.kind == .table && existing?.identity == identity
    if !isKnown { try call.refuseTaken(target.name, existing: existing, kind: .table) }
    return Job(
      target: target, typed: typed, identity: identity, isKnown: isKnown, isAlone: count == 1,
      facts: TableFacts(
        of: typed.columns, owner: count > 1 ? target.name : nil,
        comparison: call.session.comparison),
      privacies: PrivateHeaders.columns(of: typed.columns.map(\.name)))
  }

  private func readAgain(_ job: Job) throws -> Loaded {
    var batches = TableFacts.Batches(job.facts)
    var remarks = RowRemarks()
    try job.typed.forEachBatch(isCancelled: call.session.context.isInterrupted) {
      batches.add($0)
      remarks.add($0)
    }
    return loaded(
      job, batches, remarks, "\(job.target.name) already contains this file; nothing changed")
  }

  private func store(
    _ job: Job, beside houses: KeptWords, in transaction: NotebookTransaction
  ) throws -> Loaded {
    let context = call.session.context
    let started = context.seconds()
    var batches = TableFacts.Batches(job.facts)
    var hashes = PrivateHashes()
    var remarks = RowRemarks()
    let writer = try transaction.makeTable(named: job.target.name, columns: job.typed.columns)
    try job.typed.forEachBatch(
      isCancelled: context.isInterrupted,
      progress: { context.progress(rate($0, since: started)) }
    ) { batch in
      try writer.insert(batch)
      batches.add(batch)
      remarks.add(batch)
      hashes.add(batch, job.privacies, beside: houses)
    }
    try transaction.addPrivate(hashes.finish(), bucket: NameHash.bucket, dropping: NameHash.opened)
    let rejects = job.typed.brokenRows.map {
      SourceReject(
        sheet: $0.file ?? job.target.sheetName, row: $0.row, column: "", value: $0.text,
        reason: $0.reason)
    }
    try writer.finish(identity: job.identity, source: typedPath, rejects: rejects)
    return loaded(
      job, batches, remarks,
      "\(job.target.name): \(counted(job.typed.rowCount, "row")), "
        + counted(job.typed.columns.count, "column")
        + (rejects.isEmpty ? "" : ", \(rejects.count) rejected")
        + job.typed.reading.formWords.map { "; \(words: $0)" as Sentence }.joined())
  }

  private func loaded(
    _ job: Job, _ batches: TableFacts.Batches, _ remarks: RowRemarks, _ sentence: Sentence
  ) -> Loaded {
    var facts = batches.finish()
    let reading = job.typed.reading
    let owner = job.isAlone ? "" : job.target.name + " "
    if !reading.formWords.isEmpty {
      facts.append([Fact(owner + "read", .text(reading.formWords.joined(separator: "; ")))])
    }
    let rejected = job.typed.brokenRows.count
    if rejected > 0 { facts.append([Fact(owner + "rejected", .integer(Int64(rejected)))]) }
    return Loaded(
      name: job.target.name, columns: job.typed.columns, facts: facts, sentence: sentence,
      reading: reading, remarks: remarks, firstBroken: job.typed.brokenRows.first)
  }

  private func rate(_ progress: LoadProgress, since started: Double) -> String {
    let seconds = max(call.session.context.seconds() - started, 0.001)
    return Self.text(of: progress, verb: "loading")
      + " · \(Int(Double(progress.rows) / seconds)) rows/s"
  }

  private static func text(of progress: LoadProgress, verb: String) -> String {
    let percent = progress.bytesTotal > 0 ? progress.bytesRead * 100 / progress.bytesTotal : 100
    return "\(verb): \(progress.rows) rows · \(min(100, percent)) %"
  }
}
