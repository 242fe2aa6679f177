import CommandLanguage
import Naming
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
  /// What was typed last and was no `edit`: that is what `edit` opens.
  private var lastText: String
  /// What waits at the next prompt to be sent.
  private var prepared = ""

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
    lastText = history.last ?? ""
    session.isInteractive = true
  }

  /// Runs statements before the first prompt, each shown as if it had been typed.
  public func open(with statements: [String]) {
    for statement in statements {
      let lines = ScreenLine.lines(of: statement, glyphs: environment.glyphs)
      for (index, line) in lines.enumerated() {
        errors.writeLine((index == 0 ? Self.prompt : Self.continuation) + line)
      }
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
    if let note = environment.localeNote { errors.writeLine(ScreenLine(note)) }
    while true {
      output.flush()
      let start = prepared
      prepared = ""
      switch editor.read(
        prompt: Self.prompt, continuation: Self.continuation, beginningWith: start,
        isComplete: { Completeness.of($0).isFinished })
      {
      case .line(let text):
        // A Ctrl-C since Return stops this statement: the editor lowers its flag, not the shell.
        if run(text, in: editor) { return true }
      case .interrupted: continue
      case .endOfInput:
        errors.writeLine()
        return true
      }
    }
  }

  static let prompt: ScreenLine = "carnet> "
  static let continuation: ScreenLine = "   ...> "

  /// Runs what was typed and what it asks for; true where it ends the session.
  private func run(_ typed: String, in editor: LineEditor) -> Bool {
    let habit = ForeignHabit.translated(typed)
    if let habit { errors.writeLine(environment.errorPalette.styled("here: \(habit)", as: .muted)) }
    let outcome = evaluate(habit ?? typed)
    if outcome?.endsSession == true { return true }
    if outcome?.opensEditor == true {
      openEditor()
    } else {
      lastText = habit ?? typed
    }
    return guide(outcome?.steps ?? [], in: editor)
  }

  /// Runs the statements of a text; the outcome of the last one, nil where one fails.
  private func evaluate(_ text: String) -> Outcome? {
    let source = SourceText(text)
    let parser = session.parser(.prompt)
    var outcome: Outcome?
    for slice in StatementSplitter.split(source, isFinal: true) {
      let evaluation = session.evaluate(slice, in: source, by: parser)
      show(evaluation, of: source)
      outcome = evaluation.outcome
      if outcome?.endsSession == true { return outcome }
      // Several statements pasted at once stop at the first that fails, as a script does.
      if evaluation.failure != nil { return nil }
    }
    return outcome
  }

  private func show(_ evaluation: Evaluation, of source: SourceText) {
    var text = ShownText()
    do {
      try printer(output: { text.add(result: $0) }, talk: { text.add(talk: $0) })
        .print(evaluation, of: source, in: session)
    } catch {
      text.add(talk: "\(error)")
    }
    text.write(
      pager: pagerCommand, height: TerminalEnvironment.height(), output: output, errors: errors)
  }

  private func printer(
    output: @escaping (ScreenLine) -> Void, talk: @escaping (ScreenLine) -> Void
  ) -> StatementPrinter {
    StatementPrinter(
      format: .table, rowLimit: Self.shownRows, canvas: environment.outputCanvas(),
      errorCanvas: environment.errorCanvas(), isInteractive: true, wrapsTalk: true, output: output,
      data: { ScreenLine.lines(of: $0).forEach(output) }, talk: talk)
  }

  private var pagerCommand: String? {
    switch session.display.pager {
    case .off: nil
    case .on: Pager.usualCommand()
    case .command(let command): command
    }
  }

  private func openEditor() {
    switch EditorProgram.edit(lastText, through: session.files) {
    case .edited(let text): prepared = text
    case .failed(let reason):
      errors.writeLine(environment.errorPalette.styled(reason, as: .bad))
    }
  }

  /// Goes through the steps of a tour, each when the user says so; true where one ends the session.
  private func guide(_ steps: [GuidedStep], in editor: LineEditor) -> Bool {
    for step in steps {
      printer(output: output.writeLine, talk: errors.writeLine).announce(step)
      switch editor.readLine(prompt: "Return runs it, s skips it, Ctrl-C leaves: ") {
      case .line(let answer):
        if answer.trimmed.lowercased() == "q" { return false }
        if answer.trimmed.lowercased().hasPrefix("s") { continue }
        editor.remember(step.statement)
        lastText = step.statement
        guard let outcome = evaluate(step.statement) else { return false }
        if outcome.endsSession { return true }
      case .interrupted, .endOfInput:
        errors.writeLine("`tour \(step.number)` continues from here")
        return false
      }
    }
    return false
  }
}

extension Completeness {
  /// Whether nothing more has to be typed.
  var isFinished: Bool {
    if case .needsMore = self { false } else { true }
  }
}
