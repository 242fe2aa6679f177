/// Why a server gave no answer that can be used.
public struct WebFailure: Error, Hashable, Sendable {
  /// The server as its address names it: `localhost:8088`.
  public let server: String
  public let kind: Kind

  public init(server: String, kind: Kind) {
    self.server = server
    self.kind = kind
  }

  public enum Kind: Hashable, Sendable {
    /// libcurl cannot be loaded.
    case noLibrary
    /// No address belongs to the name.
    case unknownHost
    /// Nothing listens there.
    case refused
    /// No way leads there; the system's number of the error, or 0.
    case unreachable(systemError: Int)
    /// Its address, which is public, and only servers of the house may be asked.
    case publicHost(address: String)
    /// It took longer than it may.
    case timedOut(Phase, milliseconds: Int)
    /// Its answer came at less than so many bytes in so many milliseconds.
    case tooSlow(bytes: Int, milliseconds: Int)
    /// Its certificate is not one to trust, or TLS failed; libcurl's words.
    case insecure(certificate: Bool, reason: String)
    /// Its answer is longer than so many bytes.
    case tooLarge(limit: Int)
    /// It sends elsewhere.
    case redirect(status: Int, target: String?)
    /// Status 429, or 503 with a time: too many requests. Seconds to wait, where it states them.
    case tooManyRequests(status: Int, retryAfter: Int?)
    /// Another status than the ones that are answers, with the server's own words.
    case status(Int, message: String?)
    /// It sent something else than JSON: its type, such as `text/html`.
    case wrongType(String?)
    /// It announced JSON and sent none.
    case malformed(reason: String, line: Int, byte: Int)
    /// JSON, but not what such a server answers.
    case unexpected(reason: String)
    /// The connection ended before the answer did: bytes that came, and that were announced.
    case cutShort(bytes: Int, announced: Int?)
    /// What it packed cannot be unpacked.
    case badEncoding
    /// It closed the connection without an answer.
    case hungUp
    /// It does not speak HTTP.
    case notHTTP
    /// Ctrl-C.
    case interrupted
    /// What libcurl calls by these words.
    case other(String)
  }

  /// Where the time went.
  public enum Phase: String, Hashable, Sendable {
    case connecting, waiting, reading
  }
}
