import Foundation
import Glibc
import Synchronization

/// A server on loopback that answers as a test wants, well or badly, and keeps what it was asked.
///
///     let server = try FaultyServer { _ in .answer(status: 429, headers: ["Retry-After: 7"]) }
///     …ask server.address…
///     #expect(server.requests.map(\.path) == ["/search?q=Versoix"])
///
/// It ends with the object; what it was sending then is cut off.
public final class FaultyServer: Sendable {
  /// What it does with a request.
  public enum Play: Sendable {
    /// A whole answer, with its length.
    case answer(status: Int = 200, headers: [String] = [], body: [UInt8] = [])
    /// These bytes, and the end of the connection.
    case raw([UInt8])
    /// These bytes one by one, with so many milliseconds before each.
    case drip([UInt8], milliseconds: Int)
    /// These bytes at once, then these for ever, with so many milliseconds between.
    case endless([UInt8], then: [UInt8], milliseconds: Int = 0)
    /// These bytes, then nothing, and the connection stays.
    case silence(after: [UInt8] = [])
    /// The end of the connection.
    case hangUp

    /// JSON, with status 200.
    public static func json(_ text: String) -> Play {
      .answer(headers: ["Content-Type: application/json; charset=utf-8"], body: Array(text.utf8))
    }
  }

  /// What was asked, as it came over the wire.
  public struct Request: Sendable, Hashable {
    /// The whole head: request line and headers.
    public let text: String
    /// `/search?q=Versoix`, as it is encoded.
    public var path: String {
      let words = text.prefix { $0 != "\r\n" }.split(separator: " ")
      return words.count > 1 ? String(words[1]) : ""
    }
    /// Its connection, from 1.
    public let connection: Int
    /// Seconds of a clock that only grows.
    public let seconds: Double
  }

  private let state: State
  public let port: Int

  /// `http://127.0.0.1:PORT`.
  public var address: String { "http://127.0.0.1:\(port)" }

  /// All requests so far, in their order.
  public var requests: [Request] { state.requests.withLock { $0 } }

  /// A server that answers each request with a play.
  ///
  /// - Throws: `SystemError` where the system gives no socket.
  public init(_ respond: @escaping @Sendable (Request) -> Play) throws {
    let (listener, port) = try Self.listen()
    let state = State(listener: listener, respond: respond)
    self.state = state
    self.port = port
    Thread.detachNewThread { state.acceptAll() }
  }

  deinit { state.isStopped.store(true, ordering: .relaxed) }

  /// A port of loopback on which nothing listens.
  public static func deadPort() throws -> Int {
    let (listener, port) = try listen()
    close(listener)
    return port
  }

  public struct SystemError: Error {
    public let number: Int32
  }

  private static func listen() throws -> (Int32, Int) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard listener >= 0 else { throw SystemError(number: errno) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.bind(listener, $0, length) == 0 && Glibc.listen(listener, 16) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    guard result else { throw SystemError(number: errno) }
    return (listener, Int(UInt16(bigEndian: address.sin_port)))
  }
}

/// What the server's threads share; it outlives the server until they have noticed its end.
private final class State: Sendable {
  let listener: Int32
  let respond: @Sendable (FaultyServer.Request) -> FaultyServer.Play
  let isStopped = Atomic<Bool>(false)
  let requests = Mutex<[FaultyServer.Request]>([])

  init(listener: Int32, respond: @escaping @Sendable (FaultyServer.Request) -> FaultyServer.Play) {
    self.listener = listener
    self.respond = respond
  }

  private var hasEnded: Bool { isStopped.load(ordering: .relaxed) }

  func acceptAll() {
    var count = 0
    while !hasEnded {
      guard wait(for: listener) else { continue }
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { continue }
      count += 1
      let number = count
      Thread.detachNewThread { self.serve(connection, number) }
    }
    close(listener)
  }

  /// Whether there is something to read, asked anew often enough to notice the end.
  private func wait(for file: Int32) -> Bool {
    var event = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
    return poll(&event, 1, 20) > 0
  }

  private func serve(_ connection: Int32, _ number: Int) {
    defer { close(connection) }
    var read: [UInt8] = []
    while let head = nextHead(connection, &read) {
      var now = timespec()
      clock_gettime(CLOCK_MONOTONIC, &now)
      let request = FaultyServer.Request(
        text: head, connection: number,
        seconds: Double(now.tv_sec) + Double(now.tv_nsec) / 1_000_000_000)
      requests.withLock { $0.append(request) }
      guard play(respond(request), on: connection) else { return }
    }
  }

  /// The next request's head, up to its blank line; nil at the end of the connection.
  private func nextHead(_ connection: Int32, _ read: inout [UInt8]) -> String? {
    let end = Array("\r\n\r\n".utf8)
    while !hasEnded {
      if let range = read.firstRange(of: end) {
        defer { read.removeSubrange(..<range.upperBound) }
        return String(decoding: read[..<range.lowerBound], as: UTF8.self)
      }
      guard wait(for: connection) else { continue }
      var bytes = [UInt8](repeating: 0, count: 4_096)
      let count = recv(connection, &bytes, bytes.count, 0)
      guard count > 0 else { return nil }
      read += bytes[..<count]
    }
    return nil
  }

  /// Whether the connection stays for another request.
  private func play(_ play: FaultyServer.Play, on connection: Int32) -> Bool {
    switch play {
    case .answer(let status, let headers, let body):
      var head = "HTTP/1.1 \(status) Played\r\nContent-Length: \(body.count)\r\n"
      for header in headers { head += header + "\r\n" }
      return send(Array((head + "\r\n").utf8) + body, on: connection)
    case .raw(let bytes): _ = send(bytes, on: connection)
    case .drip(let bytes, let milliseconds):
      for byte in bytes where !hasEnded {
        pause(milliseconds)
        guard send([byte], on: connection) else { break }
      }
    case .endless(let first, let bytes, let milliseconds):
      guard send(first, on: connection) else { break }
      while !hasEnded, send(bytes, on: connection) { pause(milliseconds) }
    case .silence(let bytes):
      _ = send(bytes, on: connection)
      while !hasEnded { pause(20) }
    case .hangUp: break
    }
    return false
  }

  private func send(_ bytes: [UInt8], on connection: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count, !hasEnded {
      // No signal for a client that has gone.
      let count = bytes.withUnsafeBytes {
        Glibc.send(
          connection, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return !hasEnded
  }

  private func pause(_ milliseconds: Int) {
    if milliseconds > 0 { usleep(UInt32(milliseconds) * 1_000) }
  }
}
