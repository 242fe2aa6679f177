import Glibc
import Synchronization
import TerminalText

/// What a replay, with all replays inside it, may take of the machine.
///
/// A session file comes from somebody else: it may ask for more than anybody wants to wait for.
final class ReplayBudget: Sendable {
  /// Minutes of processor time that a replay gets where nobody says otherwise.
  static let defaultMinutes = 10
  /// Bytes of memory that it may add to what the program held before it.
  static let mostBytes = 2 << 30

  private let seconds: Double?
  private let bytes: Int
  private let state: Mutex<State>

  private struct State {
    let startSeconds: Double
    let startBytes: Int
    var lastLook = 0.0
    var excess: String?
    var replays = 0
  }

  /// Starts to count.
  ///
  /// - Parameters:
  ///   - minutes: Of processor time, over all threads; nil for no bound on time or memory.
  ///   - bytes: The most memory.
  convenience init(minutes: Int?, bytes: Int = ReplayBudget.mostBytes) {
    self.init(seconds: minutes.map { Double($0) * 60 }, bytes: bytes)
  }

  /// Starts to count, in seconds of processor time.
  init(seconds: Double?, bytes: Int = ReplayBudget.mostBytes) {
    self.seconds = seconds
    self.bytes = bytes
    state = Mutex(
      State(startSeconds: Self.processorSeconds(), startBytes: Self.residentBytes()))
  }

  /// What was exceeded, such as `10 minutes of processor time`; nil where nothing was.
  var excess: String? {
    look()
    return state.withLock { $0.excess }
  }

  /// Whether something was exceeded; asked often by long work, and looked at 20 times a second.
  var isExceeded: Bool {
    let now = Self.wallSeconds()
    let isDue = state.withLock { state in
      guard state.excess == nil, now - state.lastLook >= Self.secondsBetweenLooks else {
        return false
      }
      state.lastLook = now
      return true
    }
    if isDue { look() }
    return state.withLock { $0.excess != nil }
  }

  /// Counts one more replay inside the outermost one; their number so far.
  func countReplay() -> Int {
    state.withLock {
      $0.replays += 1
      return $0.replays
    }
  }

  private static let secondsBetweenLooks = 0.05

  private func look() {
    guard let seconds else { return }
    let (used, held) = (Self.processorSeconds(), Self.residentBytes())
    state.withLock { state in
      guard state.excess == nil else { return }
      if used - state.startSeconds > seconds {
        let minutes = Int(seconds / 60)
        state.excess = "\(counted(minutes, "minute")) of processor time"
      } else if held - state.startBytes > bytes {
        state.excess = "\(bytes >> 30) GB of memory"
      }
    }
  }

  private static func processorSeconds() -> Double { seconds(of: CLOCK_PROCESS_CPUTIME_ID) }

  private static func wallSeconds() -> Double { seconds(of: CLOCK_MONOTONIC) }

  private static func seconds(of clock: clockid_t) -> Double {
    var now = timespec()
    clock_gettime(clock, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }

  /// The resident set; 0 where the system does not tell, which bounds nothing.
  ///
  /// Source: proc_pid_statm(5): the second field counts pages.
  private static func residentBytes() -> Int {
    let descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return 0 }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 128)
    let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    let fields = bytes.prefix(max(0, count)).split(separator: UInt8(ascii: " "))
    guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else {
      return 0
    }
    return pages * Int(sysconf(CInt(_SC_PAGESIZE)))
  }
}

/// A replay that was stopped since it took more than its budget.
struct ReplayStopped: Error, CustomStringConvertible {
  /// What was exceeded.
  let excess: String

  var description: String { "the replay was stopped: it took more than \(excess)" }
}
