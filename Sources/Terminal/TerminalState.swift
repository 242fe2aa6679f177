import Glibc
import Synchronization

/// The terminal's settings before a line is edited, put back on every way out.
///
/// Only calls that POSIX allows in a signal handler (`tcsetattr`, `write`) are used to restore them.
enum TerminalState {
  /// Makes the storage and has every exit restore the terminal; may be called again.
  static func prepare() {
    guard !isPrepared.exchange(true, ordering: .relaxed) else { return }
    _ = saved
    isEditing.store(false, ordering: .relaxed)
    atexit { TerminalState.restore() }
  }

  /// Has crashes restore the terminal too; of no use, and not done, where nothing is edited.
  static func prepareForEditing() {
    prepare()
    guard !guardsCrashes.exchange(true, ordering: .relaxed) else { return }
    FatalSignals.install()
  }

  /// Whether a line is being edited at this moment.
  static var isEditingNow: Bool { isEditing.load(ordering: .acquiring) }

  /// Notes the settings that hold now and lets the terminal mark what is pasted.
  static func beginEditing() {
    guard tcgetattr(STDIN_FILENO, saved) == 0 else { return }
    isEditing.store(true, ordering: .releasing)
    say("\u{1B}[?2004h")
  }

  /// Undoes `beginEditing`; libedit has put its own settings back.
  static func endEditing() {
    guard isEditing.exchange(false, ordering: .acquiring) else { return }
    say("\u{1B}[?2004l")
  }

  /// Puts the terminal in order if a line is being edited.
  static func restore() {
    guard isEditing.exchange(false, ordering: .acquiring) else { return }
    say("\u{1B}[?2004l")
    tcsetattr(STDIN_FILENO, TCSANOW, saved)
  }

  private static func say(_ sequence: StaticString) {
    _ = write(STDOUT_FILENO, sequence.utf8Start, sequence.utf8CodeUnitCount)
  }
}

private let isPrepared = Atomic<Bool>(false)
private let guardsCrashes = Atomic<Bool>(false)
private let isEditing = Atomic<Bool>(false)

/// Written before `isEditing` is set and read after, by one thread and its signal handlers.
nonisolated(unsafe) private let saved: UnsafeMutablePointer<termios> = {
  let storage = UnsafeMutablePointer<termios>.allocate(capacity: 1)
  storage.initialize(to: termios())
  return storage
}()
