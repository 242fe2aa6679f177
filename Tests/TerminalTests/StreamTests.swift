import Glibc
import TerminalText
import Testing

@testable import Terminal

@Suite("Streams that are not terminals", .serialized)
struct StreamTests {
  /// A pipe that is closed at the end of a test.
  private final class Pipe {
    let reading: Int32
    let writing: Int32
    private var isOpen = true

    init() {
      var ends: [Int32] = [-1, -1]
      pipe(&ends)
      (reading, writing) = (ends[0], ends[1])
    }

    func put(_ bytes: [UInt8]) {
      _ = write(writing, bytes, bytes.count)
    }

    func endInput() {
      if isOpen { close(writing) }
      isOpen = false
    }

    deinit {
      endInput()
      close(reading)
    }
  }

  private func lines(of bytes: [UInt8]) -> (lines: [String], source: LineSource) {
    let pipe = Pipe()
    pipe.put(bytes)
    pipe.endInput()
    let source = LineSource(descriptor: pipe.reading)
    var lines: [String] = []
    while case .line(let line) = source.next() { lines.append(line) }
    return (lines, source)
  }

  @Test(
    "lines end with LF, CR LF or the file",
    arguments: [
      ("", [], "nothing"),
      ("a\nb\n", ["a", "b"], "LF"),
      ("a\r\n\r\nb", ["a", "", "b"], "CR LF, and no line break at the end"),
      ("a\rb\n", ["a\rb"], "a CR by itself is data"),
      ("\u{FEFF}a\n\u{FEFF}b\n", ["a", "\u{FEFF}b"], "a mark at the start only"),
      ("é東🚕\n", ["é東🚕"], "UTF-8"),
    ])
  func readsLines(_ text: String, _ expected: [String], _ reason: String) {
    #expect(lines(of: Array(text.utf8)).lines == expected, "\(reason)")
  }

  @Test("bytes that are not UTF-8 are replaced and their line is known")
  func tellsInvalidLines() {
    let (read, source) = lines(of: [0x61, 0x0A, 0x62, 0xFF, 0x0A])
    #expect(read == ["a", "b\u{FFFD}"])
    #expect(source.firstInvalidLine == 2)
    #expect(source.lineNumber == 2)
    #expect(source.failure == nil)
  }

  @Test("a line longer than any buffer is read whole")
  func readsLongLines() throws {
    let path = "/tmp/carnet-long-\(getpid())"
    let file = open(path, O_CREAT | O_RDWR | O_TRUNC, 0o600)
    defer {
      close(file)
      unlink(path)
    }
    let sink = OutputSink(descriptor: file)
    for _ in 0..<3 { sink.writeData(String(repeating: "0123456789", count: 20_000)) }
    sink.flush()
    lseek(file, 0, SEEK_SET)
    let text = try #require(LineSource(descriptor: file).rest())
    #expect(text.utf8.count == 3 * 200_001)
    #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count == 200_000 })
  }

  @Test("what cannot be read ends with the reason")
  func tellsFailures() {
    let source = LineSource(descriptor: -1)
    #expect(source.next() == .endOfInput)
    #expect(source.failure == "Bad file descriptor")
  }

  @Test("output waits for its flush, and talk does not")
  func buffers() {
    let pipe = Pipe()
    let data = OutputSink(descriptor: pipe.writing)
    let talk = OutputSink(descriptor: pipe.writing, capacity: 0)
    data.writeLine("data")
    talk.writeLine("talk")
    data.flush()
    pipe.endInput()
    #expect(LineSource(descriptor: pipe.reading).rest() == "talk\ndata\n")
  }

  @Test("a reader that went away is no error, and any other failure is kept")
  func survivesClosedPipes() {
    Interrupts.install()
    let pipe = Pipe()
    let reading = dup(pipe.writing)
    defer { close(reading) }
    let sink = OutputSink(descriptor: reading)
    close(pipe.reading)
    sink.writeLine("lost")
    sink.flush()
    #expect(sink.isClosed)
    #expect(sink.failure == nil)
    let full = OutputSink(descriptor: open("/dev/full", O_WRONLY))
    full.writeLine("lost")
    full.flush()
    #expect(!full.isClosed)
    #expect(full.failure == "No space left on device")
  }

  @Test("Ctrl-C raises a flag, which interrupts a wait for input")
  func interrupts() {
    Interrupts.install()
    #expect(!Interrupts.isRaised)
    kill(getpid(), SIGINT)
    while !Interrupts.isRaised { usleep(1000) }
    Interrupts.clear()
    #expect(!Interrupts.isRaised)
  }
}
