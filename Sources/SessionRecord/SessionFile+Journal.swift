import TerminalText

/// How a session file is made of a journal.
public struct SessionFileOptions {
  /// Entries that make again what the session used from an older notebook.
  public var preamble: [SessionEntry]
  /// The header's folder: from the session file's folder to the one that paths are relative to.
  public var folder: String?
  /// Hides clients in pictures, volatile lines and errors' messages, or nil to leave them.
  public var pseudonyms: Pseudonyms?
  /// Whether what a statement of a number showed was drawn with all that is known as private, so that
  /// nothing of it is searched again: beginnings of words and rows of numbers in it look like names.
  public var isHidden: (Int) -> Bool = { _ in false }
  /// Draws the picture of blocks, where something of them is hidden that was not when they were drawn.
  public var draw: ([RecordedBlock]) -> [ScreenLine] = { _ in [] }
  /// The statements that lead from the settings of one statement to those of another; nil stands for
  /// those that the record begins with.
  public var settle: (_ from: [String]?, _ to: [String]?) -> [String] = { _, _ in [] }
  public var hasPictures: Bool
  public var hasVolatile: Bool

  public init(
    preamble: [SessionEntry] = [], folder: String? = nil, pseudonyms: Pseudonyms? = nil,
    hasPictures: Bool = true, hasVolatile: Bool = true
  ) {
    self.preamble = preamble
    self.folder = folder
    self.pseudonyms = pseudonyms
    self.hasPictures = hasPictures
    self.hasVolatile = hasVolatile
  }
}

extension SessionFile {
  /// Makes the session file of a journal: statements that changed or showed something, and
  /// those that failed when they ran, with their error as the expected one.
  ///
  /// Cancelled and unfinished statements changed nothing and are left out.
  public init(from contents: JournalContents, options: SessionFileOptions = SessionFileOptions()) {
    var header = SessionHeader(folder: options.folder, pseudonyms: options.pseudonyms?.scheme)
    if let begin = contents.begin {
      header.seed = begin.seed
      header.carnet = begin.carnet
      header.rules = begin.rules
      header.libm = begin.libm
      header.sqlite = begin.sqlite
    }
    let recorded = contents.recorded.filter { $0.place == nil }
      .compactMap { SessionEntry($0, options: options) }
    self.init(
      header: header, entries: options.preamble + Self.history(of: contents, options) + recorded)
  }

  /// The statements of the notebook's history, in its order and under their own settings.
  private static func history(
    of contents: JournalContents, _ options: SessionFileOptions
  ) -> [SessionEntry] {
    let early = contents.recorded.filter { $0.place != nil }
      .sorted { ($0.place ?? 0) < ($1.place ?? 0) }
    guard !early.isEmpty else { return [] }
    let (entries, settings) = SessionEntry.settled(
      early.compactMap { statement in
        SessionEntry(statement, options: options).map { ($0, statement.settings) }
      }, by: options.settle)
    return entries + SessionEntry.settings(options.settle(settings, nil))
  }
}

extension JournalOutcome {
  /// The first of the effects of a statement of the notebook's history; its place there is the second.
  public static let preamble = "preamble"
}

extension JournalStatement {
  /// The place in the notebook's history of a statement that the session did not run itself.
  public var place: Int? {
    guard let effects = outcome?.effects, effects.first == JournalOutcome.preamble,
      effects.count > 1
    else { return nil }
    return Int(effects[1])
  }
}

extension SessionEntry {
  /// Statements of a notebook's history, each behind those that set what it ran under.
  ///
  /// - Parameters:
  ///   - entries: The statements with their settings; one that does not depend on settings has none.
  ///   - settle: As ``SessionFileOptions/settle``.
  /// - Returns: The statements, and the settings that they end under; nil for those of the beginning.
  public static func settled(
    _ entries: [(entry: SessionEntry, settings: [String])],
    by settle: (_ from: [String]?, _ to: [String]?) -> [String]
  ) -> (entries: [SessionEntry], settings: [String]?) {
    var all: [SessionEntry] = []
    var settings: [String]?
    for (entry, wanted) in entries {
      if !wanted.isEmpty {
        all += Self.settings(settle(settings, wanted))
        settings = wanted
      }
      all.append(entry)
    }
    return (all, settings)
  }

  /// Statements that set something for others of a notebook's history.
  static func settings(_ statements: [String]) -> [SessionEntry] {
    statements.map { SessionEntry($0, facts: FactSet().madeEarlier) }
  }

  /// The entry of a finished statement, or nil for one that does not belong in a file.
  public init?(_ statement: JournalStatement, options: SessionFileOptions) {
    guard let outcome = statement.outcome, outcome.isRecorded, outcome.status != .cancelled else {
      return nil
    }
    // What readers see is hidden; statements and facts are what replay needs as they are.
    let pseudonyms = options.isHidden(statement.number) ? nil : options.pseudonyms
    let shown = { (text: String) in pseudonyms?.replacing(in: text) ?? text }
    let shownMessage = { (text: String) in pseudonyms?.replacing(inMessage: text) ?? text }
    let blocks = pseudonyms?.hiding(outcome.blocks) ?? outcome.blocks
    let picture =
      blocks.isEmpty
      ? outcome.picture.map { ScreenLine(shown($0.text)) }
      : blocks == outcome.blocks ? outcome.picture : options.draw(blocks)
    let error = outcome.error ?? RecordedError(code: "error", .empty)
    self.init(
      outcome.canonical ?? statement.source,
      facts: pseudonyms.map { outcome.facts.hiding($0) } ?? outcome.facts,
      picture: options.hasPictures ? picture : [],
      volatile: options.hasVolatile ? outcome.volatile.map(shown) : [],
      blocks: options.hasPictures ? blocks : [],
      expectedError: outcome.status == .failed
        ? error.mappingTexts(shownMessage) : nil)
  }
}

extension Pseudonyms {
  /// What a statement showed, with what is known as private by now replaced.
  ///
  /// - Complexity: linear in the texts.
  public func hiding(_ blocks: [RecordedBlock]) -> [RecordedBlock] {
    blocks.map { block in
      block.mappingTexts(
        { replacing(in: $0) }, plot: { replacing(inJSON: $0) },
        message: { replacing(inMessage: $0) }, head: { replacing(inCode: $0) })
    }
  }
}

extension FactSet {
  /// The facts with the hashes of texts that became known as private only behind their statement.
  ///
  /// - Complexity: linear in the texts.
  public func hiding(_ pseudonyms: Pseudonyms) -> FactSet {
    FactSet(
      groups: groups.map { group in
        group.map { fact in
          guard case .text(let text) = fact.value, pseudonyms.replacing(in: text) != text,
            let hash = fact.value.hidden
          else { return fact }
          return Fact(fact.key, .hash(hash))
        }
      })
  }
}
