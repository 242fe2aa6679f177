import TerminalText

/// The scale that bars share: how many columns a value takes, and on which side of zero.
///
/// Any value but 0 is visible, if only as the thinnest bar.
struct BarScale {
  /// Columns of a drawn bar, the axis included.
  let columns: Int
  private let negativeColumns: Int
  private let positiveColumns: Int
  /// What one column stands for; 0 where there is nothing but zeros.
  private let unit: Double
  private let glyphs: Glyphs

  /// Makes the scale on which the values fill so many columns.
  init(values: [Double], columns: Int, glyphs: Glyphs) {
    let least = min(0, values.min() ?? 0)
    let most = max(0, values.max() ?? 0)
    let columns = max(0, columns)
    self.columns = columns
    self.glyphs = glyphs
    // Halved, so that the range of the largest numbers is still one.
    let halfRange = most / 2 - least / 2
    guard least < 0, columns > 2 else {
      negativeColumns = 0
      positiveColumns = columns
      unit = columns > 0 ? most / Double(columns) : 0
      return
    }
    let room = columns - 1  // the axis takes one
    let share = (Double(room) * (-least / 2 / halfRange)).rounded()
    negativeColumns = min(max(1, Int(share)), most > 0 ? room - 1 : room)
    positiveColumns = room - negativeColumns
    unit = max(
      -least / Double(negativeColumns),
      positiveColumns > 0 ? most / Double(positiveColumns) : 0)
  }

  /// The bar of a value, always as wide as the scale; blank for 0 and for what is not finite.
  func bar(_ value: Double?) -> String {
    let value = value.flatMap { $0.isFinite ? $0 : nil } ?? 0
    let rising = value > 0 ? positive(value) : ""
    let right = padded(rising, to: positiveColumns)
    guard negativeColumns > 0 else { return right }
    let falling = value < 0 ? negative(-value) : ""
    return padded(falling, to: negativeColumns, alignment: .trailing) + glyphs.bar + right
  }

  private func positive(_ value: Double) -> String {
    guard positiveColumns > 0 else { return "" }
    guard glyphs == .unicode else {
      return String(repeating: "#", count: steps(value, perColumn: 1, atMost: positiveColumns))
    }
    let eighths = steps(value, perColumn: 8, atMost: positiveColumns)
    return String(repeating: "█", count: eighths / 8) + Self.partial[eighths % 8]
  }

  /// Blocks that grow from the right exist in halves only.
  private func negative(_ magnitude: Double) -> String {
    guard glyphs == .unicode else {
      return String(repeating: "#", count: steps(magnitude, perColumn: 1, atMost: negativeColumns))
    }
    let halves = steps(magnitude, perColumn: 2, atMost: negativeColumns)
    return (halves % 2 == 1 ? "▐" : "") + String(repeating: "█", count: halves / 2)
  }

  private func steps(_ magnitude: Double, perColumn: Int, atMost columns: Int) -> Int {
    guard unit > 0 else { return 1 }  // a value too small for its unit to be a number
    let exact = (magnitude / unit * Double(perColumn)).rounded()
    return Int(min(max(1, exact), Double(columns * perColumn)))
  }

  private static let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}
