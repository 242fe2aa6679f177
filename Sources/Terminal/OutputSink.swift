import Glibc
import TerminalText

/// Writes text to one of the process's streams: data to standard output, talk to standard error.
///
/// What is for readers comes as ``ScreenLine``, so that nothing in it steers a terminal; what is
/// for programs, such as csv, is written as it is into pipes and files, and escaped on a terminal.
///
/// A reader that closes its end (`carnet … | head`) is no error: the rest is dropped quietly, and
/// `isClosed` lets the program stop early. Any other failure, such as a full disk, is kept in
/// `failure` to be told.
public final class OutputSink {
  /// Whether the reader is gone.
  public private(set) var isClosed = false
  /// Why writing failed, in the system's words; nil while it works.
  public private(set) var failure: String?

  private let descriptor: Int32
  private let capacity: Int
  private let isTerminal: Bool
  private var buffer: [UInt8] = []

  /// Standard output: buffered until `flush()`.
  public static func output() -> OutputSink { OutputSink(descriptor: STDOUT_FILENO) }

  /// Standard error: each call is written at once.
  public static func errors() -> OutputSink { OutputSink(descriptor: STDERR_FILENO, capacity: 0) }

  /// Makes a sink over an open file descriptor, which it does not close.
  ///
  /// - Parameters:
  ///   - descriptor: Where to write.
  ///   - capacity: Bytes to gather before writing; 0 writes each text at once.
  public init(descriptor: Int32, capacity: Int = 64 * 1024) {
    self.descriptor = descriptor
    self.capacity = max(0, capacity)
    isTerminal = isatty(descriptor) == 1
  }

  deinit { flush() }

  /// Adds a line and a line break.
  public func writeLine(_ line: ScreenLine = .empty) { write(line.text + "\n") }

  /// Adds lines, each with a line break.
  public func writeLines(_ lines: [ScreenLine]) {
    for line in lines { writeLine(line) }
  }

  /// Adds data for programs and a line break: exact, but on a terminal line by line escaped.
  public func writeData(_ data: String) {
    guard isTerminal else { return write(data + "\n") }
    writeLines(ScreenLine.lines(of: data))
  }

  /// Adds what moves the cursor.
  func write(_ control: TerminalControl) { write(control.rawValue) }

  /// Adds a text that begins or ends with what moves the cursor.
  func write(_ before: TerminalControl, _ line: ScreenLine, _ after: TerminalControl) {
    write(before.rawValue + line.text + after.rawValue)
  }

  private func write(_ text: String) {
    guard !isClosed, failure == nil else { return }
    buffer.append(contentsOf: text.utf8)
    if buffer.count > capacity { flush() }
  }

  /// Writes what was gathered; called before a prompt, before talk, and at the end.
  public func flush() {
    defer { buffer.removeAll(keepingCapacity: true) }
    var written = 0
    while written < buffer.count, !isClosed, failure == nil {
      let count = buffer.withUnsafeBytes { bytes in
        Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      }
      if count >= 0 { written += count } else { handle(errno) }
    }
  }

  private func handle(_ error: Int32) {
    switch error {
    case EINTR: return
    case EAGAIN:
      // Someone made the terminal non-blocking: wait until it takes more.
      var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      poll(&request, 1, -1)
    case EPIPE: isClosed = true
    default: failure = String(cString: strerror(error))
    }
  }
}

/// What moves the cursor: the only sequences beside styles that are ever sent.
enum TerminalControl: String {
  case lineStart = "\r"
  case eraseToLineEnd = "\u{1B}[K"
  case eraseLine = "\r\u{1B}[K"
  case newLine = "\n"
}
