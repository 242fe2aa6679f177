import TerminalText

/// What a session says of itself when it begins.
public struct JournalBegin: Hashable, Sendable {
  /// The version of Carnet.
  public var carnet: String
  /// The root seed.
  public var seed: UInt64
  /// The rules that differ from their defaults.
  public var rules: [RuleSetting]
  /// The notebook's path, or nil for one in memory.
  public var notebook: String?
  /// The library of mathematical functions and the processor's features by which it chooses them.
  public var libm: String
  /// The version of SQLite; nil in journals of versions before.
  public var sqlite: String?
  /// The folder that typed paths are relative to.
  public var folder: String
  public var process: Int32
  /// When it began, in the caller's words; the journal's name begins with it.
  public var started: String

  public init(
    carnet: String, seed: UInt64, rules: [RuleSetting] = [], notebook: String? = nil,
    libm: String, sqlite: String? = nil, folder: String, process: Int32, started: String
  ) {
    self.carnet = carnet
    self.seed = seed
    self.rules = rules
    self.notebook = notebook
    self.libm = libm
    self.sqlite = sqlite
    self.folder = folder
    self.process = process
    self.started = started
  }

  var line: JournalLine {
    var fields: [(key: String, value: String)] = [
      ("format", "1"), ("carnet", carnet), ("seed", "\(seed)"),
    ]
    fields += rules.map { ("rule", $0.description) }
    if let notebook { fields.append(("notebook", notebook)) }
    fields += [
      ("kernel", libm), ("folder", folder), ("process", "\(process)"), ("started", started),
    ]
    return JournalLine("begin", fields)
  }

  init?(_ line: JournalLine) {
    guard line.kind == "begin", let seed = line["seed"].flatMap({ UInt64($0) }) else { return nil }
    self.init(
      carnet: line["carnet"] ?? "", seed: seed,
      rules: line.all("rule").compactMap { RuleSetting($0) }, notebook: line["notebook"],
      libm: line["kernel"] ?? "", folder: line["folder"] ?? "",
      process: line["process"].flatMap { Int32($0) } ?? 0, started: line["started"] ?? "")
  }
}

/// What came of a statement.
public struct JournalOutcome: Hashable, Sendable {
  public enum Status: String, Hashable, Sendable {
    case succeeded
    case failed
    /// Stopped by the user; it changed nothing.
    case cancelled
  }

  public var status: Status
  /// True where the statement belongs in the session file.
  ///
  /// It changed or showed something, or it failed when it ran; syntax errors, help, history and
  /// quit do not belong.
  public var isRecorded: Bool
  public var facts: FactSet
  public var picture: [ScreenLine]
  /// What the statement showed as data, in order.
  public var blocks: [RecordedBlock]
  public var volatile: [String]
  public var error: RecordedError?
  /// What it changed, in the caller's words, such as `dataset october made`.
  public var effects: [String]
  /// The statement's canonical form, or nil where that is how it was typed.
  public var canonical: String?

  public init(
    _ status: Status, isRecorded: Bool, facts: FactSet = FactSet(), picture: [ScreenLine] = [],
    blocks: [RecordedBlock] = [], volatile: [String] = [], error: RecordedError? = nil,
    effects: [String] = [], canonical: String? = nil
  ) {
    self.status = status
    self.isRecorded = isRecorded
    self.facts = facts
    self.picture = picture
    self.blocks = blocks
    self.volatile = volatile.flatMap(SessionEntry.lines)
    self.error = error
    self.effects = effects
    self.canonical = canonical
  }

  func line(number: Int) -> JournalLine {
    var fields: [(key: String, value: String)] = [
      ("number", "\(number)"), ("status", status.rawValue),
      ("recorded", isRecorded ? "yes" : "no"),
    ]
    if let canonical { fields.append(("canonical", canonical)) }
    if let error { fields.append(("error", RecordedBlock.error(error).line)) }
    fields += facts.lines.map { ("fact", $0) }
    fields += picture.map { ("picture", $0.text) }
    fields += blocks.map { ("block", $0.line) }
    fields += volatile.map { ("volatile", $0) }
    fields += effects.map { ("effect", $0) }
    return JournalLine("outcome", fields)
  }

  init?(_ line: JournalLine) {
    guard line.kind == "outcome", let status = line["status"].flatMap(Status.init) else {
      return nil
    }
    // Facts of another version that cannot be read are left out; the statement is not.
    let facts = try? FactSet(lines: line.all("fact"))
    self.init(
      status, isRecorded: line["recorded"] == "yes", facts: facts ?? FactSet(),
      picture: line.all("picture").map { ScreenLine($0) },
      blocks: (line.all("plot") + line.all("block")).map(RecordedBlock.init(line:)),
      volatile: line.all("volatile"),
      error: Self.error(line),
      effects: line.all("effect"), canonical: line["canonical"])
  }
}

extension JournalOutcome {
  /// The error as it was written, or the code and the message that versions before wrote.
  private static func error(_ line: JournalLine) -> RecordedError? {
    if case .error(let error)? = line["error"].map(RecordedBlock.init(line:)) { return error }
    return line["code"].map {
      RecordedError(code: $0, Sentence([.words(line["message"] ?? "")]))
    }
  }
}

/// A statement of a journal, with its outcome where it finished.
public struct JournalStatement: Hashable, Sendable {
  /// Its place in the session, from 1.
  public var number: Int
  /// The statement as it was given.
  public var source: String
  /// The settings in force, as `name=value`.
  public var settings: [String]
  /// Nil where the session ended before the statement did.
  public var outcome: JournalOutcome?

  public init(number: Int, source: String, settings: [String] = [], outcome: JournalOutcome? = nil)
  {
    self.number = number
    self.source = source
    self.settings = settings
    self.outcome = outcome
  }

  public var isFinished: Bool { outcome != nil }

  var line: JournalLine {
    JournalLine(
      "statement",
      [("number", "\(number)"), ("source", source)] + settings.map { ("setting", $0) })
  }

  init?(_ line: JournalLine) {
    guard line.kind == "statement", let number = line["number"].flatMap({ Int($0) }),
      let source = line["source"]
    else { return nil }
    self.init(number: number, source: source, settings: line.all("setting"))
  }
}
