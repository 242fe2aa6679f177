import CommandLanguage
import Files
import SessionRecord
import Store
import TerminalText

/// Writes the session so far as a script that replays.
struct SaveCommand: NotebookCommand {
  static let file = Slot.path("FILE", "the script to write; its name ends in .carnet")
  static let replace = Flag("replace", "overwrites an existing file")
  static let verified = Flag("verified", "replays the session first and writes only what verifies")
  static let agents = Flag(
    "agents", "puts the agents of before the session beside the script, as files to import")
  static let name = Slot.object(
    "NAME", [.result, .plan, .agent, .table, .dataset], "the result, plan, agent, table or dataset")

  let syntaxes = [
    CommandSyntax(
      form:
        "save session as \(Self.file) [with \(Self.agents)] [\(Self.verified)] [\(Self.replace)]",
      summary: "Writes the session so far as a script that replays and verifies.",
      details: [
        "The script contains each statement that changed or showed something, the facts that a "
          + "replay compares, and the output for readers, with pseudonyms for clients. Statements "
          + "at its beginning recreate what the session used from an older notebook, so the "
          + "script is self-contained.",
        "An agent that was trained before the session is trained again by a replay; `with agents` "
          + "puts it into the folder FILE.agents instead, and the script imports it with its "
          + "hash.",
      ],
      examples: ["save session as \"october.carnet\""],
      isRecorded: false,
      effects: [.writesFile]),
    CommandSyntax(
      id: "save NAME",
      form: "save \(Self.name) as \(Self.file) [\(Self.replace)]",
      summary: "Writes the smallest script that produces one result, verified by a replay.",
      details: [
        "The script contains the statements that the result depends on, and the settings that "
          + "they ran under. It is written only if it produces the same result in a fresh "
          + "notebook."
      ],
      examples: ["save october as \"october-alone.carnet\""],
      isRecorded: false,
      effects: [.writesFile]),
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    try call.requireEnding("carnet", for: "a script")
    if call.command[Self.name] != nil { return try ResultScript(call).save() }
    guard let recorder = call.session.recorder else {
      throw call.mistake(
        .record, "this session is not recorded",
        remedy: "replays are not recorded: their script exists already")
    }
    let typed = call.command[Self.file] ?? ""
    let path = FilePath.absolute(typed, in: call.session.folder)
    let replaces = call.command.has(Self.replace)
    try call.session.files.requirePlace(path, replacing: replaces)
    let agents =
      call.command.has(Self.agents)
      ? try GivenAgents(of: recorder, in: call.session, besides: path) : GivenAgents()
    let report =
      call.command.has(Self.verified) ? try call.replay(recorder, given: agents) : nil
    if let report { try requireVerified(report, call) }
    try agents.write(through: call.session.files)
    let count = try recorder.save(
      as: path, replacing: replaces, agents: agents, in: call.session)
    var outcome = Outcome.talk(
      report.map { "\(path: typed): replayed, \($0.summary)" as Sentence }
        ?? "\(path: typed): \(counted(count, "statement")); `replay` checks it")
    if call.command.has(Self.agents) {
      outcome.blocks.append(
        .talk(
          agents.isEmpty
            ? "no agent of before the session is used"
            : "\(counted(agents.count, "agent")) in \(path: typed + ".agents")"))
    }
    if report == nil {
      outcome.blocks += recorder.changedFiles(in: call.session).map {
        .warning($0 + "; a replay reads the file of then, or diverges")
      }
    }
    let named = recorder.namedCount(try call.session.pseudonyms())
    if named > 0 {
      outcome.blocks.append(
        .warning(
          "\(counted(named, "statement or note", "statements and notes")) "
            + "\(words: named == 1 ? "contains" : "contain") a name, an address or a phone number "
            + "as typed"
        ))
    }
    return outcome
  }

  /// Refuses a session that a replay does not verify.
  private func requireVerified(_ report: ReplayReport, _ call: CommandCall) throws {
    guard !report.isVerified else { return }
    let first = report.lines.first { $0.verdict.isDivergence }
    throw call.mistake(
      .record,
      "a replay does not verify this session"
        + (first.map { ": line \($0.fileLine) \($0.verdict.word), \($0.verdict.explanation)" } ?? ""),
      at: Self.verified, expected: "a session whose replay verifies",
      remedy: "without `verified` the session is saved as it is")
  }
}
