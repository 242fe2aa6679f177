import CEditLine
import Glibc
import TerminalText

/// What the program runs in: which streams are terminals, and which characters and colours they have.
///
/// Asked for once at the start, on the main thread; only the width is asked for anew, as windows
/// change theirs.
public struct TerminalEnvironment: Sendable, Equatable {
  public let isInputTerminal: Bool
  public let isOutputTerminal: Bool
  public let isErrorTerminal: Bool
  /// Whether the user's locale is UTF-8, so that pictures may hold more than ASCII.
  public let usesUnicode: Bool
  /// Whether lines may be edited as UTF-8: also under another locale where the system has C.UTF-8.
  public let editsUnicode: Bool
  /// The colours of standard output.
  public let outputPalette: Palette
  /// The colours of standard error.
  public let errorPalette: Palette
  /// Whether the terminal can move its cursor, which progress lines need.
  public let movesCursor: Bool

  /// Whether to prompt and to edit lines: a person at both ends.
  public var isInteractive: Bool { isInputTerminal && isOutputTerminal }

  public var glyphs: Glyphs { usesUnicode ? .unicode : .ascii }

  /// What to tell the user once at the start of an interactive session, if anything.
  public var localeNote: String? {
    guard !usesUnicode else { return nil }
    return editsUnicode
      ? "the locale is not UTF-8: plots are drawn in ASCII (LANG=C.UTF-8 gives more)"
      : "the locale is not UTF-8: only ASCII can be typed, and plots are drawn in ASCII"
  }

  /// Looks at the process's streams and variables, and sets the locale of characters.
  ///
  /// Numbers keep the C locale, so that no C library writes a decimal comma.
  ///
  /// - Parameter colour: What the user asked for.
  /// - Returns: The environment as it is now.
  public static func prepare(colour: ColourChoice = .automatic) -> TerminalEnvironment {
    let usesUnicode = setlocale(LC_CTYPE, "") != nil && hasUnicodeCodeset
    let editsUnicode =
      usesUnicode || (setlocale(LC_CTYPE, "C.UTF-8") != nil && hasUnicodeCodeset)
    setlocale(LC_NUMERIC, "C")
    let terminal = environmentVariable("TERM") ?? ""
    let movesCursor = !terminal.isEmpty && terminal != "dumb"
    func palette(_ isTerminal: Bool) -> Palette {
      switch colour {
      case .always: return .ansi
      case .never: return .plain
      case .automatic:
        let isRefused = !(environmentVariable("NO_COLOR") ?? "").isEmpty
        return isTerminal && movesCursor && !isRefused ? .ansi : .plain
      }
    }
    let isOutputTerminal = isatty(STDOUT_FILENO) == 1
    let isErrorTerminal = isatty(STDERR_FILENO) == 1
    return TerminalEnvironment(
      isInputTerminal: isatty(STDIN_FILENO) == 1, isOutputTerminal: isOutputTerminal,
      isErrorTerminal: isErrorTerminal, usesUnicode: usesUnicode, editsUnicode: editsUnicode,
      outputPalette: palette(isOutputTerminal), errorPalette: palette(isErrorTerminal),
      movesCursor: movesCursor)
  }

  /// The width to draw to: `COLUMNS` where it is set, else the terminal's, else 80.
  ///
  /// - Returns: Columns in 1...1000.
  public static func width() -> Int {
    if let text = environmentVariable("COLUMNS"), let columns = Int(text), columns > 0 {
      return min(columns, widest)
    }
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      let columns = Int(cel_columns(descriptor))
      if columns > 0 { return min(columns, widest) }
    }
    return 80
  }

  /// The rows of the terminal, or 24 where there is none.
  ///
  /// - Returns: Rows in 1...1000.
  public static func height() -> Int {
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      let rows = Int(cel_rows(descriptor))
      if rows > 0 { return min(rows, widest) }
    }
    return 24
  }

  /// A canvas for standard output at its present width.
  public func outputCanvas() -> TextCanvas {
    TextCanvas(width: Self.width(), glyphs: glyphs, palette: outputPalette)
  }

  /// A canvas for standard error at its present width.
  public func errorCanvas() -> TextCanvas {
    TextCanvas(width: Self.width(), glyphs: glyphs, palette: errorPalette)
  }

  /// No screen is wider; a mistyped COLUMNS must not ask for gigabytes of rule.
  private static let widest = 1000

  private static var hasUnicodeCodeset: Bool {
    guard let codeset = nl_langinfo(CInt(CODESET)) else { return false }
    return String(cString: codeset) == "UTF-8"
  }
}

/// The value of a variable of the process's environment, or nil where it is not set.
public func environmentVariable(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}
