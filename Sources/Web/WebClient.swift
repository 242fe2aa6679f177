import CCurl
import Glibc
import Tabular

/// Asks servers one question at a time, over HTTP and HTTPS, and takes nothing on trust.
///
///     let client = WebClient(agent: "carnet/1.0", allows: [.loopback, .private])
///     let answer = try client.json(server.request("/status", query: [("format", "json")]))
///
/// Redirects are not followed, cookies not kept, certificates verified. No proxy is used, whatever
/// the environment names: whom it asks could not be checked, and it would read what is sent. An
/// address is judged when it is connected to, before anything is sent (``HostClass``). The library
/// behind it is loaded by the first request.
///
/// Not `Sendable`: a client belongs to one thread.
public final class WebClient {
  public let agent: String
  public let limits: WebLimits
  /// Whose machines may be connected to.
  public let allowed: Set<HostClass>
  private let classify: ([UInt8]) -> HostClass
  private let isInterrupted: () -> Bool
  private let unixSeconds: () -> Int
  private var handle: OpaquePointer?

  /// A client that has asked nothing yet.
  ///
  /// - Parameters:
  ///   - agent: The program with its version: `carnet/1.0`.
  ///   - limits: How long a server may take, and how much it may send.
  ///   - allowed: Whose machines may be connected to.
  ///   - classify: The class of an address; tests give their own.
  ///   - unixSeconds: Seconds since 1970, for a server that states when it may be asked again.
  ///   - isInterrupted: Asked at least once a second; true ends the request.
  public init(
    agent: String, limits: WebLimits = WebLimits(), allows allowed: Set<HostClass>,
    classify: @escaping ([UInt8]) -> HostClass = { HostClass(address: $0) },
    unixSeconds: @escaping () -> Int = { time(nil) },
    isInterrupted: @escaping () -> Bool = { false }
  ) {
    self.agent = agent
    self.limits = limits
    self.allowed = allowed
    self.classify = classify
    self.unixSeconds = unixSeconds
    self.isInterrupted = isInterrupted
  }

  deinit { ccurl_close(handle) }

  /// What a server sent, whatever its status, unless it sends elsewhere.
  public struct Answer: Sendable {
    public let status: Int
    /// Unpacked.
    public let body: [UInt8]
    /// Without its parameters, in lower case: `application/json`.
    public let contentType: String?
    /// The address that answered, and its class; nil where the connection was there before.
    public let address: String?
    public let hostClass: HostClass?
    /// Seconds that the server wants to be left alone.
    public let retryAfter: Int?
  }

  /// Asks for the JSON value at an address.
  ///
  /// - Parameters:
  ///   - url: The whole address with its query, of ``WebAddress/request(_:query:)``.
  ///   - server: What failures call it.
  ///   - statuses: Those whose bodies are answers.
  /// - Returns: The status and the value.
  /// - Throws: ``WebFailure``.
  /// - Complexity: O(bytes of the answer).
  public func json(
    _ url: String, of server: WebAddress, accepting statuses: Set<Int> = [200]
  ) throws(WebFailure) -> (status: Int, value: JSONValue) {
    let answer = try get(url, of: server)
    let isJSON = answer.contentType.map { $0 == "application/json" || $0.hasSuffix("+json") }
    guard statuses.contains(answer.status) else {
      if answer.status == 429 || answer.status == 503 && answer.retryAfter != nil {
        throw WebFailure(
          server: server.authority,
          kind: .tooManyRequests(status: answer.status, retryAfter: answer.retryAfter))
      }
      let words = isJSON == true ? Self.words(in: answer.body) : nil
      throw WebFailure(server: server.authority, kind: .status(answer.status, message: words))
    }
    guard isJSON == true else {
      throw WebFailure(server: server.authority, kind: .wrongType(answer.contentType))
    }
    return (answer.status, try Self.value(of: answer.body, server))
  }

  /// Asks for what stands at an address.
  ///
  /// - Throws: ``WebFailure`` where nothing came, not all of it, or the server sends elsewhere.
  /// - Complexity: O(bytes of the answer).
  public func get(_ url: String, of server: WebAddress) throws(WebFailure) -> Answer {
    if isInterrupted() { throw WebFailure(server: server.authority, kind: .interrupted) }
    if handle == nil { handle = ccurl_open() }
    guard let handle else { throw WebFailure(server: server.authority, kind: .noLibrary) }
    let transfer = Transfer(
      limits: limits, allowed: allowed, classify: classify, isInterrupted: isInterrupted)
    let answer = transfer.run(handle, url: url, agent: agent, accept: "Accept: application/json")
    if let kind = failure(answer, transfer) {
      throw WebFailure(server: server.authority, kind: kind)
    }
    let type = transfer.header("content-type")?.prefix { $0 != ";" && $0 != " " }
    return Answer(
      status: Int(answer.status), body: transfer.body, contentType: type.map { $0.lowercased() },
      address: transfer.peer?.address, hostClass: transfer.peer?.hostClass,
      retryAfter: transfer.header("retry-after").flatMap {
        RetryTime.seconds($0, date: transfer.header("date"), now: unixSeconds())
      })
  }

  // MARK: - Failures

  private func failure(_ answer: ccurl_answer, _ transfer: Transfer) -> WebFailure.Kind? {
    let words = answer.message.map { String(cString: $0) } ?? ""
    switch answer.end {
    case CCURL_DONE:
      guard (300..<400).contains(answer.status) else { return nil }
      return .redirect(
        status: Int(answer.status), target: answer.redirect.map { String(cString: $0) })
    case CCURL_NO_LIBRARY: return .noLibrary
    case CCURL_NO_HOST: return .unknownHost
    case CCURL_NO_CONNECTION:
      if let forbidden = transfer.forbidden { return .publicHost(address: forbidden) }
      return answer.system_error == ECONNREFUSED
        ? .refused : .unreachable(systemError: Int(answer.system_error))
    case CCURL_TIMED_OUT:
      if answer.was_connected == 0 { return .timedOut(.connecting, milliseconds: limits.connect) }
      return .timedOut(transfer.hasBegun ? .reading : .waiting, milliseconds: limits.total)
    case CCURL_CERTIFICATE_REFUSED: return .insecure(certificate: true, reason: words)
    case CCURL_TLS_FAILED: return .insecure(certificate: false, reason: words)
    case CCURL_TOO_LARGE: return .tooLarge(limit: limits.bytes)
    case CCURL_CUT_SHORT:
      return .cutShort(
        bytes: transfer.body.count,
        announced: answer.announced >= 0 ? Int(clamping: answer.announced) : nil)
    case CCURL_BAD_ENCODING: return .badEncoding
    case CCURL_HUNG_UP:
      return transfer.hasBegun
        ? .cutShort(bytes: transfer.body.count, announced: nil) : .hungUp
    case CCURL_NOT_HTTP: return .notHTTP
    case CCURL_STOPPED: return stopped(transfer.stop, words)
    default: return .other(words)
    }
  }

  private func stopped(_ stop: Transfer.Stop?, _ words: String) -> WebFailure.Kind {
    switch stop {
    case .interrupted: .interrupted
    case .tooLarge: .tooLarge(limit: limits.bytes)
    case .tooSlow: .tooSlow(bytes: limits.leastBytes, milliseconds: limits.slowWindow)
    case .longHeader: .tooLarge(limit: WebLimits.headerBytes)
    case nil: .other(words)
    }
  }

  // MARK: - JSON

  /// The value of a body that must be UTF-8 and JSON as a whole.
  static func value(of body: [UInt8], _ server: WebAddress) throws(WebFailure) -> JSONValue {
    if let place = firstInvalid(body) {
      let (line, byte) = position(place, body)
      throw WebFailure(
        server: server.authority,
        kind: .malformed(reason: "it is not UTF-8", line: line, byte: byte))
    }
    do throws(TabularError) {
      return try JSONValue(parsing: body, name: server.authority)
    } catch {
      throw WebFailure(
        server: server.authority,
        kind: .malformed(reason: error.message, line: error.row ?? 1, byte: error.column ?? 1))
    }
  }

  /// Where a text is not UTF-8.
  private static func firstInvalid(_ body: [UInt8]) -> Int? {
    guard String(validating: body, as: UTF8.self) == nil else { return nil }
    var decoder = UTF8()
    var bytes = body.makeIterator()
    var place = 0
    while case .scalarValue(let scalar) = decoder.decode(&bytes) {
      place += UTF8.width(scalar)
    }
    return place
  }

  private static func position(_ place: Int, _ body: [UInt8]) -> (line: Int, byte: Int) {
    let before = body[..<place]
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return (before.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }, place - start + 1)
  }

  /// What a server says of a mistake: Nominatim's `error.message` and `title`, OSRM's `message`.
  private static func words(in body: [UInt8]) -> String? {
    guard let value = try? JSONValue(parsing: body, name: "") else { return nil }
    let words = value["error"]?["message"] ?? value["message"] ?? value["title"] ?? value["code"]
    return words?.string.flatMap { $0.isEmpty ? nil : $0 }
  }
}
