import CommandLanguage
import SessionRecord
import Store
import Terminal
import TerminalText

/// The notebook at a terminal: reads statements, runs them, and never ends on Ctrl-C.
public final class InteractiveShell {
  private let session: NotebookSession
  private let environment: TerminalEnvironment
  private let output: OutputSink
  private let errors: OutputSink
  private let history: [String]

  /// Rows of a table that are drawn before the rest is only counted.
  private static let shownRows = 40

  /// A shell over a session.
  ///
  /// - Parameters:
  ///   - session: What statements run in.
  ///   - environment: The terminal.
  ///   - output: Where results go.
  ///   - errors: Where talk goes.
  ///   - history: Statements of earlier sessions, the oldest first.
  public init(
    session: NotebookSession, environment: TerminalEnvironment, output: OutputSink,
    errors: OutputSink, history: [String]
  ) {
    self.session = session
    self.environment = environment
    self.output = output
    self.errors = errors
    self.history = history
  }

  /// Runs statements before the first prompt, each shown as if it had been typed.
  public func open(with statements: [String]) {
    for statement in statements {
      errors.writeLine(Self.prompt + statement)
      _ = evaluate(statement)
    }
  }

  /// Reads and runs statements until Ctrl-D or `quit`.
  ///
  /// - Returns: False where the terminal cannot be edited on.
  public func run() -> Bool {
    let completer = ShellCompleter(session: session)
    guard
      let editor = LineEditor(
        environment: environment, history: history,
        completer: { completer.completion(of: $0, cursor: $1) })
    else { return false }
    if let note = environment.localeNote { errors.writeLine(note) }
    while true {
      output.flush()
      switch editor.read(
        prompt: Self.prompt, continuation: Self.continuation,
        isComplete: { Completeness.of($0).isFinished })
      {
      case .line(let text):
        // A Ctrl-C since Return stops this statement: the editor lowers its flag, not the shell.
        if evaluate(text) { return true }
      case .interrupted: continue
      case .endOfInput:
        errors.writeLine()
        return true
      }
    }
  }

  static let prompt = "carnet> "
  static let continuation = "   ...> "

  /// Runs what was typed; true where it ends the session.
  private func evaluate(_ text: String) -> Bool {
    let source = SourceText(text)
    let parser = session.parser(.prompt)
    let printer = StatementPrinter(
      format: .table, rowLimit: Self.shownRows, canvas: environment.outputCanvas(),
      errorCanvas: environment.errorCanvas(), output: output.writeLine, talk: talk)
    for slice in StatementSplitter.split(source, isFinal: true) {
      let evaluation = session.evaluate(slice, in: source, by: parser)
      do {
        try printer.print(evaluation, of: source, in: session)
      } catch {
        talk("\(error)")
      }
      if evaluation.outcome?.endsSession == true { return true }
      // Several statements pasted at once stop at the first that fails, as a script does.
      if evaluation.failure != nil { return false }
    }
    return false
  }

  private func talk(_ line: String) {
    // Both streams end on one terminal: results written before must stand before.
    output.flush()
    errors.writeLine(line)
  }
}

extension Completeness {
  /// Whether nothing more has to be typed.
  var isFinished: Bool {
    if case .needsMore = self { false } else { true }
  }
}
