/// How many dots a character holds, and which it is.
struct DotCells: Sendable {
  let across: Int
  let down: Int
  /// The character of a shaded cell without dots.
  let band: Character
  /// The character of some dots, as a mask: bit `column * down + row`.
  let character: @Sendable (UInt8) -> Character

  /// Braille, eight dots a character.
  ///
  /// Source: The Unicode Standard 15, section 21.1: dots 1 to 3 and 7 stand in the left column from
  /// the top, 4 to 6 and 8 in the right.
  static let braille = DotCells(across: 2, down: 4, band: "░") { mask in
    let bits: [UInt32] = [0x01, 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80]
    let pattern = bits.indices.reduce(UInt32(0)) {
      mask & (1 << UInt8($1)) == 0 ? $0 : $0 | bits[$1]
    }
    return Unicode.Scalar(0x2800 + pattern).map(Character.init) ?? "*"
  }

  /// One dot a character, of ASCII.
  static let plain = DotCells(across: 1, down: 1, band: ":") { _ in "*" }

  /// How much higher than wide a dot's cell is: a character is about twice as high as wide.
  var aspect: Double { 2 * Double(across) / Double(down) }
}

/// A picture of the dots of groups on cells of characters.
struct DotRaster {
  let dots: DotCells
  let columns: Int
  let rows: Int
  private var masks: [UInt8]
  /// A cell's group; -1 where groups meet.
  private var groups: [Int]
  /// Whether groups meet in a cell.
  private(set) var hasSeveral = false

  init(columns: Int, rows: Int, dots: DotCells) {
    self.dots = dots
    self.columns = columns
    self.rows = rows
    masks = Array(repeating: 0, count: columns * rows)
    groups = Array(repeating: 0, count: columns * rows)
  }

  /// Dots from the left to the right edge.
  var width: Int { columns * dots.across }
  /// Dots from the upper to the lower edge.
  var height: Int { rows * dots.down }

  /// Sets a dot; one outside the picture is left out.
  mutating func mark(_ x: Int, _ y: Int, group: Int = 0) {
    guard (0..<width).contains(x), (0..<height).contains(y) else { return }
    let cell = y / dots.down * columns + x / dots.across
    if masks[cell] == 0 {
      groups[cell] = group
    } else if groups[cell] != group {
      groups[cell] = -1
      hasSeveral = true
    }
    masks[cell] |= 1 << UInt8((x % dots.across) * dots.down + y % dots.down)
  }

  /// Sets the dots of a straight line.
  ///
  /// Source: J. E. Bresenham, "Algorithm for computer control of a digital plotter", IBM Systems
  /// Journal 4 (1965), p. 25-30.
  mutating func line(from: (x: Int, y: Int), to: (x: Int, y: Int)) {
    let across = abs(to.x - from.x)
    let down = -abs(to.y - from.y)
    let stepX = from.x < to.x ? 1 : -1
    let stepY = from.y < to.y ? 1 : -1
    var (x, y) = from
    var error = across + down
    while true {
      mark(x, y)
      if x == to.x, y == to.y { return }
      let twice = 2 * error
      if twice >= down {
        error += down
        x += stepX
      }
      if twice <= across {
        error += across
        y += stepY
      }
    }
  }

  /// The character of a cell, or nil where it has no dot.
  func character(row: Int, column: Int) -> Character? {
    let mask = masks[row * columns + column]
    return mask == 0 ? nil : dots.character(mask)
  }

  /// The group of a cell that has a dot; nil where several meet.
  func group(row: Int, column: Int) -> Int? {
    let group = groups[row * columns + column]
    return group < 0 ? nil : group
  }
}
