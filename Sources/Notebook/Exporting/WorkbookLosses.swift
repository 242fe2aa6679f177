import Store
import TerminalText

/// What a workbook cannot hold as the notebook does, counted: its numbers are doubles of 16 digits.
struct WorkbookLosses {
  private var wholeNumbers = 0
  private var longNumbers = 0
  private var infinities = 0
  private var blobs = 0

  /// Whole numbers beyond this lose digits as a double.
  private static let exactLimit: UInt64 = 1 << 53

  /// Whether a whole number is the same as a double.
  static func isExact(_ integer: Int64) -> Bool { integer.magnitude <= exactLimit }

  mutating func add(_ value: SQLValue) {
    switch value {
    case .integer(let integer): if !Self.isExact(integer) { wholeNumbers += 1 }
    case .real(let real):
      if !real.isFinite {
        infinities += 1
      } else if Self.needsSeventeenDigits(real) {
        longNumbers += 1
      }
    case .blob: blobs += 1
    case .null, .text: break
    }
  }

  /// Whether the shortest text of a number that reads back the same has more than 16 digits.
  private static func needsSeventeenDigits(_ real: Double) -> Bool {
    let text = real.description.utf8
    guard text.count > 16 else { return false }
    var digits = 0
    for byte in text {
      if byte == UInt8(ascii: "e") { break }
      let isDigit = (0x30...0x39).contains(byte)
      if isDigit, digits > 0 || byte != 0x30 { digits += 1 }
    }
    return digits > 16
  }

  /// A sentence for each kind of loss that there was.
  var sentences: [Sentence] {
    let kinds: [(count: Int, what: String, many: String, becomes: String)] = [
      (wholeNumbers, "whole number", "whole numbers", "beyond 2^53 written as text"),
      (longNumbers, "number", "numbers", "with 17 digits rounded to 16"),
      (infinities, "infinite number", "infinite numbers", "written as text"),
      (blobs, "blob", "blobs", "written as hexadecimal digits"),
    ]
    return kinds.filter { $0.count > 0 }.map { kind in
      "\(counted(kind.count, kind.what, kind.many)) \(words: kind.becomes)"
    }
  }
}
