/// What a shape is painted with: a colour that a document may set, with a default.
///
/// The defaults are the palette of M. Okabe and K. Ito, "Color universal design" (2002, revised
/// 2008), which people with any colour vision tell apart; shapes and dashes tell the same.
enum SVGPaint: Equatable {
  /// The colour of a series, `--plot-1` to `--plot-8`, repeating.
  case series(Int)
  /// The document's colour of text.
  case text
  /// What is broken: `--plot-alert`.
  case alert
  case none

  /// Blue, vermillion, bluish green, orange, reddish purple, sky blue, yellow, and the text's colour.
  private static let defaults = [
    "#0072B2", "#D55E00", "#009E73", "#E69F00", "#CC79A7", "#56B4E9", "#F0E442", "currentColor",
  ]

  /// An attribute of that paint: `fill` or `stroke`.
  ///
  /// The attribute is for readers that know no variables; where they are known, the style wins.
  func attribute(_ name: String) -> String {
    switch self {
    case .none: return " \(name)=\"none\""
    case .text: return " \(name)=\"currentColor\""
    case .alert: return variable(name, "--plot-alert", "#D55E00")
    case .series(let index):
      let place = index % Self.defaults.count
      return variable(name, "--plot-\(place + 1)", Self.defaults[place])
    }
  }

  private func variable(_ name: String, _ variable: String, _ color: String) -> String {
    " \(name)=\"\(color)\" style=\"\(name):var(\(variable),\(color))\""
  }
}
