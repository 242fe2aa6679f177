/// The characters between a terminal's marks of a paste, made fit for a line.
struct PastedText {
  /// Whether the mark of the end has come.
  private(set) var isComplete = false
  private var scalars: [Unicode.Scalar] = []

  /// What a terminal sends behind a paste.
  static let endMark = "\u{1B}[201~"
  private static let endScalars = Array(endMark.unicodeScalars)

  /// Takes the next character as typed.
  mutating func add(_ value: UInt32) {
    guard !isComplete, let scalar = Unicode.Scalar(value) else { return }
    scalars.append(scalar)
    guard scalar == "~", scalars.count >= Self.endScalars.count,
      scalars.suffix(Self.endScalars.count).elementsEqual(Self.endScalars)
    else { return }
    scalars.removeLast(Self.endScalars.count)
    isComplete = true
  }

  /// The text to insert: CR and CR LF as LF, no control characters but LF and tab, and no line break
  /// at its end, so that the user sees what he is about to run.
  var inserted: String {
    var text = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in scalars {
      defer { afterReturn = scalar == "\r" }
      switch scalar {
      case "\n" where afterReturn: continue
      case "\n", "\r": text.append("\n")
      case "\t": text.append("\t")
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): continue
      default: text.append(scalar)
      }
    }
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }

  /// A text without the mark of a paste's end, to be sent to the editor between such marks.
  static func plain(_ text: String) -> String {
    text.split(separator: "\u{1B}", omittingEmptySubsequences: false).joined()
  }
}
