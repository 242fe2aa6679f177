import Glibc

/// A program that runs in a terminal of its own, which a test types into and reads from.
///
///     let terminal = try PseudoTerminal(carnet, arguments: ["--memory"])
///     try terminal.expect("carnet> ")
///     terminal.send("tables\r")
///     try terminal.expect("no tables")
///     terminal.send(Key.controlD)
///     #expect(try terminal.waitForExit() == .exited(0))
///
/// The program is the leader of its own session with the terminal as its controlling one, so Ctrl-C
/// reaches it as a signal. It is killed when the object goes away.
public final class PseudoTerminal {
  /// Everything that the program wrote, escape sequences included.
  public private(set) var raw: [UInt8] = []
  /// What a person sees now.
  public private(set) var screen: TerminalScreen

  private let controller: Int32
  private let process: pid_t
  private var status: ExitStatus?
  private var plain = PlainOutput()
  private var mark = 0
  private var isClosed = false

  /// How the program ended.
  public enum ExitStatus: Equatable, Sendable {
    case exited(Int32)
    case signalled(Int32)
  }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - executable: Its path.
  ///   - arguments: Its arguments, without its own name.
  ///   - environment: All of its variables; `TERM` is `xterm` where it is not among them.
  ///   - columns: The terminal's width.
  ///   - rows: The terminal's height.
  ///   - folder: Its working folder; nil keeps the test's.
  /// - Throws: `PseudoTerminalError` when the system refuses.
  public init(
    _ executable: String, arguments: [String] = [],
    environment: [String: String] = ["LANG": "C.UTF-8"], columns: Int = 80, rows: Int = 24,
    folder: String? = nil
  ) throws {
    let (controller, name) = try Self.openTerminal()
    self.controller = controller
    screen = TerminalScreen(columns: columns, rows: rows)
    var variables = environment
    if variables["TERM"] == nil { variables["TERM"] = "xterm" }
    process = try Self.spawn(
      executable, arguments, variables, terminal: name, folder: folder,
      controller: controller, columns: columns, rows: rows)
  }

  deinit {
    if status == nil {
      Glibc.kill(process, SIGKILL)
      var ignored: Int32 = 0
      waitpid(process, &ignored, 0)
    }
    if !isClosed { close(controller) }
  }

  // MARK: - Typing

  /// Types a text; Return is `\r`.
  public func send(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(controller, $0.baseAddress, min($0.count, 1024)) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
      // The program's echo must be taken, or both wait for each other.
      _ = readMore(seconds: 0)
    }
  }

  /// Sends the program a signal.
  public func signal(_ number: Int32) { Glibc.kill(process, number) }

  /// Closes the window: what the program reads and writes from then on fails.
  ///
  /// - Parameter seconds: How long to wait for the program's end.
  /// - Returns: How it ended, or nil where it still runs.
  public func hangUp(within seconds: Double = 60) -> ExitStatus? {
    close(controller)
    isClosed = true
    let deadline = Self.now() + seconds
    while Self.now() < deadline {
      var code: Int32 = 0
      if waitpid(process, &code, WNOHANG) == process {
        let signal = code & 0x7F
        status = signal == 0 ? .exited((code >> 8) & 0xFF) : .signalled(signal)
        return status
      }
      usleep(2_000)
    }
    return nil
  }

  /// Changes the size of the window, as a user drags its corner.
  public func resize(columns: Int, rows: Int) {
    Self.setSize(of: controller, columns: columns, rows: rows)
    screen = TerminalScreen(columns: columns, rows: rows)
  }

  /// Whether the terminal gathers lines itself and echoes, as a shell expects to find it.
  public var isInOrder: Bool {
    var settings = termios()
    guard tcgetattr(controller, &settings) == 0 else { return false }
    let wanted = tcflag_t(ICANON | ECHO | ISIG)
    return settings.c_lflag & wanted == wanted
  }

  // MARK: - Reading

  /// Waits for a text in what the program writes, after what the last expectation found.
  ///
  /// Escape sequences and carriage returns are left out before the text is looked for.
  ///
  /// - Parameters:
  ///   - text: What to wait for.
  ///   - seconds: How long; a generous bound, since a busy machine is slow.
  /// - Returns: What was written up to and including the text.
  /// - Throws: `PseudoTerminalError.missing` with what came instead.
  @discardableResult
  public func expect(_ text: String, within seconds: Double = 60) throws -> String {
    let deadline = Self.now() + seconds
    while true {
      if let end = plain.end(of: text, from: mark) {
        defer { mark = end }
        return plain.text(mark..<end)
      }
      let left = deadline - Self.now()
      guard left > 0, readMore(seconds: left) else {
        throw PseudoTerminalError.missing(
          text, instead: plain.text(mark..<plain.count), screen: screen.text)
      }
    }
  }

  /// Waits until the screen is as a test wants it.
  ///
  /// - Parameters:
  ///   - seconds: How long.
  ///   - claim: What must hold.
  /// - Throws: `PseudoTerminalError.missing` with the screen as it is.
  public func expectScreen(
    within seconds: Double = 60, _ claim: (TerminalScreen) -> Bool
  ) throws {
    let deadline = Self.now() + seconds
    while !claim(screen) {
      let left = deadline - Self.now()
      guard left > 0, readMore(seconds: left) else {
        throw PseudoTerminalError.missing("a screen", instead: "", screen: screen.text)
      }
    }
  }

  /// Waits for the program's end, taking what it writes.
  ///
  /// - Parameter seconds: How long.
  /// - Returns: How it ended.
  /// - Throws: `PseudoTerminalError.stillRunning`.
  public func waitForExit(within seconds: Double = 60) throws -> ExitStatus {
    let deadline = Self.now() + seconds
    while Self.now() < deadline {
      if let status { return status }
      var code: Int32 = 0
      if waitpid(process, &code, WNOHANG) == process {
        while readMore(seconds: 0) {}
        let signal = code & 0x7F
        status = signal == 0 ? .exited((code >> 8) & 0xFF) : .signalled(signal)
      } else {
        _ = readMore(seconds: 0.02)
        usleep(2_000)
      }
    }
    throw PseudoTerminalError.stillRunning(screen: screen.text)
  }

  /// Takes what the program writes; false when nothing came in time or the program is gone.
  private func readMore(seconds: Double) -> Bool {
    var request = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, Int32(seconds * 1000)) > 0 else { return false }
    var chunk = [UInt8](repeating: 0, count: 16 * 1024)
    let count = read(controller, &chunk, chunk.count)
    guard count > 0 else { return false }
    raw += chunk.prefix(count)
    plain.add(chunk.prefix(count))
    screen.add(chunk.prefix(count))
    return true
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Why a terminal did not do what a test expected.
public enum PseudoTerminalError: Error, CustomStringConvertible {
  case system(String, Int32)
  case missing(String, instead: String, screen: String)
  case stillRunning(screen: String)

  public var description: String {
    switch self {
    case .system(let call, let number): "\(call): \(String(cString: strerror(number)))"
    case .missing(let text, let instead, let screen):
      "expected \(text.debugDescription), got \(instead.debugDescription)\nscreen:\n\(screen)"
    case .stillRunning(let screen): "the program still runs\nscreen:\n\(screen)"
    }
  }
}

/// Keys that are not letters.
public enum Key {
  public static let enter = "\r"
  public static let tab = "\t"
  public static let backspace = "\u{7F}"
  public static let controlA = "\u{1}"
  public static let controlC = "\u{3}"
  public static let controlD = "\u{4}"
  public static let controlR = "\u{12}"
  public static let controlW = "\u{17}"
  public static let up = "\u{1B}[A"
  public static let left = "\u{1B}[D"

  /// What a terminal sends for a paste when the program asked for marks.
  public static func pasted(_ text: String) -> String { "\u{1B}[200~" + text + "\u{1B}[201~" }
}
