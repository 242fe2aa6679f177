import FaultyServer
import Synchronization
import Tabular
import Testing

@testable import Web

@Suite("Asking servers")
struct WebClientTests {
  static let jsonType = "Content-Type: application/json"

  private static let limits = WebLimits(
    connect: 2_000, total: 3_000, bytes: 100_000, slowWindow: 1_000, leastBytes: 100)

  /// A client for the house's own servers.
  private func client(
    _ limits: WebLimits = limits, classify: @escaping ([UInt8]) -> HostClass = HostClass.init,
    isInterrupted: @escaping () -> Bool = { false }
  ) -> WebClient {
    WebClient(
      agent: "carnet/test", limits: limits, allows: [.loopback, .private], classify: classify,
      unixSeconds: { 784_111_777 }, isInterrupted: isInterrupted)
  }

  /// How asking a server that plays something ends: the value, or the failure.
  private func outcome(
    _ play: FaultyServer.Play, _ limits: WebLimits = limits
  ) throws -> Result<JSONValue, WebFailure> {
    let server = try FaultyServer { _ in play }
    let address = try WebAddress(server.address)
    return Result { () throws(WebFailure) in
      try client(limits).json(address.request("/search"), of: address).value
    }
  }

  private func failure(
    _ play: FaultyServer.Play, _ limits: WebLimits = limits
  ) throws -> WebFailure.Kind? {
    if case .failure(let failure) = try outcome(play, limits) { failure.kind } else { nil }
  }

  // MARK: - What goes out

  @Test("A request has its line, the host, the program's name and what it takes, and nothing else")
  func request() throws {
    let server = try FaultyServer { _ in .json("[]") }
    let address = try WebAddress(server.address)
    let url = address.request("/search", query: [("q", "Rue du Four 61, Genève & so"), ("n", "5")])
    _ = try client().json(url, of: address)
    let lines = server.requests[0].text.split(separator: "\r\n").map(String.init)
    #expect(
      lines == [
        "GET /search?q=Rue%20du%20Four%2061%2C%20Gen%C3%A8ve%20%26%20so&n=5 HTTP/1.1",
        "Host: 127.0.0.1:\(server.port)", "User-Agent: carnet/test", "Accept-Encoding: gzip",
        "Accept: application/json",
      ])
  }

  @Test("Requests of one client share a connection, also after an error of the server")
  func connections() throws {
    let server = try FaultyServer { $0.path == "/bad" ? .answer(status: 500) : .json("[]") }
    let address = try WebAddress(server.address)
    let client = client()
    _ = try client.json(address.request("/a"), of: address)
    #expect(throws: WebFailure.self) { try client.json(address.request("/bad"), of: address) }
    _ = try client.json(address.request("/b"), of: address)
    #expect(server.requests.map(\.connection) == [1, 1, 1])
  }

  @Test("Cookies are not kept")
  func cookies() throws {
    let server = try FaultyServer { _ in
      .answer(headers: [Self.jsonType, "Set-Cookie: id=7; Path=/"], body: Array("[]".utf8))
    }
    let address = try WebAddress(server.address)
    let client = client()
    for _ in 0..<2 { _ = try client.json(address.request("/"), of: address) }
    #expect(!server.requests.contains { $0.text.lowercased().contains("cookie") })
  }

  @Test("A public address is refused before a connection is made, whatever its name")
  func publicHost() throws {
    let server = try FaultyServer { _ in .json("[]") }
    let address = try WebAddress("http://localhost:\(server.port)")
    let client = client(classify: { _ in .public })
    let failure = #expect(throws: WebFailure.self) {
      try client.json(address.request("/search"), of: address)
    }
    guard case .publicHost? = failure?.kind else { return #expect(failure?.kind == nil) }
    #expect(failure?.message.contains("public server") == true)
    #expect(server.requests.isEmpty)
  }

  // MARK: - What comes in

  @Test("Recorded answers of real servers are read as they were written")
  func recorded() throws {
    for server in ["nominatim", "osrm"] {
      for name in try RecordedAnswer.names(of: server) {
        let recorded = try RecordedAnswer.named(name, of: server)
        let played = try FaultyServer { $0.path == recorded.path ? recorded.play : .hangUp }
        let address = try WebAddress(played.address)
        let answer = try client(WebLimits()).get(address.description + recorded.path, of: address)
        #expect(answer.status == recorded.status && answer.contentType == "application/json")
        #expect(answer.body == Array(recorded.body.utf8), "\(server) \(name)")
      }
    }
  }

  @Test("A packed answer is unpacked; a bomb and what is damaged are errors")
  func gzip() throws {
    let head = [Self.jsonType, "Content-Encoding: gzip"]
    let packed = try Gzip.packed(Array("[1,2,3]".utf8))
    #expect(try outcome(.answer(headers: head, body: packed)).get().elements?.count == 3)
    let bomb = try Gzip.packed([UInt8](repeating: 0x20, count: 64 << 20))
    #expect(bomb.count < 100_000)
    #expect(try failure(.answer(headers: head, body: bomb)) == .tooLarge(limit: 100_000))
    #expect(try failure(.answer(headers: head, body: Array("no gzip at all".utf8))) == .badEncoding)
  }

  @Test("Statuses are told apart, with the server's words and its time to wait")
  func statuses() throws {
    #expect(try failure(.answer(status: 500)) == .status(500, message: nil))
    let words = Array(#"{"error":{"code":400,"message":"no 'q'\u001b[2J"}}"#.utf8)
    let refused = try outcome(.answer(status: 400, headers: [Self.jsonType], body: words))
    guard case .failure(let failure) = refused else { return #expect(Bool(false)) }
    #expect(failure.kind == .status(400, message: "no 'q'\u{1B}[2J"))
    #expect(!failure.message.contains("\u{1B}") && failure.message.contains("status 400: no 'q'"))
    func wait(_ status: Int, _ headers: String...) throws -> WebFailure.Kind? {
      try self.failure(.answer(status: status, headers: headers))
    }
    #expect(
      try wait(429, "Retry-After: 120") == .tooManyRequests(status: 429, retryAfter: 120))
    #expect(try wait(429) == .tooManyRequests(status: 429, retryAfter: nil))
    #expect(
      try wait(
        429, "Retry-After: Sun, 06 Nov 1994 08:51:37 GMT", "Date: Sun, 06 Nov 1994 08:49:37 GMT")
        == .tooManyRequests(status: 429, retryAfter: 120))
    #expect(
      try wait(503, "Retry-After: Sun, 06 Nov 1994 08:49:47 GMT")
        == .tooManyRequests(status: 503, retryAfter: 10))
    #expect(try wait(503) == .status(503, message: nil))
    #expect(
      try wait(429, "Retry-After: soon") == .tooManyRequests(status: 429, retryAfter: nil))
    #expect(
      try wait(429, "Retry-After: 99999999999999999999999")
        == .tooManyRequests(status: 429, retryAfter: 999_999_999))
  }

  @Test("A redirect is not followed, and names where it leads")
  func redirects() throws {
    let other = try FaultyServer { _ in .json("[]") }
    #expect(
      try failure(.answer(status: 302, headers: ["Location: \(other.address)/search"]))
        == .redirect(status: 302, target: "\(other.address)/search"))
    #expect(
      try failure(.answer(status: 301, headers: ["Location: file:///etc/passwd"]))
        == .redirect(status: 301, target: "file:///etc/passwd"))
    #expect(try failure(.answer(status: 307)) == .redirect(status: 307, target: nil))
    #expect(other.requests.isEmpty)
  }

  @Test(
    "What is not JSON is an error with its place",
    arguments: [
      ("{\"a\": 1,}", "expected a key in quotes", 9), ("[1, 2", "the text ends inside an array", 6),
      ("", "the text ends where a value should be", 1), ("[] []", "text follows the end", 4),
      ("[1e999]", "the number is too large", 2), ("[\"a\u{0}b\"]", "control character", 4),
    ])
  func malformed(text: String, reason: String, byte: Int) throws {
    guard case .malformed(let found, let line, let place)? = try failure(.json(text)) else {
      return #expect(Bool(false), "\(text)")
    }
    #expect(found.contains(reason) && line == 1 && place == byte, "\(found) \(place)")
  }

  @Test("Bytes that are not UTF-8, deep nesting and other types than JSON are errors")
  func wrongBodies() throws {
    let bytes: [UInt8] = Array("[1,\n\"Gen".utf8) + [0xE8] + Array("ve\"]".utf8)
    #expect(
      try failure(.answer(headers: [Self.jsonType], body: bytes))
        == .malformed(reason: "it is not UTF-8", line: 2, byte: 5))
    let deep = String(repeating: "[", count: 40_000)
    guard case .malformed(let reason, _, _)? = try failure(.json(deep)) else {
      return #expect(Bool(false))
    }
    #expect(reason.contains("nested deeper"))
    let page = Array("<!doctype html><title>Log in</title>".utf8)
    #expect(
      try failure(.answer(headers: ["Content-Type: text/html; charset=utf-8"], body: page))
        == .wrongType("text/html"))
    #expect(try failure(.answer(body: Array("[]".utf8))) == .wrongType(nil))
  }

  @Test("Huge numbers and NUL in a string's escape are values")
  func oddValues() throws {
    let value = try outcome(.json(#"[123456789012345678901234567890, "a\u0000b"]"#)).get()
    #expect(
      value == .array([.digits("123456789012345678901234567890"), .string("a\u{0}b")]))
  }

  // MARK: - What does not come

  @Test("A dead port, a hung-up connection, a cut answer and another protocol are told apart")
  func broken() throws {
    let address = try WebAddress("http://127.0.0.1:\(try FaultyServer.deadPort())")
    let refused = #expect(throws: WebFailure.self) {
      try client().json(address.request("/"), of: address)
    }
    #expect(refused?.kind == .refused)
    #expect(try failure(.hangUp) == .hungUp)
    #expect(try failure(.raw(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8))) == .notHTTP)
    let head = "HTTP/1.1 200 OK\r\n\(Self.jsonType)\r\n"
    #expect(
      try failure(.raw(Array((head + "Content-Length: 50\r\n\r\n[1,2").utf8)))
        == .cutShort(bytes: 4, announced: 50))
    let chunked = head + "Transfer-Encoding: chunked\r\n\r\n4\r\n[1,2\r\n"
    #expect(try failure(.raw(Array(chunked.utf8))) == .cutShort(bytes: 4, announced: nil))
    let short = try failure(.raw(Array((head + "Content-Length: 4\r\n\r\n[1,2]").utf8)))
    guard case .malformed? = short else { return #expect(short == nil) }
  }

  @Test("A name without an address is told from a server that does not answer")
  func unknownHost() throws {
    let address = try WebAddress("http://nowhere.invalid")
    let failure = #expect(throws: WebFailure.self) {
      try client(WebLimits(connect: 20_000, total: 20_000)).json(address.request("/"), of: address)
    }
    #expect(failure?.kind == .unknownHost)
  }

  @Test(
    "Silence, a dripping header and a dripping body end at their limits", .timeLimit(.minutes(1)))
  func slow() throws {
    var brief = Self.limits
    brief.total = 1_200
    #expect(try failure(.silence(), brief) == .timedOut(.waiting, milliseconds: 1_200))
    let head = "HTTP/1.1 200 OK\r\n\(Self.jsonType)\r\nContent-Length: 1000\r\n\r\n"
    #expect(
      try failure(.drip(Array(head.utf8), milliseconds: 200), brief)
        == .timedOut(.waiting, milliseconds: 1_200))
    #expect(
      try failure(.endless(Array(head.utf8), then: [0x20], milliseconds: 50), Self.limits)
        == .tooSlow(bytes: 100, milliseconds: 1_000))
    brief.leastBytes = 1
    #expect(
      try failure(.endless(Array(head.utf8), then: [0x20], milliseconds: 50), brief)
        == .timedOut(.reading, milliseconds: 1_200))
  }

  @Test("Bodies and headers without an end, and announced giants, end at their limits")
  func endless() throws {
    let head = "HTTP/1.1 200 OK\r\n\(Self.jsonType)\r\n"
    let blanks = [UInt8](repeating: 0x20, count: 4_096)
    #expect(
      try failure(.endless(Array((head + "\r\n").utf8), then: blanks)) == .tooLarge(limit: 100_000))
    #expect(
      try failure(.endless(Array(head.utf8), then: Array("X-More: \(head.count)\r\n".utf8)))
        == .tooLarge(limit: 64 << 10))
    #expect(
      try failure(.raw(Array((head + "Content-Length: 123456789012\r\n\r\n[").utf8)))
        == .tooLarge(limit: 100_000))
  }

  @Test("Ctrl-C ends a request that waits within about a second")
  func interruption() throws {
    let server = try FaultyServer { _ in .silence() }
    let address = try WebAddress(server.address)
    let asked = Mutex(0)
    var limits = Self.limits
    limits.total = 20_000
    let client = client(
      limits,
      isInterrupted: {
        asked.withLock { count in
          count += 1
          return count > 3
        }
      })
    let clock = ContinuousClock()
    let time = clock.measure {
      let failure = #expect(throws: WebFailure.self) {
        try client.json(address.request("/"), of: address)
      }
      #expect(failure?.kind == .interrupted)
    }
    #expect(time < .seconds(8))
  }

  @Test("TLS that is not there is an error of TLS")
  func plainBehindTLS() throws {
    let server = try FaultyServer { _ in .json("[]") }
    let address = try WebAddress("https://127.0.0.1:\(server.port)")
    var limits = Self.limits
    limits.total = 2_000
    let failure = #expect(throws: WebFailure.self) {
      try client(limits).json(address.request("/"), of: address)
    }
    // The played server waits for a head's end, which a greeting of TLS does not hold.
    #expect(failure?.kind == .timedOut(.connecting, milliseconds: 2_000) || failure?.isTLS == true)
  }
}

extension WebFailure {
  fileprivate var isTLS: Bool { if case .insecure = kind { true } else { false } }
}
