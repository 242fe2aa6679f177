import Glibc
import Synchronization

/// The signals that a user or the system sends, turned into a flag to ask for.
///
/// Ctrl-C never ends the program: it raises a flag that running work polls. SIGTERM and SIGHUP put the
/// terminal in order and end the program as they would have. Writing into a closed pipe, or
/// beyond the largest file that the system allows, is an error of `write`, not a signal.
public enum Interrupts {
  /// Whether Ctrl-C was typed since the last `clear()`.
  public static var isRaised: Bool { interruptFlag.load(ordering: .relaxed) }

  /// Lowers the flag, before work begins that Ctrl-C may stop.
  public static func clear() { interruptFlag.store(false, ordering: .relaxed) }

  /// Raises the flag as Ctrl-C does.
  public static func raise() { interruptFlag.store(true, ordering: .relaxed) }

  /// Takes over the signals, at the start, on the main thread; further calls do nothing.
  public static func install() {
    guard !isInstalled.exchange(true, ordering: .relaxed) else { return }
    // Touched now, so that the handlers never run a global's initialiser.
    clear()
    TerminalState.prepare()
    // No SA_RESTART: a read that waits for the user must return.
    setHandler(noteInterrupt, of: SIGINT)
    setHandler(endOrderly, of: SIGTERM)
    setHandler(endOrderly, of: SIGHUP)
    setHandler(wakeReader, of: SIGALRM)
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
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

private let isInstalled = Atomic<Bool>(false)
private let interruptFlag = Atomic<Bool>(false)

/// Handles SIGINT: stores to a flag and, while a line is edited, sees to it that the read returns.
@c nonisolated private func noteInterrupt(_ number: Int32) {
  interruptFlag.store(true, ordering: .relaxed)
  if TerminalState.isEditingNow { WakeUpCalls.start() }
}

/// Handles SIGALRM: nothing is left to do once it has interrupted a read.
@c nonisolated private func wakeReader(_ number: Int32) {}

/// Signals that repeat until the editor's read has noticed Ctrl-C.
///
/// A signal interrupts `read` only while the process is inside it. One that comes a moment earlier, on
/// a busy machine just after a key, would be lost, and the terminal wait for ever; measured.
enum WakeUpCalls {
  /// Begins; one system call, which a signal handler may make.
  static func start() { setTimer(microseconds: 20_000) }

  static func stop() { setTimer(microseconds: 0) }

  private static func setTimer(microseconds: Int) {
    let interval = timeval(tv_sec: 0, tv_usec: microseconds)
    var timer = itimerval(it_interval: interval, it_value: interval)
    setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
  }
}

/// Handles SIGTERM and SIGHUP: restores the terminal, then dies of the signal itself.
@c nonisolated private func endOrderly(_ number: Int32) {
  TerminalState.restore()
  signal(number, SIG_DFL)
  raise(number)
}
