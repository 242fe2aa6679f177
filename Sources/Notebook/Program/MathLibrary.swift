import Glibc
import SeededRandom
import TerminalText

/// Names what decides the last bits of analysts' `sin`, `exp`, `pow` and the like: the C library.
///
/// Nothing else of the program calls it for figures (`PortableMath`, `CMatrix`).
enum MathLibrary {
  /// `glibc-2.36 5f0c81d2` and the like: the library, and a hash of what its functions give.
  ///
  /// A library chooses among variants by the processor's features, and settings of the system change
  /// the choice; the results tell, wherever they come from.
  static let name = "\(library) \(hash(results()))"

  /// The functions of SQLite that a library computes.
  private static let functions: [@Sendable (Double) -> Double] = [
    { sin($0) }, { cos($0) }, { tan($0) }, { asin($0 / 16) }, { acos($0 / 16) }, { atan($0) },
    { sinh($0) }, { cosh($0) }, { tanh($0) }, { exp($0) }, { log($0) }, { log10($0) },
    { pow($0, 1.7) }, { atan2($0, 3) },
  ]

  /// Each function's results at 128 places between 0 and 16.
  private static func results() -> [UInt64] {
    var draws = SeededGenerator(seed: 1, purpose: "math library")
    return (0..<128).flatMap { _ in
      let x = draws.unit() * 16
      return functions.map { $0(x).bitPattern }
    }
  }

  /// Eight digits of FNV-1a over words of 64 bits.
  private static func hash(_ words: [UInt64]) -> String {
    let hash = words.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ $1) &* 0x0000_0100_0000_01b3 }
    return NumberText.zeroPadded(String(hash >> 32, radix: 16), to: 8)
  }

  /// The C library's name and version: `glibc 2.36` as the system says it, with a hyphen.
  private static var library: String {
    var text = [CChar](repeating: 0, count: 64)
    let length = confstr(Int32(_CS_GNU_LIBC_VERSION), &text, text.count)
    guard length > 1 else { return "libc" }
    let bytes = text.prefix(length - 1).map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self).split(separator: " ").joined(separator: "-")
  }
}
