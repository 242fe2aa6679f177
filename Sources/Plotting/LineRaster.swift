/// A curve as characters: the line in dots, the band as shade where no dot of the line is.
struct LineRaster {
  /// How many dots a character holds, and which it is.
  struct Dots {
    let across: Int
    let down: Int
    let band: Character
    /// The character of some dots, as a mask: bit `column * down + row`.
    let character: @Sendable (UInt8) -> Character
  }

  /// Braille, eight dots a character.
  ///
  /// Source: The Unicode Standard 15, section 21.1: dots 1 to 3 and 7 stand in the left column from
  /// the top, 4 to 6 and 8 in the right.
  static let brailleDots = Dots(across: 2, down: 4, band: "░") { mask in
    let bits: [UInt32] = [0x01, 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80]
    let pattern = bits.indices.reduce(UInt32(0)) {
      mask & (1 << UInt8($1)) == 0 ? $0 : $0 | bits[$1]
    }
    return Unicode.Scalar(0x2800 + pattern).map(Character.init) ?? "*"
  }

  /// One dot a character, of ASCII.
  static let plainDots = Dots(across: 1, down: 1, band: ":") { _ in "*" }

  struct Cell {
    let character: Character
    let isBand: Bool
  }

  private let dots: Dots
  private let columns: Int
  private let rows: Int
  private var line: [UInt8]
  private var band: [Bool]

  /// Draws a curve whose values lie in `least...most` on so many rows of characters.
  init(curve: BinnedCurve, least: Double, most: Double, rows: Int, dots: Dots) {
    self.dots = dots
    self.rows = rows
    columns = curve.bins.count / dots.across
    line = Array(repeating: 0, count: rows * columns)
    band = Array(repeating: false, count: rows * columns)
    let last = rows * dots.down - 1
    func height(_ value: Double) -> Int {
      // Halved, so that the range of the largest numbers is still one.
      let range = most / 2 - least / 2
      let share = range > 0 ? (value / 2 - least / 2) / range : 0
      return last - min(last, max(0, Int((share * Double(last)).rounded())))
    }
    var before: Int?
    for (column, bin) in curve.bins.enumerated() {
      guard let bin else { continue }
      let top = height(bin.most)
      let bottom = height(bin.least)
      if top < bottom { for row in top...bottom { shade(row, column) } }
      let here = height(bin.mean)
      // From the height of the column before to this one, so that a steep line has no holes.
      let from = before.map { $0 < here ? $0 + 1 : $0 > here ? $0 - 1 : here } ?? here
      for row in min(from, here)...max(from, here) { mark(row, column) }
      before = here
    }
  }

  private mutating func mark(_ row: Int, _ column: Int) {
    let bit = (column % dots.across) * dots.down + row % dots.down
    line[row / dots.down * columns + column / dots.across] |= 1 << UInt8(bit)
  }

  private mutating func shade(_ row: Int, _ column: Int) {
    band[row / dots.down * columns + column / dots.across] = true
  }

  /// The characters of a row, from the left.
  func cells(row: Int) -> [Cell] {
    (row * columns..<(row + 1) * columns).map { place in
      if line[place] != 0 { return Cell(character: dots.character(line[place]), isBand: false) }
      return Cell(character: band[place] ? dots.band : " ", isBand: true)
    }
  }
}
