/// What a piece of text is for; a palette decides how that looks.
public enum TextStyle: Sendable, Equatable, CaseIterable {
  case plain
  case heading
  case muted
  case good
  case warning
  case bad
  case accent
  /// The series of a plot: what stands against what, in this order.
  case firstSeries
  case secondSeries
  case thirdSeries

  /// The style of a plot's series by its place, from 0, repeating.
  public static func series(_ index: Int) -> TextStyle {
    switch ((index % 3) + 3) % 3 {
    case 0: .firstSeries
    case 1: .secondSeries
    default: .thirdSeries
    }
  }
}

/// Whether styles become colours: on a colour terminal, or not at all.
public enum Palette: Sendable, Equatable {
  /// No escape sequences whatever: pipes, files, `NO_COLOR`, `TERM=dumb`.
  case plain
  /// ANSI sequences of the 16 basic colours, which follow the user's theme.
  case ansi

  /// A text, escaped, in a style; without the style where there are no colours.
  public func styled(_ text: String, as style: TextStyle) -> ScreenLine {
    let line = ScreenLine(text)
    guard self == .ansi, !line.isEmpty, let code = code(of: style) else { return line }
    return ScreenLine(escaped: "\u{1B}[" + code + "m" + line.text + "\u{1B}[0m")
  }

  private func code(of style: TextStyle) -> String? {
    switch style {
    case .plain: nil
    case .heading: "1"
    case .muted: "2"
    case .good: "32"
    case .warning: "33"
    case .bad: "31"
    case .accent: "36"
    case .firstSeries: "34"
    case .secondSeries: "32"
    case .thirdSeries: "35"
    }
  }
}
