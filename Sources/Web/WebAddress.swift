/// The address of a server, checked: `http://localhost:8088` or `https://example.org/nominatim`.
public struct WebAddress: Hashable, Sendable, CustomStringConvertible {
  /// `http` or `https`.
  public let scheme: String
  /// The host in lower case; of IPv6 in its brackets.
  public let host: String
  /// As it was written; nil for the scheme's own.
  public let port: Int?
  /// Begins with `/` where it is not empty; does not end with it.
  public let path: String

  /// What is wrong with a text that is to be an address.
  public struct Mistake: Error, Hashable, Sendable {
    /// In lower case: `it has no host`.
    public let reason: String
  }

  /// Longer than any server's.
  private static let mostBytes = 500

  /// Reads an address.
  ///
  ///     try WebAddress("http://localhost:8088/")  // http://localhost:8088
  ///
  /// - Throws: ``Mistake`` for another scheme, user names, queries, fragments, and signs that no
  ///   host or path of a server has.
  public init(_ text: String) throws(Mistake) {
    guard text.utf8.count <= Self.mostBytes else {
      throw Mistake(reason: "it is longer than \(Self.mostBytes) bytes")
    }
    guard let mark = text.firstRange(of: "://") else {
      throw Mistake(reason: "it does not begin with http:// or https://")
    }
    scheme = text[..<mark.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else {
      throw Mistake(reason: "it does not begin with http:// or https://")
    }
    let rest = text[mark.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    (host, port) = try Self.split(authority)
    path = try Self.path(rest[authority.endIndex...])
  }

  /// The address as it is asked and shown.
  public var description: String { scheme + "://" + authority + path }

  /// The host with its port where one is written: `localhost:8088`.
  public var authority: String { host + (port.map { ":\($0)" } ?? "") }

  /// The text of a request to the server.
  ///
  /// - Parameters:
  ///   - path: What follows the server's own path, such as `/search`, encoded already.
  ///   - query: Names and values; all but letters, digits, `-`, `.`, `_` and `~` is encoded.
  /// - Returns: The whole text, ASCII alone.
  /// - Complexity: O(length).
  public func request(_ path: String, query: [(name: String, value: String)] = []) -> String {
    let written = query.map { Self.encoded($0.name) + "=" + Self.encoded($0.value) }
    return description + path + (written.isEmpty ? "" : "?" + written.joined(separator: "&"))
  }

  /// A text as a part of a query (RFC 3986, 2.3): bytes of UTF-8 that are not unreserved as `%XX`.
  static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.utf8.count == 1 ? "%0" + digits : "%" + digits
      }
    }
    return result
  }

  // MARK: - Parts

  private static func split(_ authority: Substring) throws(Mistake) -> (String, Int?) {
    guard !authority.contains("@") else {
      throw Mistake(reason: "it holds a user's name or password, which is not sent")
    }
    var host = authority
    var port: Substring?
    if authority.hasPrefix("[") {
      guard let close = authority.firstIndex(of: "]") else {
        throw Mistake(reason: "a bracket is not closed")
      }
      host = authority[...close]
      let rest = authority[authority.index(after: close)...]
      guard rest.isEmpty || rest.hasPrefix(":") else {
        throw Mistake(reason: "something follows the bracket of its host")
      }
      if !rest.isEmpty { port = rest.dropFirst() }
    } else if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
      port = authority[authority.index(after: colon)...]
    }
    guard isHost(host) else {
      throw Mistake(reason: host.isEmpty ? "it has no host" : "'\(host.prefix(80))' is not a host")
    }
    guard let port else { return (host.lowercased(), nil) }
    guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(port),
      (1...65_535).contains(number)
    else { throw Mistake(reason: "'\(port.prefix(20))' is not a port, 1 to 65535") }
    return (host.lowercased(), number)
  }

  private static func isHost(_ host: Substring) -> Bool {
    guard (1...253).contains(host.utf8.count) else { return false }
    if host.hasPrefix("[") {
      let inner = host.dropFirst().dropLast()
      return inner.contains(":")
        && inner.utf8.allSatisfy {
          $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") || Unicode.Scalar($0).isHexadecimal
        }
    }
    return host.utf8.allSatisfy {
      Unicode.Scalar($0).isLetterOrDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        || $0 == UInt8(ascii: "_")
    } && host.first != "-" && host.first != "."
  }

  private static func path(_ text: Substring) throws(Mistake) -> String {
    guard !text.contains("?"), !text.contains("#") else {
      throw Mistake(reason: "it holds a query or a fragment; what is asked is added to it")
    }
    let isPlain = text.utf8.allSatisfy {
      Unicode.Scalar($0).isLetterOrDigit || "/-._~%".utf8.contains($0)
    }
    guard isPlain else {
      throw Mistake(reason: "its path holds signs other than letters, digits and / - . _ ~ %")
    }
    guard !text.split(separator: "/").contains("..") else {
      throw Mistake(reason: "its path holds '..'")
    }
    var path = text
    while path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }
}

extension Unicode.Scalar {
  fileprivate var isHexadecimal: Bool {
    switch value {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
  }

  fileprivate var isLetterOrDigit: Bool {
    switch value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}
