extension Portable {
  /// The complementary error function of a number of 0 or more, no number below: 2/√π · ∫ₓ^∞ e^(−t²)dt.
  ///
  /// Within 2 · 10⁻¹⁴ of the value. Series 7.1.6 and continued fraction 7.1.14 of M. Abramowitz and
  /// I. A. Stegun, "Handbook of Mathematical Functions", 1964.
  public static func erfc(_ x: Double) -> Double {
    guard x >= 0 else { return .nan }
    guard x < 27.3 else { return 0 }
    guard x >= 1.5 else { return 1 - series(x) }
    var fraction = x
    for term in stride(from: 160, to: 0, by: -1) { fraction = x + Double(term) / 2 / fraction }
    // e^(−x²) by a part of x whose square is exact and what it lacks.
    let high = Double(bitPattern: x.bitPattern & 0xffff_ffff_0000_0000)
    return exp(-high * high) * exp((high - x) * (high + x)) / fraction * 5.6418958354775628695e-01
  }

  /// The error function below 1.5: all terms are positive.
  private static func series(_ x: Double) -> Double {
    let square = x * x
    var (term, sum, odd) = (x, x, 1.0)
    while true {
      odd += 2
      term *= 2 * square / odd
      guard sum + term != sum else { break }
      sum += term
    }
    return 1.12837916709551257390 * exp(-square) * sum
  }
}
