import Glibc
import Synchronization

/// The signals that a user or the system sends, turned into a flag to ask for.
///
/// Ctrl-C never ends the program: it raises a flag that running work polls. SIGTERM and SIGHUP put the
/// terminal in order and end the program as they would have. Writing into a closed pipe is an error
/// of `write`, not a signal.
public enum Interrupts {
  /// Whether Ctrl-C was typed since the last `clear()`.
  public static var isRaised: Bool { interruptFlag.load(ordering: .relaxed) }

  /// Lowers the flag, before work begins that Ctrl-C may stop.
  public static func clear() { interruptFlag.store(false, ordering: .relaxed) }

  /// Raises the flag as Ctrl-C does.
  public static func raise() { interruptFlag.store(true, ordering: .relaxed) }

  /// Takes over the signals, once at the start, on the main thread.
  public static func install() {
    // Touched now, so that the handlers never run a global's initialiser.
    clear()
    TerminalState.prepare()
    // No SA_RESTART: a read that waits for the user must return.
    setHandler(noteInterrupt, of: SIGINT)
    setHandler(endOrderly, of: SIGTERM)
    setHandler(endOrderly, of: SIGHUP)
    signal(SIGPIPE, SIG_IGN)
  }

  private static func setHandler(
    _ handler: @escaping @convention(c) (Int32) -> Void, of number: Int32
  ) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    sigemptyset(&action.sa_mask)
    action.sa_flags = 0
    sigaction(number, &action, nil)
  }
}

private let interruptFlag = Atomic<Bool>(false)

/// Handles SIGINT: stores to a flag, which is all that a signal handler may do.
@c nonisolated private func noteInterrupt(_ number: Int32) {
  interruptFlag.store(true, ordering: .relaxed)
}

/// Handles SIGTERM and SIGHUP: restores the terminal, then dies of the signal itself.
@c nonisolated private func endOrderly(_ number: Int32) {
  TerminalState.restore()
  signal(number, SIG_DFL)
  raise(number)
}
