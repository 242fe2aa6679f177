import CCurl
import Glibc

/// What has come of one answer so far: what libcurl's callbacks write to.
///
/// They are called on the thread that asked, while it waits in `ccurl_get`.
final class Transfer {
  let limits: WebLimits
  let allowed: Set<HostClass>
  let classify: ([UInt8]) -> HostClass
  let isInterrupted: () -> Bool

  private(set) var body: [UInt8] = []
  private(set) var headers: [(name: String, value: String)] = []
  private(set) var hasBegun = false
  /// Why the transfer was ended from here.
  private(set) var stop: Stop?
  /// The last address that was connected to, with its class.
  private(set) var peer: (address: String, hostClass: HostClass)?
  /// An address that must not be connected to.
  private(set) var forbidden: String?

  private var headerBytes = 0
  private var windowStart = 0
  private var windowBytes: Int64 = 0

  enum Stop { case interrupted, tooLarge, tooSlow, longHeader }

  init(
    limits: WebLimits, allowed: Set<HostClass>, classify: @escaping ([UInt8]) -> HostClass,
    isInterrupted: @escaping () -> Bool
  ) {
    self.limits = limits
    self.allowed = allowed
    self.classify = classify
    self.isInterrupted = isInterrupted
  }

  /// The value of a header, the last where it stands twice, by its name in lower case.
  func header(_ name: String) -> String? { headers.last { $0.name == name }?.value }

  func take(body bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count <= limits.bytes - body.count else { return end(.tooLarge) }
    body.append(contentsOf: bytes)
    return true
  }

  func take(header bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    headerBytes += bytes.count
    guard headerBytes <= WebLimits.headerBytes else { return end(.longHeader) }
    if !hasBegun { (hasBegun, windowStart) = (true, Self.milliseconds()) }
    let line = String(decoding: bytes, as: UTF8.self)
    // Of an interim answer (status 100) nothing counts.
    if line.hasPrefix("HTTP/") { headers = [] }
    guard let colon = line.firstIndex(of: ":") else { return true }
    let name = line[..<colon].lowercased()
    let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
    headers.append((name, String(value.prefix { !$0.isNewline })))
    return true
  }

  func mayConnect(_ bytes: [UInt8]) -> Bool {
    let hostClass = classify(bytes)
    guard allowed.contains(hostClass) else {
      forbidden = HostClass.text(of: bytes)
      return false
    }
    peer = (HostClass.text(of: bytes), hostClass)
    return true
  }

  func mustStop(received: Int64) -> Bool {
    if isInterrupted() { return !end(.interrupted) }
    guard hasBegun else { return false }
    let now = Self.milliseconds()
    guard now - windowStart >= limits.slowWindow else { return false }
    if received - windowBytes < limits.leastBytes { return !end(.tooSlow) }
    (windowStart, windowBytes) = (now, received)
    return false
  }

  /// Remembers the first reason; false, for the callback that ends the transfer.
  private func end(_ reason: Stop) -> Bool {
    if stop == nil { stop = reason }
    return false
  }

  private static func milliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}

extension Transfer {
  /// Asks, with this as what the callbacks write to.
  func run(_ client: OpaquePointer, url: String, agent: String, accept: String) -> ccurl_answer {
    let context = Unmanaged.passUnretained(self).toOpaque()
    return url.withCString { url in
      agent.withCString { agent in
        accept.withCString { accept in
          var request = ccurl_request(
            url: url, agent: agent, accept: accept,
            connect_milliseconds: Int32(clamping: limits.connect),
            total_milliseconds: Int32(clamping: limits.total), most_bytes: Int64(limits.bytes),
            context: context,
            take_body: { Transfer.of($0).take(body: .init(start: $1, count: $2)) ? 1 : 0 },
            take_header: { Transfer.of($0).take(header: .init(start: $1, count: $2)) ? 1 : 0 },
            may_connect: {
              Transfer.of($0).mayConnect(Array(UnsafeBufferPointer(start: $1, count: Int($2))))
                ? 1 : 0
            },
            must_stop: { Transfer.of($0).mustStop(received: $1) ? 1 : 0 })
          return ccurl_get(client, &request)
        }
      }
    }
  }

  private static func of(_ context: UnsafeMutableRawPointer) -> Transfer {
    Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  }
}
