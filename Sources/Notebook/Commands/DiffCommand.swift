import CommandLanguage
import Files
import SessionRecord
import Store
import TerminalText

/// Compares two recorded sessions, without running anything.
struct DiffCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "diff FIRST SECOND",
      summary: "Compares two recorded sessions: their statements, and the figures under them.",
      parameters: [
        CommandParameter(name: "FIRST", kind: .path, help: "a session's script"),
        CommandParameter(name: "SECOND", kind: .path, help: "another session's script"),
      ],
      details: [
        "Statements are aligned by their text. Nothing runs: the figures are those that the scripts "
          + "hold; rows of tables are matched by their first column of texts."
      ],
      examples: ["diff \"sessions/quickstart.carnet\" \"sessions/reference-day.carnet\""])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let diff = SessionDiff(try file("FIRST", call), try file("SECOND", call))
    let moved = diff.commonCount - diff.sameCount
    var outcome = Outcome.showing(
      ResultTable(
        ["first", "second", "statement", "what", "was", "is"], diff.lines.map(Self.row)))
    outcome.blocks.append(
      .talk(
        "\(counted(diff.commonCount, "statement")) in both: \(diff.sameCount) the same, "
          + "\(moved) with other figures; \(counted(diff.lines.count, "difference"))"))
    return outcome
  }

  private func file(_ slot: String, _ call: CommandCall) throws -> SessionFile {
    let typed = call.command.string(slot) ?? ""
    do {
      let path = FilePath.absolute(typed, in: call.session.folder)
      return try SessionFile.read(call.session.files.pathToRead(path))
        .withTables(ofSession: path, through: call.session.files)
    } catch var error {
      error.file = typed
      throw error
    }
  }

  private static func row(_ line: SessionDiff.Line) -> [SQLValue] {
    let places: [SQLValue] = [line.first, line.second].map {
      $0.map { .integer(Int64($0)) } ?? .null
    }
    let found: [SQLValue] =
      switch line.what {
      case .onlyInFirst: [.text("only in the first"), .null, .null]
      case .onlyInSecond: [.text("only in the second"), .null, .null]
      case .error(let first, let second):
        [.text("error"), first.map(SQLValue.text) ?? .null, second.map(SQLValue.text) ?? .null]
      case .moved(let movement):
        [
          .text(movement.subject), FactTable.cell(movement.recorded),
          FactTable.cell(movement.found),
        ]
      }
    return places + [.text(line.source)] + found
  }
}
