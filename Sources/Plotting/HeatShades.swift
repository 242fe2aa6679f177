import TerminalText

/// Four shades that stand for four equal steps between the least and the most of a grid.
struct HeatShades {
  static let count = 4
  let least: Double
  let most: Double

  /// Shades of values; nil where none is a finite number.
  ///
  /// Zero is the start where none is below it.
  init?(_ values: [Double]) {
    guard let range = PlotRange(values) else { return nil }
    least = min(0, range.least)
    most = max(range.most, least)
  }

  /// The step of a value, 1...4, or 0 for the start of the scale.
  func level(of value: Double) -> Int {
    let share = PlotRange(least: least, most: most).share(of: value)
    guard share > 0 || value > least else { return 0 }
    return min(Self.count, max(1, Int((share * Double(Self.count)).rounded(.up))))
  }

  /// The character of a step.
  static func character(_ level: Int, glyphs: Glyphs) -> String {
    let shades = glyphs == .unicode ? ["·", "░", "▒", "▓", "█"] : [".", ":", "+", "*", "#"]
    return shades[min(max(level, 0), count)]
  }

  /// What each shade stands for: `░ up to 5, ▒ up to 10`.
  func legend(glyphs: Glyphs) -> String {
    steps.enumerated().map { Self.character($0, glyphs: glyphs) + " " + $1 }
      .joined(separator: ", ")
  }

  /// What each step reaches up to, from level 0 on, such as `up to 5`.
  var steps: [String] {
    (0...Self.count).map { level in
      let share = Double(level) / Double(Self.count)
      return (level == 0 ? "" : "up to ") + NumberText.display(least * (1 - share) + most * share)
    }
  }
}
