import PortableMath
import Testing

/// Against values that mpmath 1.3 computed to 160 bits, rounded to the nearest double.
@Suite("Functions with the same bits everywhere")
struct PortableTests {
  typealias Value = (name: String, x: Double, wanted: Double)

  static let functions: [String: @Sendable (Double) -> Double] = [
    "exp": Portable.exp, "log": Portable.log, "sin": Portable.sin, "cos": Portable.cos,
    "asin": Portable.asin, "atan": Portable.atan,
  ]

  /// Both signs, all branches, near zeroes, and the ends of the ranges.
  static let values: [Value] = [
    ("exp", -0x1.5e2p+9, 0x1.af5fe9a485c8ep-1011), ("exp", -0x1.42p+4, 0x1.f3fe0cb68b20cp-30),
    ("exp", -1, 0x1.78b56362cef38p-2), ("exp", -0x1.3333333333333p-2, 0x1.7b4c869c37c05p-1),
    ("exp", 0x1.12e0be826d695p-30, 0x1.000000044b830p+0),
    ("exp", 0x1.999999999999ap-4, 0x1.1aec7b35a00d4p+0), ("exp", 0.5, 0x1.a61298e1e069cp+0),
    ("exp", 1, 0x1.5bf0a8b145769p+1), ("exp", 3.75, 0x1.542b2d0a266e7p+5),
    ("exp", 42.5, 0x1.3e5d83907a3dcp+61), ("exp", 709.5, 0x1.81e9b4b52d0c9p+1023),
    ("log", 0x1p-1074, -0x1.74385446d71c3p+9),
    ("log", 0x1.56e1fc2f8f359p-997, -0x1.5963447f87fb5p+9),
    ("log", 0x1.0624dd2f1a9fcp-10, -0x1.ba18a998fffa0p+2), ("log", 0.5, -0x1.62e42fefa39efp-1),
    ("log", 0x1.6a0902de00d1bp-1, -0x1.62e6b3842a25ep-2),
    ("log", 0x1.fffffca501acbp-1, -0x1.ad7f2b1049b9fp-24),
    ("log", 0x1.000001ad7f29bp+0, 0x1.ad7f2847b6492p-24), ("log", 1.5, 0x1.9f323ecbf984cp-2),
    ("log", 2, 0x1.62e42fefa39efp-1), ("log", 10, 0x1.26bb1bbb55516p+1),
    ("log", 0x1.81cd6c8b43958p+13, 0x1.2d79559791e31p+3),
    ("log", 0x1.e42d130773b76p+1023, 0x1.62dd08fdc6f88p+9),
    ("sin", -0x1.8cccccccccccdp+2, 0x1.54558dbbecd1dp-4), ("sin", -3, -0x1.210386db6d55bp-3),
    ("sin", -0x1.999999999999ap-1, -0x1.6f494c2bffecdp-1),
    ("sin", -0x1.4f8b588e368f1p-17, -0x1.4f8b588e1e8a2p-17),
    ("sin", 0x1.89374bc6a7efap-9, 0x1.8937251f0e492p-9),
    ("sin", 0x1.3333333333333p-1, 0x1.2118d17a54159p-1),
    ("sin", 0x1.947ae147ae148p-1, 0x1.6bb36c9347c8ep-1),
    ("sin", 0x1.999999999999ap+0, 0x1.ffc81c7e042c5p-1),
    ("sin", 0x1.921fb4d12d84ap+1, 0x1.cc553391a625fp-25), ("sin", 5, -0x1.eaf81f5e09933p-1),
    ("sin", 100.5, -0x1.fb3f833470ff1p-6), ("sin", 99_999.5, 0x1.055f282f41bdap-1),
    ("cos", -0x1.8cccccccccccdp+2, 0x1.fe3ac4079a9cep-1),
    ("cos", -0x1.921fb4d12d84ap+0, 0x1.cc553391a6262p-26),
    ("cos", -0x1.9b15b573eab36p-1, 0x1.63a5af51236f4p-1), ("cos", 0, 1),
    ("cos", 0x1.89374bc6a7efap-9, 0x1.ffff690152c59p-1),
    ("cos", 0x1.6666666666666p-1, 0x1.87996529f9d93p-1),
    ("cos", 0x1.a3fe5c91d14e4p-1, 0x1.5d2f581fbcb71p-1),
    ("cos", 0x1.999999999999ap+0, -0x1.de67ac55f1633p-6),
    ("cos", 0x1.91eb851eb851fp+1, -0x1.ffffd5719f5d7p-1), ("cos", 5, 0x1.22785706b4ad9p-2),
    ("cos", 100.5, 0x1.ffc12adaecec2p-1), ("cos", 99_999.5, -0x1.b8428c9f69a31p-1),
    ("asin", -1, -0x1.921fb54442d18p+0),
    ("asin", -0x1.f5c28f5c28f5cp-1, -0x1.5ed690583be07p+0),
    ("asin", -0x1.3333333333333p-1, -0x1.4978fa3269ee1p-1),
    ("asin", -0x1.999999999999ap-2, -0x1.a564ac0e73a34p-2),
    ("asin", 0x1.ad7f29abcaf48p-24, 0x1.ad7f29abcaf55p-24),
    ("asin", 0x1.3a92a30553261p-10, 0x1.3a92a7f7f6883p-10), ("asin", 0.25, 0x1.02be9ce0b87cdp-2),
    ("asin", 0.5, 0x1.0c152382d7366p-1), ("asin", 0x1.6666666666666p-1, 0x1.8d00e692afd95p-1),
    ("asin", 0x1.f2b020c49ba5ep-1, 0x1.579ea14c91a41p+0),
    ("asin", 0x1.ffffde7210be9p-1, 0x1.91c306b2c13adp+0), ("asin", 1, 0x1.921fb54442d18p+0),
    ("atan", -1e9, -0x1.921fb53ff74e9p+0), ("atan", -3, -0x1.3fc176b7a8560p+0),
    ("atan", -1.5, -0x1.f730bd281f69bp-1),
    ("atan", -0x1.ccccccccccccdp-1, -0x1.77338a80603bep-1), ("atan", -0.5, -0x1.dac670561bb4fp-2),
    ("atan", -0x1.999999999999ap-3, -0x1.94441f8f7260cp-3),
    ("atan", 0x1.0c6f7a0b5ed8dp-20, 0x1.0c6f7a0b5e767p-20), ("atan", 0.4375, 0x1.a64eec3cc23fdp-2),
    ("atan", 0x1.6666666666666p-1, 0x1.38b112d7bd4adp-1), ("atan", 1, 0x1.921fb54442d18p-1),
    ("atan", 0x1.3333333333333p+1, 0x1.2d0ead6066395p+0), ("atan", 1e6, 0x1.921fa47d4b30dp+0),
  ]

  @Test("each is within one unit of the last place")
  func withinOne() throws {
    for (name, x, wanted) in Self.values {
      let function = try #require(Self.functions[name])
      let found = function(x)
      #expect(abs(found - wanted) <= wanted.ulp, "\(name) \(x): \(found), not \(wanted)")
    }
  }

  @Test("the complementary error function is within 2e-14 of the value, down to the least")
  func complement() {
    let values: [(Double, Double)] = [
      (0, 1), (0x1.0624dd2f1a9fcp-10, 0x1.ff6c19e3fd964p-1), (0.25, 0x1.728558ee694fcp-1),
      (0x1.6666666666666p-1, 0x1.49ee7bdd1d374p-2), (1, 0x1.4226162fbddd5p-3),
      (0x1.7ff972474538fp+0, 0x1.15c39ae72c307p-5), (1.5, 0x1.15aaa8ec85205p-5),
      (2, 0x1.328f5ec350e67p-8), (0x1.a666666666666p+1, 0x1.9a661bcdec4afp-19),
      (6, 0x1.8cf81557d20b6p-56), (12.5, 0x1.1345b1de4a541p-230), (26, 0x1.284bfe1cdea24p-981),
    ]
    for (x, wanted) in values {
      let found = Portable.erfc(x)
      #expect(abs(found - wanted) <= 2e-14 * wanted, "erfc \(x): \(found), not \(wanted)")
    }
  }

  @Test("powers are within as many units as their exponent is long, and exact where they can be")
  func powers() {
    let values: [(Double, Double, Double)] = [
      (0.5, 0.6, 0x1.51cb453b9536cp-1), (0x1.0624dd2f1a9fcp-10, 0.4, 0x1.0270ac3f8a9f9p-4),
      (37.5, 0.6, 0x1.198efdf09b061p+3), (1e6, 0.5, 1_000), (2, -3, 0.125),
      (1.0000001, 1_000, 0x1.00068dce2f15dp+0),
    ]
    for (x, y, wanted) in values {
      let allowed = (2 + abs(y * Portable.log(x))) * wanted.ulp
      #expect(abs(Portable.pow(x, y) - wanted) <= allowed, "\(x) to the power of \(y)")
    }
    #expect(
      Portable.pow(0, 0.6) == 0 && Portable.pow(0, 0) == 1 && Portable.pow(0, -1) == .infinity)
    #expect(Portable.pow(1, 1e300) == 1 && Portable.pow(-1, 2).isNaN)
  }

  @Test("powers of two, cubes and powers of ten are exact")
  func exact() {
    #expect(
      (-1_074...1_023).allSatisfy {
        Portable.log2(Double(sign: .plus, exponent: $0, significand: 1)) == Double($0)
      })
    #expect(
      (1...100).allSatisfy {
        abs(Portable.cubeRoot(Double($0 * $0 * $0)) - Double($0)) <= 2 * Double($0).ulp
      })
    #expect(Portable.cubeRoot(0) == 0)
    let tens = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e10, 1e15, 1e22]
    #expect([0, 1, 2, 3, 4, 5, 10, 15, 22].map(Portable.powerOfTen) == tens)
    #expect([0, -1, -2, -3, -4, -5, -10, -15, -22].map(Portable.powerOfTen) == tens.map { 1 / $0 })
    for exponent in -22...22 {
      let power = Portable.powerOfTen(exponent)
      #expect(Portable.decimalExponent(power) == exponent)
      #expect(Portable.decimalExponent(-power.nextDown) == exponent - 1)
    }
    #expect(Portable.decimalExponent(.greatestFiniteMagnitude) == 308)
    #expect(Portable.decimalExponent(.leastNonzeroMagnitude) <= -308)
  }

  @Test("what has no value is no number, and the ends of the ranges are infinite or zero")
  func ends() {
    #expect(Portable.exp(710) == .infinity && Portable.exp(-746) == 0 && Portable.exp(0) == 1)
    #expect(Portable.exp(-.infinity) == 0 && Portable.exp(.nan).isNaN)
    #expect(Portable.exp(-740.5) == 51 * Double.leastNonzeroMagnitude)
    #expect(
      Portable.log(0) == -.infinity && Portable.log(-1).isNaN
        && Portable.log(.infinity) == .infinity)
    #expect(Portable.sin(.infinity).isNaN && Portable.cos(.nan).isNaN && Portable.asin(1.5).isNaN)
    #expect(abs(Portable.sin(1e300)) <= 1)
    #expect(Portable.sin(-0.0).sign == .minus)
    #expect(Portable.erfc(30) == 0 && Portable.erfc(-1).isNaN)
  }
}
