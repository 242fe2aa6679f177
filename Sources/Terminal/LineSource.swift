import Glibc

/// Reads lines from what is not a terminal: a pipe or a file.
///
/// Line breaks are LF or CR LF; a byte order mark at the start is skipped; the last line needs no line
/// break. libedit is of no use here: it takes CR LF for two lines.
public final class LineSource {
  /// The number of the line read last, from 1.
  public private(set) var lineNumber = 0
  /// The first line that was not UTF-8, in which bad bytes were replaced by U+FFFD.
  public private(set) var firstInvalidLine: Int?
  /// Why reading failed, in the system's words; reading ends there.
  public private(set) var failure: String?

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  /// Standard input.
  public static func input() -> LineSource { LineSource(descriptor: STDIN_FILENO) }

  /// Makes a source over an open file descriptor, which it does not close.
  public init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// The next line.
  ///
  /// - Returns: `.interrupted` when Ctrl-C was typed while waiting; nothing of the input is lost.
  public func next() -> InputLine {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        defer { position = end + 1 }
        return .line(line(position..<end))
      }
      searched = buffer.count
      guard !isAtEnd else { break }
      guard fill(searched: &searched) else { return .interrupted }
    }
    guard position < buffer.count else { return .endOfInput }
    defer { position = buffer.count }
    return .line(line(position..<buffer.count))
  }

  /// All that is left, with LF as line breaks, or nil when Ctrl-C was typed while waiting.
  public func rest() -> String? {
    var lines: [String] = []
    while true {
      switch next() {
      case .line(let line): lines.append(line)
      case .interrupted: return nil
      case .endOfInput: return lines.map { $0 + "\n" }.joined()
      }
    }
  }

  private func line(_ range: Range<Int>) -> String {
    var bytes = buffer[range]
    if bytes.last == 0x0D { bytes.removeLast() }
    lineNumber += 1
    if lineNumber == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    if firstInvalidLine == nil { firstInvalidLine = lineNumber }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads more; false when Ctrl-C interrupted the wait.
  private func fill(searched: inout Int) -> Bool {
    buffer.removeFirst(position)
    searched -= position
    position = 0
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        buffer += chunk.prefix(count)
        return true
      }
      if count < 0, errno == EINTR {
        if Interrupts.isRaised { return false }
        continue
      }
      if count < 0 { failure = String(cString: strerror(errno)) }
      isAtEnd = true
      return true
    }
  }
}
