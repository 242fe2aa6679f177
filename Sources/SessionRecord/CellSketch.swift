import TerminalText

/// Seven sums over the cells of a file, by which one changed cell is found without the old file.
///
/// With h the hash of a cell's content and column, c its place, r its row's and k its column's, the
/// sums are Σ h and Σ w h, Σ w² h for w of c, r and k, modulo the prime 2⁶¹ − 1. Where one cell changed,
/// the difference of Σ c h divided by that of Σ h is its place; where one row changed, so is that of
/// Σ r h its row. Of several places the quotient is that of none of them: the product of the first and
/// the third difference is then not the square of the second. It is the location of one error by
/// syndromes of a Reed-Solomon code, with one more to know that it is one: I. Reed and G. Solomon,
/// "Polynomial Codes over Certain Finite Fields", 1960.
public struct CellSketch: Hashable, Sendable {
  /// Σ h, Σ c h, Σ r h, Σ k h, Σ c² h, Σ r² h, Σ k² h.
  private var sums = [UInt64](repeating: 0, count: count)

  private static let count = 7

  public init() {}

  /// Takes in a cell.
  ///
  /// - Parameters:
  ///   - text: The content, of whatever type, as bytes that no other content has.
  ///   - sheet: From 0 to 255.
  ///   - row: The sheet's row, from 0, below 2²⁴.
  ///   - column: From 0, below 2¹⁴.
  public mutating func add(_ text: String, sheet: Int, row: Int, column: Int) {
    guard let place = Place(sheet: sheet, row: row, column: column) else { return }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(column)
    // FNV-1a, then a finaliser, since its low bits are weak.
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
    hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    let value = Field.reduced(hash ^ (hash >> 33))
    sums[0] = Field.sum(sums[0], value)
    for (index, weight) in [place.ofCell, place.ofRow, place.ofColumn].enumerated() {
      let product = Field.product(weight, value)
      sums[1 + index] = Field.sum(sums[1 + index], product)
      sums[4 + index] = Field.sum(sums[4 + index], Field.product(weight, product))
    }
  }

  /// The sketch as a fact's value.
  public var hash: ContentHash {
    let digits = sums.map { NumberText.zeroPadded(String($0, radix: 16), to: 16) }
    return ContentHash(name: "sketch", paddedDigits: digits.joined())
  }

  /// Reads a fact's value; nil for one that is no sketch.
  public init?(_ hash: ContentHash) {
    let digits = Array(hash.digits)
    guard hash.algorithm == "sketch", digits.count == 16 * Self.count else { return nil }
    let read = (0..<Self.count).compactMap {
      UInt64(String(digits[($0 * 16)..<($0 * 16 + 16)]), radix: 16)
    }
    guard read.count == Self.count, read.allSatisfy({ $0 < Field.prime }) else { return nil }
    sums = read
  }

  /// What lies between two states of a file; rows and columns as ``add(_:sheet:row:column:)`` counts.
  public enum Change: Hashable, Sendable {
    case none
    case cell(sheet: Int, row: Int, column: Int)
    /// Several cells of one row.
    case row(sheet: Int, row: Int)
    /// Several cells of one column.
    case column(sheet: Int, column: Int)
    /// The same cells at other places.
    case order
    case several
  }

  /// What changed from another state to this one.
  public func change(from before: CellSketch) -> Change {
    let moved = zip(sums, before.sums).map { Field.difference($0, $1) }
    if moved.allSatisfy({ $0 == 0 }) { return .none }
    guard moved[0] != 0 else { return .order }
    if let cell = Self.place(moved, 0), let place = Place(ofCell: cell) {
      return .cell(sheet: place.sheet, row: place.row, column: place.column)
    }
    if let row = Self.place(moved, 1), row >> 32 == 0 {
      return .row(sheet: Int(row >> 24), row: Int(row & 0xFF_FFFF))
    }
    if let column = Self.place(moved, 2), column >> 22 == 0 {
      return .column(sheet: Int(column >> 14), column: Int(column & 0x3FFF))
    }
    return .several
  }

  /// The weight of all cells that changed, of cells, rows or columns; nil where they have several.
  private static func place(_ moved: [UInt64], _ index: Int) -> UInt64? {
    let (first, second, third) = (moved[0], moved[1 + index], moved[4 + index])
    guard Field.product(first, third) == Field.product(second, second) else { return nil }
    return Field.product(second, Field.inverse(first))
  }

  /// A cell's place as the weights of the sums.
  private struct Place {
    let sheet: Int
    let row: Int
    let column: Int

    init?(sheet: Int, row: Int, column: Int) {
      guard (0..<256).contains(sheet), (0..<1 << 24).contains(row), (0..<1 << 14).contains(column)
      else { return nil }
      self.sheet = sheet
      self.row = row
      self.column = column
    }

    init?(ofCell weight: UInt64) {
      guard weight >> 46 == 0 else { return nil }
      self.init(
        sheet: Int(weight >> 38), row: Int(weight >> 14 & 0xFF_FFFF),
        column: Int(weight & 0x3FFF))
    }

    var ofCell: UInt64 { ofRow << 14 | UInt64(column) }
    var ofRow: UInt64 { UInt64(sheet) << 24 | UInt64(row) }
    var ofColumn: UInt64 { UInt64(sheet) << 14 | UInt64(column) }
  }
}

/// Whole numbers modulo the prime 2⁶¹ − 1.
private enum Field {
  static let prime: UInt64 = 1 << 61 - 1

  static func reduced(_ value: UInt64) -> UInt64 { value % prime }

  static func sum(_ left: UInt64, _ right: UInt64) -> UInt64 { (left + right) % prime }

  static func difference(_ left: UInt64, _ right: UInt64) -> UInt64 {
    (left + prime - right) % prime
  }

  static func product(_ left: UInt64, _ right: UInt64) -> UInt64 {
    prime.dividingFullWidth(left.multipliedFullWidth(by: right)).remainder
  }

  /// By Fermat's little theorem; of 0 it is 0.
  static func inverse(_ value: UInt64) -> UInt64 {
    var (result, base, exponent): (UInt64, UInt64, UInt64) = (1, value, prime - 2)
    while exponent > 0 {
      if exponent & 1 == 1 { result = product(result, base) }
      base = product(base, base)
      exponent >>= 1
    }
    return result
  }
}
