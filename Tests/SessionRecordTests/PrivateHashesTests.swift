import SeededRandom
import Testing

@testable import SessionRecord

@Suite("Hashes of private values")
struct PrivateHashesTests {
  private func entries(of name: String) -> [UInt64] {
    var hashes = PrivateHashes()
    hashes.add(name: name)
    return hashes.finish()
  }

  @Test("what a letter with an accent is known by in one character, it is known by in two")
  func accents() {
    for value in UInt32(0xC0)...0xFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let name = "CHAR\(scalar)VAZ \(scalar)lodie"
      // Two scalars are beyond the fast reading of Latin letters.
      let apart = String(decoding: name.unicodeScalars.flatMap(Self.decomposed), as: UTF32.self)
      // With dots apart a letter is taken for an umlaut, and known by its other spelling as well.
      #expect(Set(entries(of: name)).isSubset(of: entries(of: apart)), "\(scalar)")
    }
  }

  /// A Latin letter with an acute, grave, circumflex, tilde, diaeresis, ring or cedilla apart.
  private static func decomposed(_ scalar: Unicode.Scalar) -> [UInt32] {
    guard scalar.value >= 0xC0 else { return [scalar.value] }
    let marks: [UInt32] = [0x300, 0x301, 0x302, 0x303, 0x308, 0x30A, 0x327]
    for base in UInt32(0x41)...0x7A {
      for mark in marks {
        let pair = String(decoding: [base, mark], as: UTF32.self)
        if pair == String(scalar) { return [base, mark] }
      }
    }
    return [scalar.value]
  }

  @Test("hashes come ascending and once each, also where many share their highest bits")
  func ascending() {
    var draws = SeededGenerator(seed: 11)
    for crowd in [UInt64(1), 7, 1_000, .max] {
      let hashes = (0..<20_000).map { _ in
        (draws.next() % crowd) << (crowd == .max ? 0 : 20) | draws.next() & 0xFF
      }
      #expect(AscendingHashes.merged(hashes) == Set(hashes).sorted())
    }
  }

  @Test("names gathered before and after equal ones are merged are all there")
  func merged() {
    var hashes = PrivateHashes()
    for number in 0..<60_000 { hashes.add(name: "BRAVAZ Num\(number % 30_000)") }
    #expect(hashes.finish().count > 30_000)
  }
}
