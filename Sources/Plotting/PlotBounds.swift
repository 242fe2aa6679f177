import TerminalText

/// Cuts a plot to what a file and a screen can hold.
struct PlotBounds {
  /// Rows of a table, points, spans and ways: what a picture can tell apart.
  static let marks = 2_000
  static let series = 60
  /// Numbers of a table or a grid in all.
  static let cells = 20_000
  /// Unicode scalars of one text.
  static let text = 200
  static let notes = 40

  /// What was cut, as remarks for the plot.
  private(set) var cuts: [String] = []

  /// The first of some elements, with a remark where they are not all.
  mutating func first<Element>(
    _ most: Int, of elements: [Element], _ noun: String
  ) -> [Element] {
    guard elements.count > most else { return elements }
    cuts.append(
      "only the first \(NumberText.grouped(most)) of "
        + "\(NumberText.counted(elements.count, noun)) drawn")
    return Array(elements.prefix(most))
  }

  /// A text within bounds.
  static func cut(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > Self.text else { return text }
    var cut = String.UnicodeScalarView(scalars.prefix(Self.text - 1))
    cut.append("…")
    return String(cut)
  }
}
