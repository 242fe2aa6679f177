import Glibc

/// The signals of a crash, which put the terminal in order before they take their course.
///
/// A crash inside the editor would leave the user's shell without echo.
enum FatalSignals {
  private static let numbers = [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGTRAP]

  /// Takes the signals over, once, on the main thread.
  static func install() {
    for number in numbers {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = restoreAndPassOn
      sigemptyset(&action.sa_mask)
      // On the stack for signals if there is one: the other may have overflowed.
      action.sa_flags = SA_ONSTACK
      var before = sigaction()
      sigaction(number, &action, &before)
      previousActions[Int(number)] = before
    }
  }
}

/// What each signal did before, by number; written while one thread runs, then only read.
nonisolated(unsafe) private let previousActions: UnsafeMutablePointer<sigaction> = {
  let capacity = 65  // one more than Linux has signals
  let storage = UnsafeMutablePointer<sigaction>.allocate(capacity: capacity)
  storage.initialize(repeating: sigaction(), count: capacity)
  return storage
}()

/// Handles the signals of a crash: the action from before takes over when the signal comes again.
@c nonisolated private func restoreAndPassOn(_ number: Int32) {
  TerminalState.restore()
  sigaction(number, previousActions + Int(number), nil)
  // Blocked until this handler returns.
  raise(number)
}
