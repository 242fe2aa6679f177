import Glibc
import TerminalText

/// Shows a long text with a program that turns pages, such as `less`.
public enum Pager {
  /// The command to use where the user has set none: `PAGER`, else `less` or `more` where they are.
  public static func usualCommand() -> String? {
    if let command = environmentVariable("PAGER"), !command.isEmpty { return command }
    return ["less", "more"].first(where: isInstalled)
  }

  /// Runs a pager on lines and waits for its end; leaving it early is no error.
  ///
  /// - Parameters:
  ///   - lines: The text.
  ///   - command: What a shell runs, with the text at its standard input.
  /// - Returns: False where the pager could not be started, so that the lines are still to be shown.
  public static func show(_ lines: [ScreenLine], with command: String) -> Bool {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return false }
    // The pager must not hold the writing end: it would wait for itself.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var settings = termios()
    let hasSettings = tcgetattr(STDIN_FILENO, &settings) == 0
    // Colours go through, what fits on one screen needs no key, long rows are moved along.
    guard
      let process = ForegroundProgram.start(
        command, input: ends[0],
        variables: ["LESS=FRSXPsSpace turns the page, arrows move, q leaves$"])
    else {
      ends.forEach { close($0) }
      return false
    }
    close(ends[0])
    let sink = OutputSink(descriptor: ends[1])
    for line in lines where !sink.isClosed { sink.writeLine(line) }
    sink.flush()
    close(ends[1])
    let status = ForegroundProgram.wait(for: process)
    // A pager that was killed leaves the terminal as it had it.
    if hasSettings { tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) }
    // Ctrl-C in the pager was meant for the pager.
    Interrupts.clear()
    return ![126, 127].contains(status)
  }

  private static func isInstalled(_ program: String) -> Bool {
    (environmentVariable("PATH") ?? "").split(separator: ":")
      .contains { access("\($0)/\(program)", X_OK) == 0 }
  }
}
