/// Whose machine an address leads to, as far as the address shows.
///
/// By the address that is connected to, never by a name, which anybody may point anywhere.
public enum HostClass: String, Hashable, Sendable, CaseIterable {
  /// The machine itself.
  case loopback
  /// A network of the house: what no router of the Internet passes on.
  case `private`
  /// Anybody's.
  case `public`

  /// The class of an address.
  ///
  /// What is not known to be the house's own counts as public: networks of carriers
  /// (100.64.0.0/10), translated and tunnelled addresses (64:ff9b::/96, 2002::/16). An IPv4 address
  /// in IPv6's form (::ffff:0:0/96) has its own class.
  /// Sources: RFC 1918, 3927, 4193, 4291, 6598, 6890.
  ///
  /// - Parameter bytes: The 4 of IPv4 or the 16 of IPv6, in the order of the network; anything else
  ///   is public.
  public init(address bytes: [UInt8]) {
    switch bytes.count {
    case 4: self = Self.ofFour(bytes[0], bytes[1], bytes[2], bytes[3])
    case 16: self = Self.ofSixteen(bytes)
    default: self = .public
    }
  }

  private static func ofFour(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> HostClass {
    switch (a, b) {
    case (127, _): .loopback
    // Connecting to no address reaches the machine itself.
    case (0, 0) where c == 0 && d == 0: .loopback
    case (10, _), (172, 16...31), (192, 168), (169, 254): .private
    default: .public
    }
  }

  private static func ofSixteen(_ bytes: [UInt8]) -> HostClass {
    let isZeroed = bytes[..<10].allSatisfy { $0 == 0 }
    if isZeroed, bytes[10] == 0xFF, bytes[11] == 0xFF {
      return ofFour(bytes[12], bytes[13], bytes[14], bytes[15])
    }
    if isZeroed, bytes[10..<15].allSatisfy({ $0 == 0 }), bytes[15] <= 1 { return .loopback }
    // Unique local (fc00::/7) and link-local (fe80::/10).
    if bytes[0] & 0xFE == 0xFC || bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80 { return .private }
    return .public
  }

  /// An address in the usual form, for messages: `192.0.2.7`, `2001:db8:0:0:0:0:0:1`.
  static func text(of bytes: [UInt8]) -> String {
    guard bytes.count == 16 else { return bytes.map { String($0) }.joined(separator: ".") }
    return stride(from: 0, to: 16, by: 2).map {
      String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16)
    }.joined(separator: ":")
  }
}
