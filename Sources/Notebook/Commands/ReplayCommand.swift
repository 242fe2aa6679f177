import CommandLanguage
import Files
import FleetModel
import SessionRecord
import Store
import TerminalText

/// Runs a recorded session again in a fresh notebook: to verify it, or to ask a what-if question.
struct ReplayCommand: NotebookCommand {
  private static let file = Slot.path("FILE", "a session's script")
  private static let rule = Slot.custom("RULE", "rule", "the rule's name")
  private static let value = Slot.number(
    "VALUE", Rules.anyValue, "its value, in the rule's unit")
  private static let data = Slot.path("DATA", "the file to load instead")
  private static let name = Slot.text("NAME", "the dataset or table whose file it replaces")
  static let line = Slot.integer(
    "LINE", 1...1_000_000_000,
    "the line of the file after which to stop, as the table of verdicts numbers it",
    default: "the last")
  static let resume = Flag("resume", "reuses trainings that an earlier run kept, unverified")
  static let episodes = Slot.integer(
    "EPISODES", 1...100_000_000,
    "episodes of each training to run and compare with its recorded curve", default: "all")
  static let update = Flag("update", "writes the differences into the script")
  static let seeds = Slot.text("SEEDS", "the first and the last seed, such as 1..20")

  let syntaxes = [
    CommandSyntax(
      form:
        "replay \(Self.file) [until \(Self.line)] [\(Self.resume)] [episodes \(Self.episodes)] [\(Self.update)]",
      summary: "Runs a recorded session again in a fresh notebook and verifies each fact.",
      details: [
        "The script's files are read from the folder that its header names. The current notebook "
          + "is not touched. A statement is verified when it reproduces every recorded fact; if "
          + "one diverges, the table names the cause.",
        "`update` writes the facts found into the script; its statements and notes do not change. "
          + "If a statement fails that did not fail before, nothing is written.",
        "A replay does not change files outside it: what its statements write goes to a temporary "
          + "folder. It stops at 10 minutes of processor time or 2 GB of memory; `carnet replay "
          + "--budget 30 FILE` gives it 30 minutes.",
      ],
      examples: [
        "replay \"sessions/quickstart.carnet\"", "replay \"sessions/quickstart.carnet\" until 14",
      ],
      effects: [.replays]),
    CommandSyntax(
      id: "replay with seed",
      form: "replay \(Self.file) with seed \(Self.seeds)",
      summary: "Runs a session once per seed and shows how far each figure depends on chance.",
      details: [
        "The seed replaces the session's root seed and the seeds given to `train` and `finetune`; "
          + "a split's own seed stays. Figures that never changed are counted."
      ],
      examples: ["replay \"sessions/quickstart.carnet\" with seed 1..2"],
      effects: [.replays]),
    CommandSyntax(
      id: "replay with data",
      form: "replay \(Self.file) with data \(Self.data) for \(Self.name) "
        + "[and rule \(Self.rule) \(Self.value)]",
      summary: "Shows which facts would change with another file.",
      details: ["This answers a what-if question; nothing is verified or changed."],
      examples: [
        "replay \"sessions/quickstart.carnet\" with data \"datasets/october-2025.xlsx\" for october"
      ],
      effects: [.replays]),
    CommandSyntax(
      id: "replay with rule",
      form: "replay \(Self.file) with rule \(Self.rule) \(Self.value) "
        + "[and data \(Self.data) for \(Self.name)]",
      summary: "Shows which facts would change under another rule.",
      details: ["This answers a what-if question; nothing is verified or changed."],
      examples: ["replay \"sessions/quickstart.carnet\" with rule speed 30"],
      effects: [.replays]),
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let typed = call.command[Self.file] ?? ""
    let path = FilePath.absolute(typed, in: call.session.folder)
    var replay = SessionReplay(
      context: call.session.context, inside: call.session.replay,
      options: try options(call))
    replay.register = call.session.privacy
    do {
      if let seeds = try seeds(call) {
        return try SeedStudy(replay: replay, seeds: seeds).outcome(path)
      }
      if replay.options.isWhatIf { return try WhatIf(replay: replay).outcome(path) }
      if call.command.has(Self.update) {
        return try SessionUpdate(replay: replay, path: path, typed: typed).outcome()
      }
      let report = try replay.run(path, show: { _, _, _ in })
      call.session.replayedRecords.keep(
        report, of: try SessionFile.read(call.session.files.pathToRead(path)),
        isWhole: call.command[Self.line] == nil, in: call.session.context)
      return ReplayTable.outcome(of: report, named: typed)
    } catch var error as SessionRecordError {
      error.file = typed
      throw error
    }
  }

  private func options(_ call: CommandCall) throws -> ReplayOptions {
    var options = ReplayOptions()
    options.until = call.command[Self.line]
    options.resumes = call.command.has(Self.resume)
    options.episodes = call.command[Self.episodes]
    if call.command.has(Self.update), options.resumes || options.episodes != nil {
      throw call.mistake(
        .record, "`update` cannot be combined with `resume` or `episodes`", at: Self.episodes,
        remedy: "`replay FILE update` runs every statement in full")
    }
    if let name = call.command[Self.rule], let value = call.command[Self.value] {
      do {
        let rule = try Rules.rule(named: name)
        _ = try Rules().setting(rule.name, to: value)
        options.rules = [RuleSetting(rule.name, value)]
      } catch {
        throw call.mistake(.rule, "\(error)", at: Self.rule)
      }
    }
    if let data = call.command[Self.data], let name = call.command[Self.name] {
      let path = FilePath.absolute(data, in: call.session.folder)
      guard FilePath.exists(call.session.files.pathToRead(path)) else {
        throw call.mistake(.file, "\(data): there is no such file", at: Self.data)
      }
      try requireLoad(of: name, call)
      options.files = [NameRules.folded(name): path]
    }
    return options
  }

  /// Refuses a name that the script loads nothing as.
  private func requireLoad(of name: String, _ call: CommandCall) throws {
    let typed = call.command[Self.file] ?? ""
    let file = try SessionFile.read(
      call.session.files.pathToRead(FilePath.absolute(typed, in: call.session.folder)))
    let parser = call.session.parser(.script)
    let names = file.entries.compactMap { entry -> String? in
      guard case .success(let statement)? = parser.statements(of: SourceText(entry.source)).first,
        let command = statement.command, command.does(.loads)
      else { return nil }
      return ReplayOptions.loadedName(of: command, statement)
    }
    guard !names.contains(NameRules.folded(name)) else { return }
    throw call.mistake(
      .name, "\(typed) loads nothing as `\(name)`", at: Self.name,
      expected: names.isEmpty ? "a script that loads a file" : names.joined(separator: ", "),
      remedy: NearestNames.question(for: name, among: names))
  }

  private func seeds(_ call: CommandCall) throws -> ClosedRange<UInt64>? {
    guard let text = call.command[Self.seeds] else { return nil }
    let ends = text.replacing("..", with: " ").split(separator: " ").map { UInt64($0) }
    guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last,
      last - first < UInt64(SeedStudy.mostSeeds)
    else {
      throw call.mistake(
        .seed, "\(text) is not a range of seeds", at: Self.seeds,
        expected: "FIRST..LAST, at most \(SeedStudy.mostSeeds) seeds, such as 1..20")
    }
    return first...last
  }
}
