import TerminalText

/// One line on standard error that tells how far long work has come, and leaves no trace.
///
///     let progress = ProgressLine(environment: environment, sink: errors)
///     progress.show("reading 12,000 rows", at: clock.seconds)
///     progress.finish()
///
/// Where standard error is no terminal nothing is written.
public final class ProgressLine {
  private let environment: TerminalEnvironment
  private let sink: OutputSink
  private let isEnabled: Bool
  private var lastDrawn: Double?
  private var isShown = false

  /// Seconds between two drawings: often enough to look alive, seldom enough to cost nothing.
  private static let interval = 0.1

  public init(environment: TerminalEnvironment, sink: OutputSink) {
    self.environment = environment
    self.sink = sink
    isEnabled = environment.isErrorTerminal && environment.movesCursor
  }

  /// Shows a text in place of the one before, unless that is younger than a tenth of a second.
  ///
  /// - Parameters:
  ///   - text: What to show; cut to the width. Asked for only when it is drawn.
  ///   - seconds: The caller's clock; any zero, never falling.
  public func show(_ text: @autoclosure () -> String, at seconds: Double) {
    guard isEnabled else { return }
    if let lastDrawn, seconds - lastDrawn < Self.interval { return }
    lastDrawn = seconds
    isShown = true
    let canvas = environment.errorCanvas()
    // The last column stays free: some terminals wrap when it is written.
    let narrow = TextCanvas(width: canvas.width - 1, glyphs: canvas.glyphs, palette: canvas.palette)
    let line = StyledLine(visible(text(), glyphs: canvas.glyphs), style: .muted)
    sink.write(.lineStart, line.rendered(on: narrow), .eraseToLineEnd)
  }

  /// Erases the line, so that what follows starts on a clean one.
  public func finish() {
    guard isShown else { return }
    isShown = false
    lastDrawn = nil
    sink.write(.eraseLine)
  }
}
