/// Functions whose results have the same bits on every processor and with every C library.
///
/// They are made of sums, products, quotients and square roots, which IEEE 754 rounds in one way. A
/// C library's own differ between its versions and between processors, as it chooses variants by
/// their features. Methods and polynomials are those of fdlibm (K. C. Ng, Sun Microsystems, 1993,
/// freely granted); each is within 1 unit of the last place (ulp), .82 at most where measured.
public enum Portable {
  private static let ln2High = 6.93147180369123816490e-01
  private static let ln2Low = 1.90821492927058770002e-10

  // MARK: Powers

  /// eˣ: infinite above 709.78, 0 below −745.13.
  public static func exp(_ x: Double) -> Double {
    guard x.isFinite else { return x == -.infinity ? 0 : x }
    guard x <= 709.782712893383973096 else { return .infinity }
    guard x >= -745.13321910194110842 else { return 0 }
    // x = k · ln 2 + r, |r| at most half of ln 2, and r in two parts.
    let k = (x * 1.44269504088896338700).rounded()
    let (high, low) = (x - k * ln2High, k * ln2Low)
    let r = high - low
    let square = r * r
    var terms = 4.13813679705723846039e-08
    terms = terms * square - 1.65339022054652515390e-06
    terms = terms * square + 6.61375632143793436117e-05
    terms = terms * square - 2.77777777770155933842e-03
    terms = terms * square + 1.66666666666666019037e-01
    let rest = r - square * terms
    let value = 1 - ((low - r * rest / (2 - rest)) - high)
    return Double(sign: .plus, exponent: Int(k), significand: value)
  }

  /// The natural logarithm: −∞ of 0, no number of anything below.
  public static func log(_ x: Double) -> Double {
    guard x > 0, x.isFinite else { return x == 0 ? -.infinity : x > 0 ? x : .nan }
    let (k, f) = parts(x)
    let (half, sum) = logarithm(f)
    return k == 0 ? f - (half - sum) : k * ln2High - ((half - (sum + k * ln2Low)) - f)
  }

  /// The logarithm to base 2, exact for powers of 2; within 2 ulp.
  public static func log2(_ x: Double) -> Double {
    guard x > 0, x.isFinite else { return log(x) }
    let (k, f) = parts(x)
    let (half, sum) = logarithm(f)
    return k + (f - (half - sum)) * 1.44269504088896338700
  }

  /// x = 2ᵏ · (1 + f), 1 + f between √½ and √2.
  private static func parts(_ x: Double) -> (k: Double, f: Double) {
    let (k, significand) = (Double(x.exponent), x.significand)
    return significand > 1.41421356237309504880
      ? (k + 1, significand / 2 - 1) : (k, significand - 1)
  }

  /// f²/2, and what with it makes ln(1 + f) = f − (f²/2 − sum).
  private static func logarithm(_ f: Double) -> (half: Double, sum: Double) {
    let s = f / (2 + f)
    let z = s * s
    var terms = 1.479819860511658591e-01
    terms = terms * z + 1.531383769920937332e-01
    terms = terms * z + 1.818357216161805012e-01
    terms = terms * z + 2.222219843214978396e-01
    terms = terms * z + 2.857142874366239149e-01
    terms = terms * z + 3.999999999940941908e-01
    terms = terms * z + 6.666666666666735130e-01
    let half = 0.5 * f * f
    return (half, s * (half + z * terms))
  }

  /// xʸ for a base of 0 or more, no number below; within 2 + |y · ln x| ulp.
  public static func pow(_ x: Double, _ y: Double) -> Double {
    if y == 0 || x == 1 { return 1 }
    if x == 0, y.isFinite { return y > 0 ? 0 : .infinity }
    return exp(y * log(x))
  }

  /// The cube root of a number of 0 or more, no number below; within 2 ulp.
  public static func cubeRoot(_ x: Double) -> Double {
    guard x != 0, x.isFinite else { return x }
    let root = exp(log(x) / 3)
    // A step of Newton's.
    return root - (root - x / (root * root)) / 3
  }

  // MARK: Powers of ten

  /// 10ⁿ: the nearest value for n in −22...22, else within 16 ulp where the result is normal.
  public static func powerOfTen(_ n: Int) -> Double {
    guard n >= 0 else { return 1 / powerOfTen(n == .min ? .max : -n) }
    guard n <= 308 else { return .infinity }
    var (result, factor, rest) = (1.0, 10.0, n)
    while rest > 0 {
      if rest & 1 == 1 { result *= factor }
      factor *= factor
      rest >>= 1
    }
    return result
  }

  /// The place of a number's first digit: n where 10ⁿ ≤ |x| < 10ⁿ⁺¹.
  ///
  /// - Precondition: `x` is finite and not zero.
  public static func decimalExponent(_ x: Double) -> Int {
    let size = x.magnitude
    var n = Int((log2(size) * 0.301029995663981195214).rounded(.down))
    while n > -308, powerOfTen(n) > size { n -= 1 }
    while n < 308, powerOfTen(n + 1) <= size { n += 1 }
    return n
  }
}
