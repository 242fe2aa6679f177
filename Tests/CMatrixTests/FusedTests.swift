import CMatrix
import SeededRandom
import Testing

/// A fused multiply-add without an instruction for it, against the standard library's.
@Suite("Fused multiply-add")
struct FusedTests {
  private func expectSame(_ a: Float, _ b: Float, _ c: Float) -> Bool {
    let (found, wanted) = (cmatrix_fused(a, b, c), c.addingProduct(a, b))
    return found.bitPattern == wanted.bitPattern || (found.isNaN && wanted.isNaN)
  }

  /// Any pattern of bits: every exponent, infinities and what is no number.
  @Test("it is rounded once for drawn patterns of bits")
  func patterns() {
    var draws = SeededGenerator(seed: 1, purpose: "patterns")
    func value() -> Float { Float(bitPattern: UInt32(truncatingIfNeeded: draws.next())) }
    var wrong = 0
    for _ in 0..<300_000 where !expectSame(value(), value(), value()) { wrong += 1 }
    #expect(wrong == 0)
  }

  /// Few bits at both ends, and sums that nearly cancel: where rounding twice goes wrong.
  @Test(
    "it is rounded once at the middles between two values, above and below the least normal one")
  func middles() {
    var draws = SeededGenerator(seed: 2, purpose: "middles")
    var (wrong, twice) = (0, 0)
    for round in 0..<300_000 {
      func value() -> Float {
        let bits = draws.next()
        let parts: Float = (bits & 1 == 0 ? 0 : 0x1p-23) + (bits & 2 == 0 ? 0 : 0x1p-12)
        let exponent = Int(bits >> 8) % 128 - (round % 2 == 0 ? 64 : 90)
        return Float(
          sign: bits & 4 == 0 ? .plus : .minus, exponent: exponent, significand: 1 + parts)
      }
      let (a, b) = (value(), value())
      let c = round % 3 == 0 ? -(a * b) * (1 + Float(draws.integer(in: -2...2)) * 0x1p-23) : value()
      if !expectSame(a, b, c) { wrong += 1 }
      let naive = Float(Double(a) * Double(b) + Double(c))
      if naive != c.addingProduct(a, b) { twice += 1 }
    }
    #expect(wrong == 0)
    #expect(twice > 100, "cases in which rounding twice is wrong are among them")
  }

  @Test("known values, by hand")
  func known() {
    // 1 + 2⁻²⁴ lies in the middle, and what is added decides.
    #expect(cmatrix_fused(1, 0x1p-24, 1) == 1)
    #expect(cmatrix_fused(1 + 0x1p-23, 0x1p-24, 1) == 1 + 0x1p-23)
    #expect(cmatrix_fused(-0x1p-100, 0x1p-100, 0x1p-24) == 0x1p-24)
    #expect(
      cmatrix_fused(.greatestFiniteMagnitude, 2, -.greatestFiniteMagnitude)
        == .greatestFiniteMagnitude)
    #expect(cmatrix_fused(.infinity, 0, 1).isNaN)
    #expect(cmatrix_fused(.infinity, 1, 1) == .infinity)
    #expect(cmatrix_fused(0x1p-75, 0x1p-75, 0).bitPattern == 0)
    #expect(cmatrix_fused(-0x1p-75, 0x1.8p-75, 0) == -Float.leastNonzeroMagnitude)
  }
}
