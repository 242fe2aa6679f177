import CommandLanguage
import Files
import SessionRecord
import Store
import TerminalText

@testable import Notebook

/// Runs the statements of a page in one notebook, as if they were typed at its prompt.
struct NotebookTranscript {
  let session: NotebookSession
  /// Kept, because it goes with its last owner.
  private let folder: ScratchFolder

  /// A notebook in memory whose paths start from a folder; it is drawn 80 columns wide.
  init(folder: ScratchFolder) throws {
    self.folder = folder
    let context = NotebookContext(
      folder: folder.path, files: FileGate(), journalFolder: folder.path + "/.state/journal",
      version: "0.1.0",
      kernel: "documentation")
    session = try NotebookSession(.memory, context: context)
    session.recorder = try SessionRecorder(
      begin: JournalBegin(
        carnet: context.version, seed: session.settings.seed, libm: context.kernel,
        folder: folder.path, process: 1, started: "2025-10-22T08-30-00Z"),
      journalFolder: nil, for: session)
  }

  /// What the terminal shows for a statement: results and talk in the order in which they come.
  func lines(of text: String) throws -> [String] {
    var lines: [String] = []
    let source = SourceText(text)
    let parser = session.parser(.prompt)
    let printer = StatementPrinter(
      format: .table, rowLimit: 40, canvas: .record, errorCanvas: .record,
      output: { lines.append($0.text) }, data: { lines += $0.lines },
      talk: { lines.append($0.text) })
    for slice in StatementSplitter.split(source, isFinal: true) {
      let evaluation = session.evaluate(parser.parse(slice, in: source), in: source)
      try printer.print(evaluation, of: source, in: session)
    }
    return lines
  }
}
