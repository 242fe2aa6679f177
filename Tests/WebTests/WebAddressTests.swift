import Testing

@testable import Web

@Suite("Addresses of servers")
struct WebAddressTests {
  @Test(
    "An address is read into its parts and written again",
    arguments: [
      ("http://localhost:8088", "http://localhost:8088"), ("HTTP://LocalHost/", "http://localhost"),
      ("https://example.org/nominatim//", "https://example.org/nominatim"),
      ("http://[::1]:5000", "http://[::1]:5000"), ("http://10.0.0.7", "http://10.0.0.7"),
    ])
  func right(text: String, written: String) throws {
    #expect(try WebAddress(text).description == written)
  }

  @Test(
    "What is no plain address of a server is refused with a reason",
    arguments: [
      ("localhost:8088", "http://"), ("ftp://a", "http://"), ("file:///etc/passwd", "http://"),
      ("http://", "no host"), ("http:///search", "no host"), ("http://a b", "not a host"),
      ("http://user:secret@a", "password"), ("http://a?q=1", "query"), ("http://a/#x", "query"),
      ("http://a:0", "port"), ("http://a:65536", "port"), ("http://a:8o", "port"),
      ("http://a:", "port"), ("http://[::1", "bracket"), ("http://[::1]x", "bracket"),
      ("http://a/../b", ".."), ("http://a/\r\nX: y", "path"), ("http://a\r\nX: y", "not a host"),
      ("http://genève.ch", "not a host"), ("http://-a", "not a host"),
      ("http://[abc]", "not a host"),
    ])
  func wrong(text: String, reason: String) {
    let mistake = #expect(throws: WebAddress.Mistake.self) { try WebAddress(text) }
    #expect(mistake?.reason.contains(reason) == true, "\(mistake?.reason ?? "")")
  }

  @Test("An address longer than any server's is refused")
  func long() {
    #expect(throws: WebAddress.Mistake.self) {
      try WebAddress("http://a/" + String(repeating: "a", count: 500))
    }
  }

  @Test(
    "An address belongs to the machine, to the house or to anybody",
    arguments: [
      ([127, 0, 0, 1], HostClass.loopback), ([127, 9, 9, 9], .loopback), ([0, 0, 0, 0], .loopback),
      ([10, 1, 2, 3], .private), ([172, 16, 0, 1], .private), ([172, 31, 0, 1], .private),
      ([172, 32, 0, 1], .public), ([192, 168, 0, 1], .private), ([192, 169, 0, 1], .public),
      ([169, 254, 169, 254], .private), ([100, 64, 0, 1], .public), ([8, 8, 8, 8], .public),
      ([0, 0, 0, 1], .public), ([255, 255, 255, 255], .public), ([1, 2, 3], .public), ([], .public),
    ] as [([UInt8], HostClass)])
  func four(bytes: [UInt8], expected: HostClass) {
    #expect(HostClass(address: bytes) == expected)
    // The same address in IPv6's form.
    guard bytes.count == 4 else { return }
    let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + bytes
    #expect(HostClass(address: mapped) == expected)
  }

  @Test(
    "Addresses of IPv6 have the same classes",
    arguments: [
      ("::1", HostClass.loopback), ("::", .loopback), ("::2", .public), ("fc00::1", .private),
      ("fdff::1", .private), ("fe80::1", .private), ("febf::1", .private), ("fec0::1", .public),
      ("2001:db8::1", .public), ("64:ff9b::7f00:1", .public), ("2002:7f00:1::", .public),
      ("::7f00:1", .public),
    ])
  func sixteen(text: String, expected: HostClass) {
    #expect(HostClass(address: Self.bytes(of: text)) == expected, "\(text)")
  }

  /// The 16 bytes of an address with one gap.
  private static func bytes(of text: String) -> [UInt8] {
    let halves = text.split(separator: "::", omittingEmptySubsequences: false).map {
      $0.split(separator: ":").flatMap { word -> [UInt8] in
        let number = UInt16(word, radix: 16) ?? 0
        return [UInt8(number >> 8), UInt8(number & 0xFF)]
      }
    }
    let last = halves.count > 1 ? halves[1] : []
    return halves[0] + [UInt8](repeating: 0, count: 16 - halves[0].count - last.count) + last
  }
}
