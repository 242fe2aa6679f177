import CommandLanguage
import Files
import RideSheets
import SessionRecord
import Store
import Tabular
import Terminal
import TerminalText

/// The program's ways in: a terminal, statements, a script, a replay.
///
/// Each returns an exit code.
public struct NotebookProgram {
  let world: ProgramWorld
  let options: ProgramOptions

  /// A program in a world.
  public init(world: ProgramWorld, options: ProgramOptions) {
    self.world = world
    self.options = options
  }

  /// Exit codes: all well, a statement failed, wrong usage, a replay diverged.
  public enum ExitStatus {
    public static let success: Int32 = 0
    public static let failure: Int32 = 1
    public static let usage: Int32 = 2
    public static let diverged: Int32 = 3
  }

  /// Runs statements given on the command line, in one session.
  public func run(statements: [String]) -> Int32 {
    reporting {
      let given = statements.map(Self.ended).joined(separator: "\n")
      guard let text = withValues(given, name: nil) else { return ExitStatus.usage }
      let session = try openSession(folder: nil, isJournalled: options.notebook != nil)
      return try run(text, name: nil, in: session)
    }
  }

  /// A text of `-c`, whose end ends its last statement: what follows is none of it.
  private static func ended(_ text: String) -> String {
    guard let last = StatementSplitter.split(text, isFinal: true).last, last.kind == .sql,
      last.isComplete, !last.isTerminated
    else { return text }
    // A comment behind the statement would swallow the mark.
    return text + (last.span.end == text.utf8.count ? ";" : "\n;")
  }

  /// Runs what standard input holds.
  public func runInput() -> Int32 {
    reporting {
      let input = LineSource.input()
      guard let given = input.rest() else {
        world.talk("standard input cannot be read: \(input.failure ?? "unknown reason")")
        return ExitStatus.failure
      }
      guard let text = withValues(given, name: nil) else { return ExitStatus.usage }
      let session = try openSession(folder: nil, readsInput: true, isJournalled: true)
      return try run(text, name: nil, in: session)
    }
  }

  /// Runs a script; its paths start from its own folder, or from the one that its header names.
  public func run(script path: String) -> Int32 {
    reporting {
      let absolute = FilePath.absolute(path, in: world.folder)
      guard let given = try ScriptFile.text(at: absolute) else {
        world.talk("\(path): there is no such file; name a script")
        return ExitStatus.failure
      }
      guard let text = withValues(given, name: path) else { return ExitStatus.usage }
      var folder = FilePath.folder(of: absolute)
      var settings: NotebookSettings?
      if text.hasPrefix("#carnet") {
        let header = try SessionFile(text, name: path).header
        folder = FilePath.absolute(header.folder ?? ".", in: folder)
        settings = try NotebookSettings(header: header, named: path)
      }
      let session = try openSession(folder: folder, settings: settings, isJournalled: true)
      return try run(text, name: path, in: session)
    }
  }

  /// The script with its parameters' values, or nil where one is missing or wrong: it is reported.
  private func withValues(_ text: String, name: String?) -> String? {
    do throws(Diagnostic) {
      return try ScriptParameters(given: options.parameters).text(of: text, name: name)
    } catch {
      let source = SourceText(text, name: name)
      if options.format == .json {
        world.output.writeData(JSONDocumentWriter.document(of: "", error, source))
      }
      world.printer(options).print(error, of: source)
      return nil
    }
  }

  private func run(_ text: String, name: String?, in session: NotebookSession) throws -> Int32 {
    defer { session.recorder?.end() }
    let runner = ScriptRunner(
      session: session, printer: world.printer(options), keepsGoing: options.keepsGoing)
    switch try runner.run(text, name: name) {
    case .succeeded: return ExitStatus.success
    case .failed: return ExitStatus.failure
    case .diverged: return ExitStatus.diverged
    }
  }

  /// Opens the notebook at the terminal.
  ///
  /// - Parameter statements: Statements that run before the first prompt.
  /// - Returns: The exit code.
  public func interact(opening statements: [String]) -> Int32 {
    reporting {
      guard options.parameters.isEmpty else {
        world.talk("--set is for scripts and -c; typed statements have no parameters")
        return ExitStatus.usage
      }
      let session = try openSession(folder: nil, isJournalled: true)
      let kept = DisplayFile(path: world.stateFolder + "/display", files: world.files)
      session.display = kept.read()
      session.keepDisplay = kept.write
      try greet(session, isOpening: !statements.isEmpty)
      let shell = InteractiveShell(
        session: session, environment: world.environment, output: world.output,
        errors: world.errors,
        history: Journal.history(in: world.journalFolder, last: Self.rememberedStatements))
      shell.open(with: statements)
      guard shell.run() else {
        world.talk("this terminal does not support line editing; pipe statements in, or use `-c`")
        return ExitStatus.failure
      }
      try keepScript(of: session)
      return ExitStatus.success
    }
  }

  /// Lines of another's making as a terminal may show them: nothing in them steers it.
  public static func shown(_ text: String) -> String { ScreenText(text).text }

  /// How many statements of earlier sessions the arrow keys reach.
  private static let rememberedStatements = 1_000

  /// Opens a session, recorded in a journal where it outlives the process.
  func openSession(
    folder: String?, settings: NotebookSettings? = nil, readsInput: Bool = false,
    isJournalled: Bool
  ) throws -> NotebookSession {
    var context = world.context(
      folder: folder, readsInput: readsInput, isQuiet: options.isQuiet)
    context.network = NetworkAccess(
      refusal: options.isOffline ? "the program was started with `--offline`" : nil)
    let session = try NotebookSession(
      options.notebook.map { .file($0) } ?? .memory, context: context, settings: settings)
    let begin = JournalBegin(
      carnet: world.version, seed: session.settings.seed,
      rules: session.settings.changedRules.compactMap { RuleSetting($0) },
      notebook: notebookPath, libm: context.kernel,
      sqlite: NotebookDatabase.sqliteVersion, folder: session.folder,
      process: ProcessIdentity.current, started: ProgramWorld.stamp())
    if isJournalled { clearAway() }
    session.recorder = try SessionRecorder(
      begin: begin, journalFolder: isJournalled ? world.journalFolder : nil, for: session,
      tell: world.talk)
    return session
  }

  /// Clears away what nobody wants any more: what crashes left half-written, and old journals.
  private func clearAway() {
    world.files.sweep()
    Journal.prune(in: world.journalFolder, now: ProgramWorld.now(), through: world.files)
  }

  private var notebookPath: String? {
    options.notebook.map { FilePath.absolute($0, in: world.folder) }
  }

  /// Writes the banner; without data it offers the tour, unless statements run first.
  private func greet(_ session: NotebookSession, isOpening: Bool) throws {
    let place = options.notebook ?? "notebook in memory"
    world.talk(
      "carnet \(world.version) · \(place) · `help` explains, Tab completes, Ctrl-D ends")
    if let reason = session.database.readOnlyReason {
      world.talk("the notebook is open for reading only: \(reason)")
    }
    if !isOpening, try hasNoData(session) {
      world.talk("no data yet: `tour` walks through a month of rides, `load \"FILE\"` reads yours")
    }
    let left = Journal.unfinished(in: world.journalFolder).count
    if left > 0 {
      let scripts = left == 1 ? "its script" : "their scripts"
      world.talk(
        "\(counted(left, "session")) did not end properly; `recover` writes \(scripts)")
    }
  }

  private func hasNoData(_ session: NotebookSession) throws -> Bool {
    // Asking a notebook in memory would open its second connection.
    guard options.notebook != nil else { return true }
    return try session.database.relations().allSatisfy(\.isBuiltIn)
  }

  /// Writes the session's script beside its notebook, so that it is found without being asked for.
  private func keepScript(of session: NotebookSession) throws {
    defer { session.recorder?.end() }
    guard let recorder = session.recorder, recorder.recordedCount > 0 else { return }
    let home = notebookPath.map { FilePath.folder(of: $0) } ?? world.stateFolder
    let name = "sessions/\(ProgramWorld.stamp())-\(ProcessIdentity.current).carnet"
    guard let path = try write(recorder, as: name, in: home, session) else { return }
    let shown = FilePath.relative(path, from: world.folder)
    // A command to copy stays on one line.
    world.writeTalk("session recorded: carnet replay \(shown.hasPrefix("../..") ? path : shown)")
  }

  /// Writes a session's script beside its notebook, else into the folder of states: a notebook may
  /// be somebody else's.
  ///
  /// - Returns: Its path, or nil where neither can be written, which is reported.
  private func write(
    _ recorder: SessionRecorder, as name: String, in home: String, _ session: NotebookSession
  ) throws -> String? {
    var failure: SessionRecordError?
    for folder in home == world.stateFolder ? [home] : [home, world.stateFolder] {
      do {
        try recorder.save(as: "\(folder)/\(name)", replacing: false, in: session)
        return "\(folder)/\(name)"
      } catch let error as SessionRecordError {
        failure = failure ?? error
      }
    }
    if let failure {
      world.talk(
        "the session's script cannot be written: \(failure.headline)"
          + (failure.file.map { " (\($0))" } ?? ""))
    }
    return nil
  }

  /// Runs a body; an error that no statement is to blame for is one sentence on standard error.
  func reporting(_ body: () throws -> Int32) -> Int32 {
    var status = ExitStatus.failure
    do {
      status = try body()
    } catch {
      world.talk("\(error)")
    }
    world.progress.finish()
    world.output.flush()
    // A reader that closes its end has seen enough: that is no failure.
    if let failure = world.output.failure {
      world.errors.writeLine("results cannot be written: \(failure)")
      return ExitStatus.failure
    }
    return status
  }
}
