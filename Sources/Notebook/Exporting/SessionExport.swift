import CivilTime
import CommandLanguage
import Documents
import Files
import SessionRecord
import Store
import TerminalText

/// Exports the session at hand as a document, from its record.
struct SessionExport {
  private let call: CommandCall
  private let recorder: SessionRecorder
  private let format: DocumentFormat
  private let typed: String
  /// Columns of plain text.
  private let width: Int

  /// An export as a statement asks for it.
  ///
  /// - Throws: `Diagnostic` where the session is not recorded or the file has another ending.
  init(_ call: CommandCall) throws {
    let typed = call.command[ExportCommand.file] ?? ""
    guard let format = DocumentFormat(path: typed) else {
      throw call.wrongEnding(for: "the session", ["html", "md", "ipynb", "txt"])
    }
    width = call.command[ExportCommand.columns] ?? DocumentFormat.defaultWidth
    if call.command[ExportCommand.columns] != nil, format != .text {
      throw call.mistake(
        .format, "only a .txt document has a width", at: ExportCommand.columns,
        remedy: "leave `width` out: other formats are laid out by their reader")
    }
    if let language = call.command[ExportCommand.language], !Self.isLanguage(language) {
      throw call.mistake(
        .language, "\(language) is not a language tag", at: ExportCommand.language,
        expected: "a BCP 47 tag, such as fr or de-CH")
    }
    guard let recorder = call.session.recorder else {
      throw call.mistake(
        .record, "this session is not recorded",
        remedy: "replays are not recorded: their script already exists")
    }
    self.call = call
    self.recorder = recorder
    self.format = format
    self.typed = typed
  }

  /// Whether a text has the form of a language tag: `fr`, `de-CH`, `zh-Hant-TW`.
  ///
  /// Source: RFC 5646, section 2.1, of which this is the outline.
  private static func isLanguage(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, (2...8).contains(first.count), first.allSatisfy(\.isLetter)
    else {
      return false
    }
    return parts.allSatisfy { part in
      (1...8).contains(part.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
  }

  /// Writes the document.
  ///
  /// - Returns: What was written, and warnings where the record diverged or figures are stale.
  /// - Throws: `SessionRecordError` where the file exists already or cannot be written.
  /// - Complexity: linear in the record; with `verify` what the statements take.
  func run() throws -> Outcome {
    let session = call.session
    let path = FilePath.absolute(typed, in: session.folder)
    let isReplacing = call.command.has(ExportCommand.replace)
    // A long verification must not come to nothing.
    try session.files.requirePlace(path, replacing: isReplacing)
    let record = recorder.file(folder: ".")
    let report = try call.command.has(ExportCommand.verify) ? call.replay(recorder) : nil
    let document = try document(of: record, report)
    try session.files.write(
      Array(format.text(of: document, plots: .recorded(), width: width).utf8), to: path,
      replacing: isReplacing)
    return outcome(of: document, report)
  }

  // MARK: The document

  private func document(of record: SessionFile, _ report: ReplayReport?) throws -> Document {
    let isHidden = !call.command.has(ExportCommand.names)
    let pseudonyms =
      isHidden ? try call.session.pseudonyms() : try call.session.privacy.revealing()
    let veil =
      isHidden
      ? NameVeil(pseudonyms: pseudonyms, folders: [call.session.folder])
      : NameVeil(revealing: pseudonyms)
    let reading = FigureReading(database: call.session.database)
    let maker = DocumentMaker(
      veil: veil, plots: .recorded(width: width), language: call.command[ExportCommand.language]
    ) { figure in
      // Every statement with rows has changed the last result since.
      if figure.relation == NotebookDatabase.lastResult { return .unknown }
      return (try? reading.value(of: figure)).map { .value($0) } ?? .gone
    }
    var provenance = Provenance(
      data: RecordedData(parser: call.session.parser(.script)).sources(of: record),
      seed: record.header.seed, rules: record.header.rules?.map(\.description),
      carnet: record.header.carnet, kernel: record.header.libm ?? record.header.kernel,
      date: call.session.context.today().description, pseudonyms: veil.scheme)
    if let replay = replay(of: record, report) { provenance.verification = .replayed(replay) }
    return maker.document(
      of: record, title: call.command[ExportCommand.title], named: ObjectName.stem(of: typed),
      provenance: provenance)
  }

  /// What is known of the record at this moment: by a replay for this export, or an earlier one.
  private func replay(of record: SessionFile, _ report: ReplayReport?) -> Provenance.Replay? {
    guard let report else {
      return call.session.replayedRecords.replay(of: record, parser: call.session.parser(.script))
    }
    let context = call.session.context
    call.session.replayedRecords.keep(report, of: record, isWhole: true, in: context)
    return ReplayedRecords.replay(report, of: record, in: context)
  }

  private func outcome(of document: Document, _ report: ReplayReport?) -> Outcome {
    let statements = document.parts.count { if case .statement = $0 { true } else { false } }
    let notes = document.parts.count - statements
    let counts = [counted(statements, "statement")] + (notes > 0 ? [counted(notes, "note")] : [])
    var outcome = Outcome.talk(
      "\(typed): \(counts.joined(separator: " and ")), \(document.provenance.verdict)")
    if let first = report?.lines.first(where: \.verdict.isDivergence) {
      let divergence: Sentence =
        "the record does not match: statement \(first.number) \(first.verdict.word), "
        + "\(first.verdict.explanation)"
      outcome.blocks.append(.warning(divergence))
      outcome.divergence = divergence.text
    }
    let stale = document.provenance.staleFigures
    if stale > 0 {
      outcome.blocks.append(
        .warning(
          "\(counted(stale, "figure")) in notes no longer hold\(words: stale == 1 ? "s" : "") and "
            + "\(words: stale == 1 ? "is" : "are") marked as stale"))
    }
    return outcome
  }
}
