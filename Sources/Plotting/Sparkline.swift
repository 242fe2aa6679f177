import TerminalText

/// A row of small bars that fits into a table's cell.
///
///     Sparkline.text(of: [1, 5, 2])  // "▁█▃"
public enum Sparkline {
  /// The bars of values, each of the height of its value between the least and the most.
  ///
  /// - Parameters:
  ///   - values: The values; one that is missing or not finite is a blank.
  ///   - width: The most columns; more values than that are drawn as means of neighbours.
  ///   - glyphs: The characters to draw with.
  /// - Returns: At most `width` characters of one column each.
  /// - Complexity: O(values).
  public static func text(of values: [Double?], width: Int = 20, glyphs: Glyphs = .unicode)
    -> String
  {
    let values = means(of: values.map { $0.flatMap { $0.isFinite ? $0 : nil } }, count: width)
    guard let range = PlotRange(values.compactMap { $0 }) else { return "" }
    let levels = glyphs == .unicode ? unicode : ascii
    return String(
      values.map { value in
        value.map { levels[range.place($0, of: levels.count)] } ?? " "
      })
  }

  private static let unicode = Array("▁▂▃▄▅▆▇█")
  private static let ascii = Array("_.-~=+*#")

  private static func means(of values: [Double?], count: Int) -> [Double?] {
    guard values.count > max(1, count) else { return count > 0 ? values : [] }
    guard count > 0 else { return [] }
    return (0..<count).map { bin in
      let range = (bin * values.count / count)..<((bin + 1) * values.count / count)
      let present = values[range].compactMap { $0 }
      guard !present.isEmpty else { return nil }
      return present.reduce(0) { $0 + $1 / Double(present.count) }
    }
  }
}
