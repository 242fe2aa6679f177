import TerminalText

/// Lines on standard error that tell how far long work has come, where it is no terminal.
///
///     progress.show("greedy: day 12 of 40", at: clock.seconds)   // written once 3 s have passed
///
/// One line each tenth of the work, and none of work that is soon done: schedulers keep what is
/// written. How far it is, is read from the text: `12 of 40`, or `30 %` at a part's end.
public final class ProgressLog {
  private let write: (ScreenLine) -> Void
  private var label: Substring?
  private var started = 0.0
  private var tenths = 0

  /// Seconds of work before the first line.
  public static let patience = 3.0

  /// A log that is given whole lines.
  public init(write: @escaping (ScreenLine) -> Void) {
    self.write = write
  }

  /// Writes a text where a further tenth of the work is done.
  ///
  /// - Parameters:
  ///   - text: What is done, its name before a colon.
  ///   - seconds: The caller's clock; any zero, never falling.
  public func show(_ text: String, at seconds: Double) {
    guard let share = Self.share(of: text) else { return }
    let name = text.prefix { $0 != ":" }
    let reached = Int(share * 10)
    if name != label || reached < tenths {
      (label, started, tenths) = (name, seconds, 0)
    }
    guard reached > tenths, seconds - started >= Self.patience else { return }
    tenths = reached
    write(ScreenLine(text))
  }

  /// Ends the work; what is shown next is new.
  public func finish() {
    label = nil
    tenths = 0
  }

  /// The share of the work that a text tells, 0 to 1, or nil where it tells none.
  static func share(of text: String) -> Double? {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "," })
    for index in words.indices.dropFirst() {
      if words[index] == "of", index + 1 < words.endIndex, let done = Int(words[index - 1]),
        let all = Int(words[index + 1]), all > 0
      {
        return min(1, max(0, Double(done) / Double(all)))
      }
      let endsPart = index + 1 == words.endIndex || words[index + 1] == "·"
      if words[index] == "%", endsPart, let percent = Double(words[index - 1]) {
        return min(1, max(0, percent / 100))
      }
    }
    return nil
  }
}
