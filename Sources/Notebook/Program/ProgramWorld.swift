import CivilTime
import Files
import Glibc
import Terminal
import TerminalText

/// The process's world: its streams, its clock, its folders.
///
/// Only here does a notebook meet them.
public final class ProgramWorld {
  public let environment: TerminalEnvironment
  public let output = OutputSink.output()
  public let errors = OutputSink.errors()
  public let version: String
  /// The current folder, absolute.
  public let folder: String
  /// The gate that every file of this process is written through.
  private(set) lazy var files = FileGate(stateFolder: stateFolder)
  /// Standard input, of which a process has one.
  private lazy var input: StandardInput =
    environment.isInputTerminal ? .terminal : .data(InputData())
  let progress: ProgressLine
  private let progressLog: ProgressLog

  /// Looks at the process's streams and takes over its signals.
  public init(version: String, colour: ColourPolicy) {
    Interrupts.install()
    environment = TerminalEnvironment.prepare(colour: ColourChoice(colour))
    self.version = version
    folder = Self.currentFolder()
    progress = ProgressLine(environment: environment, sink: errors)
    let (output, errors) = (output, errors)
    progressLog = ProgressLog { line in
      output.flush()
      errors.writeLine(line)
    }
  }

  /// Whether somebody sits at the process's input and output.
  public static var isTerminal: Bool {
    isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
  }

  /// The world as a session sees it.
  ///
  /// - Parameters:
  ///   - folder: Where its paths start; without it, the current folder.
  ///   - readsInput: Whether the session's statements come from standard input.
  ///   - isQuiet: Whether the lines that tell of long work are left out.
  /// - Returns: The context.
  func context(
    folder: String? = nil, readsInput: Bool = false, isQuiet: Bool = false
  ) -> NotebookContext {
    // The line of progress is drawn on the main thread alone, where sessions run.
    nonisolated(unsafe) let progress = progress
    nonisolated(unsafe) let log = environment.isErrorTerminal || isQuiet ? nil : progressLog
    return NotebookContext(
      folder: folder ?? self.folder, files: files, input: readsInput ? .statements : input,
      canvas: environment.outputCanvas(),
      shareFolder: ShareFolder.path(from: self.folder), journalFolder: journalFolder,
      version: version, kernel: MathLibrary.name,
      isInterrupted: { Interrupts.isRaised },
      seconds: Self.seconds, today: Self.today,
      progress: { text in
        guard let text else {
          log?.finish()
          return progress.finish()
        }
        let now = ProgramWorld.seconds()
        log?.show(text, at: now)
        if !isQuiet { progress.show(text, at: now) }
      })
  }

  /// A printer to the process's streams.
  func printer(_ options: ProgramOptions) -> StatementPrinter {
    StatementPrinter(
      format: options.format, rowLimit: nil, canvas: environment.outputCanvas(),
      errorCanvas: environment.errorCanvas(), isQuiet: options.isQuiet,
      wrapsTalk: environment.isErrorTerminal, output: output.writeLine, data: output.writeData,
      talk: writeTalk)
  }

  /// Writes a sentence to standard error, at a terminal wrapped to its width.
  func talk(_ sentence: String) {
    let canvas = environment.errorCanvas()
    let lines =
      environment.isErrorTerminal
      ? TextLayout.lines(of: sentence, on: canvas) : [canvas.line(sentence)]
    lines.forEach(writeTalk)
  }

  /// Writes a line to standard error as it is, behind what stands on standard output so far.
  func writeTalk(_ line: ScreenLine) {
    progress.finish()
    output.flush()
    errors.writeLine(line)
  }

  /// Where journals and the scripts of sessions without a file live: `CARNET_STATE`, else the
  /// user's folder of states.
  ///
  /// Source: XDG Base Directory Specification 0.8, `XDG_STATE_HOME`.
  var stateFolder: String {
    if let folder = environmentVariable("CARNET_STATE"), !folder.isEmpty { return folder }
    if let folder = environmentVariable("XDG_STATE_HOME"), folder.hasPrefix("/") {
      return folder + "/carnet"
    }
    return (environmentVariable("HOME") ?? "/tmp") + "/.local/state/carnet"
  }

  var journalFolder: String { stateFolder + "/journal" }

  /// The moment in Universal Time as `2025-10-22T08-30-00Z`, which can stand in a file's name.
  static func stamp() -> String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
    return "\(parts.tm_year + 1_900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
      + "T\(two(parts.tm_hour))-\(two(parts.tm_min))-\(two(parts.tm_sec))Z"
  }

  /// Seconds since 1970, Universal Time.
  static func now() -> Int { time(nil) }

  /// The day in Universal Time.
  static func today() -> CivilDate {
    let secondsADay = 86_400
    return CivilDate(dayNumber: Int(time(nil)) / secondsADay)
  }

  /// Seconds that only ever grow.
  static func seconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }

  private static func currentFolder() -> String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }
}

extension ColourChoice {
  init(_ policy: ColourPolicy) {
    switch policy {
    case .auto: self = .automatic
    case .always: self = .always
    case .never: self = .never
    }
  }
}
