import CommandLanguage
import Files
import SessionRecord
import Store
import TerminalText

/// Compares two recorded sessions, without running anything.
struct DiffCommand: NotebookCommand {
  static let first = Slot.path("FIRST", "a session's script")
  static let second = Slot.path("SECOND", "another session's script")

  let syntaxes = [
    CommandSyntax(
      form: "diff \(Self.first) \(Self.second)",
      summary: "Compares two recorded sessions: their statements and recorded figures.",
      details: [
        "Statements are aligned by their text. Nothing runs: the figures are read from the "
          + "scripts. Rows of tables are matched by their first text column."
      ],
      examples: ["diff \"sessions/quickstart.carnet\" \"sessions/reference-day.carnet\""])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let diff = SessionDiff(try file(Self.first, call), try file(Self.second, call))
    let moved = diff.commonCount - diff.sameCount
    var outcome = Outcome.showing(
      ResultTable(
        ["first", "second", "statement", "what", "was", "is"], diff.lines.map(Self.row)))
    outcome.blocks.append(
      .talk(
        "\(counted(diff.commonCount, "statement")) in both: \(diff.sameCount) the same, "
          + "\(moved) with different figures; \(counted(diff.lines.count, "difference"))"))
    return outcome
  }

  private func file(_ slot: any CommandSlot, _ call: CommandCall) throws -> SessionFile {
    let typed = call.command.argument(of: slot)?.string ?? ""
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
