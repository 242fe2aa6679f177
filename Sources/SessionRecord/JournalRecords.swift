import Tabular
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

  /// The line that begins a journal.
  var line: [UInt8] {
    var members: [JournalLine.Member] = [
      ("format", "\(Self.format)"), ("carnet", JournalLine.text(carnet)),
      // As a text: a seed may be larger than numbers of JSON are exact.
      ("seed", JournalLine.text("\(seed)")), ("rules", JournalLine.texts(rules.map(\.description))),
    ]
    if let notebook { members.append(("notebook", JournalLine.text(notebook))) }
    members.append(("libm", JournalLine.text(libm)))
    if let sqlite { members.append(("sqlite", JournalLine.text(sqlite))) }
    return JournalLine.bytes(
      "begin",
      members + [
        ("folder", JournalLine.text(folder)), ("process", "\(process)"),
        ("started", JournalLine.text(started)),
      ])
  }

  /// The format of journals that this version writes.
  private static let format = 2

  init?(_ line: JournalLine) {
    guard line.kind == "begin", let json = line.json,
      let seed = json["seed"]?.string.flatMap({ UInt64($0) })
    else { return nil }
    self.init(
      carnet: json["carnet"]?.string ?? "", seed: seed,
      rules: json.texts("rules").compactMap { RuleSetting($0) },
      notebook: json["notebook"]?.string,
      libm: json["libm"]?.string ?? json["kernel"]?.string ?? "", sqlite: json["sqlite"]?.string,
      folder: json["folder"]?.string ?? "",
      process: json["process"]?.wholeNumber.flatMap { Int32(exactly: $0) } ?? 0,
      started: json["started"]?.string ?? "")
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

  /// The line that follows the statement's.
  func line(number: Int) -> [UInt8] {
    var members: [JournalLine.Member] = [
      ("number", "\(number)"), ("status", JournalLine.text(status.rawValue)),
      ("recorded", isRecorded ? "true" : "false"),
    ]
    if let canonical { members.append(("canonical", JournalLine.text(canonical))) }
    if let error { members.append(("error", RecordedBlock.json(error))) }
    let lists = [
      ("facts", facts.lines.map { JournalLine.text(String($0.dropFirst(2))) }),
      ("picture", picture.map { JournalLine.text($0.text) }), ("blocks", blocks.map(Self.json)),
      ("volatile", volatile.map(JournalLine.text)), ("effects", effects.map(JournalLine.text)),
    ]
    members += lists.filter { !$0.1.isEmpty }.map { ($0, "[\($1.joined(separator: ","))]") }
    return JournalLine.bytes("outcome", members)
  }

  /// A block as JSON; what is none of ours may be no JSON, and stands as a text.
  private static func json(_ block: RecordedBlock) -> String {
    if case .other(let line) = block { JournalLine.text(line) } else { block.line }
  }

  private static func block(_ json: JSONValue) -> RecordedBlock {
    if let line = json.string { return RecordedBlock(line: line) }
    return RecordedBlock(json: json) ?? .other(jsonEscaped(json.description))
  }

  init?(_ line: JournalLine) {
    guard line.kind == "outcome", let json = line.json,
      let status = json["status"]?.string.flatMap(Status.init)
    else { return nil }
    // Facts of another version that cannot be read are left out; the statement is not.
    let facts = try? FactSet(lines: json.texts("facts"))
    self.init(
      status, isRecorded: json["recorded"]?.truth ?? false, facts: facts ?? FactSet(),
      picture: json.texts("picture").map { ScreenLine($0) },
      blocks: (json["blocks"]?.elements ?? []).map(Self.block),
      volatile: json.texts("volatile"), error: json["error"].flatMap(RecordedBlock.error),
      effects: json.texts("effects"), canonical: json["canonical"]?.string)
  }
}

extension JSONValue {
  /// The texts of a list; those of other kinds are left out.
  fileprivate func texts(_ key: String) -> [String] {
    (self[key]?.elements ?? []).compactMap(\.string)
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

  /// The line that stands before the statement's run.
  var line: [UInt8] {
    JournalLine.bytes(
      "statement",
      [
        ("number", "\(number)"), ("source", JournalLine.text(source)),
        ("settings", JournalLine.texts(settings)),
      ])
  }

  init?(_ line: JournalLine) {
    guard line.kind == "statement", let json = line.json,
      let number = json["number"]?.wholeNumber.flatMap({ Int(exactly: $0) }),
      let source = json["source"]?.string
    else { return nil }
    self.init(number: number, source: source, settings: json.texts("settings"))
  }
}
