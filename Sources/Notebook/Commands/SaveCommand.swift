import CommandLanguage
import SessionRecord
import Store
import TerminalText

/// Writes the session so far as a script that replays.
struct SaveCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "save session as FILE [replace]",
      summary: "Writes the session so far as a script that replays and verifies.",
      parameters: [
        CommandParameter(
          name: "FILE", kind: .path, help: "the script to write, which ends in .carnet"),
        CommandParameter(name: "replace", kind: .flag, help: "writes over a file that exists"),
      ],
      details: [
        "The script holds each statement that changed or showed something, the facts that a "
          + "replay compares, and pictures for readers in which clients have pseudonyms. What the "
          + "session used from an older notebook is made again by a preamble, so the script "
          + "stands alone."
      ],
      examples: ["save session as \"october.carnet\""], isRecorded: false),
    CommandSyntax(
      id: "save NAME", usage: "save NAME as FILE [replace]",
      summary: "Writes the smallest script that makes one result, proven by replaying it.",
      parameters: [
        CommandParameter(
          name: "NAME", kind: .object([.result, .plan, .agent, .table, .dataset]),
          help: "the result, plan, agent, table or dataset"),
        CommandParameter(
          name: "FILE", kind: .path, help: "the script to write, which ends in .carnet"),
        CommandParameter(name: "replace", kind: .flag, help: "writes over a file that exists"),
      ],
      details: [
        "The script holds the statements that the result depends on, and the settings that they "
          + "were run under. It is written when it has made the same result in a notebook of its "
          + "own."
      ],
      examples: ["save october as \"october-alone.carnet\""], isRecorded: false),
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    try call.requireEnding("carnet", for: "a script")
    if call.command["NAME"] != nil { return try ResultScript(call).save() }
    guard let recorder = call.session.recorder else {
      throw call.mistake(
        "E-record", "this session is not recorded",
        remedy: "replays are not recorded: their script exists already")
    }
    let typed = call.command.string("FILE") ?? ""
    let path = FilePath.absolute(typed, in: call.session.folder)
    let count = try recorder.save(
      as: path, replacing: call.command.has("replace"), in: call.session)
    var outcome = Outcome.talk(
      "\(path: typed): \(counted(count, "statement")); `replay` verifies it")
    let named = recorder.namedCount(try call.session.pseudonyms())
    if named > 0 {
      outcome.blocks.append(
        .warning(
          "\(counted(named, "statement or note", "statements and notes")) "
            + "\(words: named == 1 ? "holds" : "hold") a name, an address or a phone number as typed"
        ))
    }
    return outcome
  }
}
