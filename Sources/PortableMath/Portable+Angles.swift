extension Portable {
  // MARK: Sine and cosine

  /// The sine of an angle in radians; no number of what is not finite.
  ///
  /// Within 1 ulp up to a million radians, but near other zeroes than 0; beyond 6 million the turns
  /// are taken off with the nearest value of 2π.
  public static func sin(_ x: Double) -> Double {
    let (quarter, angle, rest) = reduced(x)
    switch quarter {
    case 0: return sine(angle, rest)
    case 1: return cosine(angle, rest)
    case 2: return -sine(angle, rest)
    default: return -cosine(angle, rest)
    }
  }

  /// The cosine of an angle in radians, as exact as `sin`.
  public static func cos(_ x: Double) -> Double {
    let (quarter, angle, rest) = reduced(x)
    switch quarter {
    case 0: return cosine(angle, rest)
    case 1: return -sine(angle, rest)
    case 2: return -cosine(angle, rest)
    default: return sine(angle, rest)
    }
  }

  /// Quarters of a turn, 0...3, and what is left of an angle in two parts.
  private static func reduced(_ x: Double) -> (quarter: Int, angle: Double, rest: Double) {
    guard x.magnitude > Double.pi / 4 else { return (0, x, 0) }
    guard x.isFinite else { return (0, .nan, 0) }
    guard x.magnitude < 6e6 else { return reduced(x.remainder(dividingBy: 2 * Double.pi)) }
    let n = (x * 6.36619772367581382433e-01).rounded()
    // π/2 in pieces of 33 bits, whose products with n are exact.
    let first = x - n * 1.57079632673412561417e+00
    let second = n * 6.07710050630396597660e-11
    let high = first - second
    let low = n * 2.02226624879595063154e-21 - ((first - high) - second)
    let angle = high - low
    return (Int(n) & 3, angle, (high - angle) - low)
  }

  /// The sine of x + y, |x| at most π/4 and y its tail.
  private static func sine(_ x: Double, _ y: Double) -> Double {
    let z = x * x
    var terms = 1.58969099521155010221e-10
    terms = terms * z - 2.50507602534068634195e-08
    terms = terms * z + 2.75573137070700676789e-06
    terms = terms * z - 1.98412698298579493134e-04
    terms = terms * z + 8.33333333332248946124e-03
    let cube = z * x
    return x - ((z * (0.5 * y - cube * terms) - y) + cube * 1.66666666666666324348e-01)
  }

  /// The cosine of x + y, |x| at most π/4 and y its tail.
  private static func cosine(_ x: Double, _ y: Double) -> Double {
    let z = x * x
    var terms = -1.13596475577881948265e-11
    terms = terms * z + 2.08757232129817482790e-09
    terms = terms * z - 2.75573143513906633035e-07
    terms = terms * z + 2.48015872894767294178e-05
    terms = terms * z - 1.38888888888741095749e-03
    terms = terms * z + 4.16666666666666019037e-02
    let half = 0.5 * z
    let most = 1 - half
    return most + (((1 - most) - half) + (z * (z * terms) - x * y))
  }

  // MARK: Arcs

  private static let halfPiHigh = 1.57079632679489655800e+00
  private static let halfPiLow = 6.12323399573676603587e-17

  /// The angle whose sine is x, in −π/2...π/2; no number beyond −1...1.
  public static func asin(_ x: Double) -> Double {
    let size = x.magnitude
    guard size < 1 else { return size == 1 ? x * halfPiHigh + x * halfPiLow : .nan }
    if size < 0.5 { return x + x * arcTerms(x * x) }
    let t = (1 - size) * 0.5
    let (terms, root) = (arcTerms(t), t.squareRoot())
    if size >= 0.975 {
      let angle = halfPiHigh - (2 * (root + root * terms) - halfPiLow)
      return x > 0 ? angle : -angle
    }
    // The root's higher half, whose square is exact, and what it lacks.
    let high = Double(bitPattern: root.bitPattern & 0xffff_ffff_0000_0000)
    let low = (t - high * high) / (root + high)
    let rest = 2 * root * terms - (halfPiLow - 2 * low)
    let quarter = 7.85398163397448278999e-01
    let angle = quarter - (rest - (quarter - 2 * high))
    return x > 0 ? angle : -angle
  }

  /// (asin √t − √t) / √t for t up to ¼.
  private static func arcTerms(_ t: Double) -> Double {
    var above = 3.47933107596021167570e-05
    above = above * t + 7.91534994289814532176e-04
    above = above * t - 4.00555345006794114027e-02
    above = above * t + 2.01212532134862925881e-01
    above = above * t - 3.25565818622400915405e-01
    above = above * t + 1.66666666666666657415e-01
    var below = 7.70381505559019352791e-02
    below = below * t - 6.88283971605453293030e-01
    below = below * t + 2.02094576023350569471e+00
    below = below * t - 2.40339491173441421878e+00
    below = below * t + 1
    return t * above / below
  }

  /// The angle whose tangent is x, in −π/2...π/2.
  public static func atan(_ x: Double) -> Double {
    let size = x.magnitude
    let angle: Double
    switch size {
    case ..<0.4375: angle = size - arcTangentTerms(size)
    case ..<0.6875:
      angle = arc(
        (2 * size - 1) / (2 + size), 4.63647609000806093515e-01, 2.26987774529616870924e-17)
    case ..<1.1875:
      angle = arc((size - 1) / (size + 1), 7.85398163397448278999e-01, halfPiLow / 2)
    case ..<2.4375:
      angle = arc(
        (size - 1.5) / (1 + 1.5 * size), 9.82793723247329054082e-01, 1.39033110312309984516e-17)
    default: angle = arc(-1 / size, halfPiHigh, halfPiLow)
    }
    return x < 0 ? -angle : angle
  }

  /// A known angle in two parts, and the arc from it to the one sought.
  private static func arc(_ tangent: Double, _ high: Double, _ low: Double) -> Double {
    high - ((arcTangentTerms(tangent) - low) - tangent)
  }

  /// x − atan x for |x| below 0.4375.
  private static func arcTangentTerms(_ x: Double) -> Double {
    let z = x * x
    var terms = 1.62858201153657823623e-02
    terms = terms * z - 3.65315727442169155270e-02
    terms = terms * z + 4.97687799461593236017e-02
    terms = terms * z - 5.83357013379057348645e-02
    terms = terms * z + 6.66107313738753120669e-02
    terms = terms * z - 7.69187620504482999495e-02
    terms = terms * z + 9.09088713343650656196e-02
    terms = terms * z - 1.11111104054623557880e-01
    terms = terms * z + 1.42857142725034663711e-01
    terms = terms * z - 1.99999999998764832476e-01
    terms = terms * z + 3.33333333333329318027e-01
    return x * (z * terms)
  }
}
