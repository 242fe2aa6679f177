import CommandLanguage
import Files
import FleetModel
import SessionRecord
import Store
import TerminalText

/// Runs a recorded session again in a fresh notebook: to verify it, or to ask what would be.
struct ReplayCommand: NotebookCommand {
  private static let file = CommandParameter(
    name: "FILE", kind: .path, help: "a session's script")
  private static let rule = [
    CommandParameter(name: "RULE", kind: .custom("rule"), help: "a rule of the day"),
    CommandParameter(
      name: "VALUE", kind: .number(Rules.anyValue), help: "its value, in the rule's unit"),
  ]
  private static let data = [
    CommandParameter(name: "DATA", kind: .path, help: "the file to load instead"),
    CommandParameter(
      name: "NAME", kind: .text, help: "the dataset or table whose file it stands in for"),
  ]

  let syntaxes = [
    CommandSyntax(
      usage: "replay FILE [until LINE] [resume] [episodes EPISODES] [update]",
      summary: "Runs a recorded session again in a fresh notebook and verifies each fact.",
      parameters: [
        file,
        CommandParameter(
          name: "LINE", kind: .integer(1...1_000_000_000),
          help: "the line of the file behind which it stops, as the table of verdicts counts",
          defaultText: "the last"),
        CommandParameter(
          name: "resume", kind: .flag,
          help: "takes trainings from what an earlier run of them kept, unproven"),
        CommandParameter(
          name: "EPISODES", kind: .integer(1...100_000_000),
          help: "episodes of each training to run and to hold against its recorded curve",
          defaultText: "all"),
        CommandParameter(
          name: "update", kind: .flag, help: "writes what differs into the script"),
      ],
      details: [
        "The script's files are read from where its header says. The notebook at hand is not "
          + "touched. A statement is verified when it gives again every fact that was recorded; "
          + "for one that diverges the table names the cause.",
        "With `update` the facts found stand in the script afterwards, its statements and notes as "
          + "they were. Where a statement fails that did not fail, nothing is written.",
        "A replay leaves the files around it alone: what its statements write goes to a folder that "
          + "ends with it. It stops at 10 minutes of processor time or 2 GB of memory; `carnet replay "
          + "--budget 30 FILE` gives it 30 minutes.",
      ],
      examples: [
        "replay \"sessions/quickstart.carnet\"", "replay \"sessions/quickstart.carnet\" until 14",
      ]),
    CommandSyntax(
      id: "replay with seed", usage: "replay FILE with seed SEEDS",
      summary: "Runs a session once a seed and tells how far each figure depends on chance.",
      parameters: [
        file,
        CommandParameter(
          name: "SEEDS", kind: .text, help: "the first and the last seed, such as 1..20"),
      ],
      details: [
        "The seed takes the place of the session's root seed and of the seeds that `train` and "
          + "`finetune` name; a split's own seed stays. Figures that never moved are counted."
      ],
      examples: ["replay \"sessions/quickstart.carnet\" with seed 1..2"]),
    CommandSyntax(
      id: "replay with data",
      usage: "replay FILE with data DATA for NAME [and rule RULE VALUE]",
      summary: "Tells which facts would move with another file.",
      parameters: [file] + data + rule,
      details: ["It answers what would be; nothing is verified or changed."],
      examples: [
        "replay \"sessions/quickstart.carnet\" with data \"datasets/october-2025.xlsx\" for october"
      ]),
    CommandSyntax(
      id: "replay with rule",
      usage: "replay FILE with rule RULE VALUE [and data DATA for NAME]",
      summary: "Tells which facts would move under another rule.",
      parameters: [file] + rule + data,
      details: ["It answers what would be; nothing is verified or changed."],
      examples: ["replay \"sessions/quickstart.carnet\" with rule speed 30"]),
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let typed = call.command.string("FILE") ?? ""
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
      if call.command.has("update") {
        return try SessionUpdate(replay: replay, path: path, typed: typed).outcome()
      }
      let report = try replay.run(path, show: { _, _, _ in })
      call.session.replayedRecords.keep(
        report, of: try SessionFile.read(call.session.files.pathToRead(path)),
        isWhole: call.command.integer("LINE") == nil, in: call.session.context)
      return ReplayTable.outcome(of: report, named: typed)
    } catch var error as SessionRecordError {
      error.file = typed
      throw error
    }
  }

  private func options(_ call: CommandCall) throws -> ReplayOptions {
    var options = ReplayOptions()
    options.until = call.command.integer("LINE")
    options.resumes = call.command.has("resume")
    options.episodes = call.command.integer("EPISODES")
    if call.command.has("update"), options.resumes || options.episodes != nil {
      throw call.mistake(
        "E-record", "what is not run again cannot be written anew", at: "EPISODES",
        remedy: "`replay FILE update` alone runs all")
    }
    if let name = call.command.string("RULE"), let value = call.command.number("VALUE") {
      do {
        let rule = try Rules.rule(named: name)
        _ = try Rules().setting(rule.name, to: value)
        options.rules = [RuleSetting(rule.name, value)]
      } catch {
        throw call.mistake("E-rule", "\(error)", at: "RULE")
      }
    }
    if let data = call.command.string("DATA"), let name = call.command.string("NAME") {
      let path = FilePath.absolute(data, in: call.session.folder)
      guard FilePath.exists(call.session.files.pathToRead(path)) else {
        throw call.mistake("E-file", "\(data): there is no such file", at: "DATA")
      }
      try requireLoad(of: name, call)
      options.files = [NameRules.folded(name): path]
    }
    return options
  }

  /// Refuses a name that the script loads nothing as.
  private func requireLoad(of name: String, _ call: CommandCall) throws {
    let typed = call.command.string("FILE") ?? ""
    let file = try SessionFile.read(
      call.session.files.pathToRead(FilePath.absolute(typed, in: call.session.folder)))
    let parser = call.session.parser(.script)
    let names = file.entries.compactMap { entry -> String? in
      guard case .success(let statement)? = parser.statements(of: SourceText(entry.source)).first,
        case .command(let command) = statement.body, command.verb == "load"
      else { return nil }
      return ReplayOptions.loadedName(of: command, statement)
    }
    guard !names.contains(NameRules.folded(name)) else { return }
    throw call.mistake(
      "E-name", "\(typed) loads nothing as `\(name)`", at: "NAME",
      expected: names.isEmpty ? "a script that loads a file" : names.joined(separator: ", "),
      remedy: NearestNames.question(for: name, among: names))
  }

  private func seeds(_ call: CommandCall) throws -> ClosedRange<UInt64>? {
    guard let text = call.command.string("SEEDS") else { return nil }
    let ends = text.replacing("..", with: " ").split(separator: " ").map { UInt64($0) }
    guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last,
      last - first < UInt64(SeedStudy.mostSeeds)
    else {
      throw call.mistake(
        "E-seed", "\(text) is no range of seeds", at: "SEEDS",
        expected: "FIRST..LAST, at most \(SeedStudy.mostSeeds) seeds, such as 1..20")
    }
    return first...last
  }
}
