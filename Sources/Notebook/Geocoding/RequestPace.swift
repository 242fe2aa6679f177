import Files
import Store
import TerminalText

/// The pace at which a server of somebody else is asked: at most one request a second, over all
/// processes of this user.
///
/// Time is cut into turns of a little more than a second. A turn belongs to whoever makes the file of
/// its number in the folder of states first, and its request goes out when the turn begins.
final class RequestPace {
  private let folder: String
  private let files: FileGate
  private let network: NetworkAccess
  private let isInterrupted: @Sendable () -> Bool
  private var last: String?

  /// Milliseconds of a turn: above a second, so that a late request is not followed too soon.
  static let turn = 1_100
  /// More turns are not waited for: a clock that was set back leaves them.
  private static let mostTaken = 300

  /// - Parameters:
  ///   - host: The server with its port.
  ///   - stateFolder: The user's folder of states.
  ///   - context: The session's world.
  init(host: String, stateFolder: String, in context: NotebookContext) {
    let name = String(host.map { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" ? $0 : "_" })
    folder = "\(stateFolder)/requests/\(name)"
    files = context.files
    network = context.network
    isInterrupted = context.isInterrupted
  }

  deinit { release() }

  /// Waits for the next turn that nobody has.
  ///
  /// - Throws: `FileError` where the folder of states cannot be written, `StoreError.interrupted`
  ///   on Ctrl-C.
  func waitForTurn() throws {
    let first = network.milliseconds() / Self.turn + 1
    var turn = first
    while try !take(turn) {
      turn += 1
      guard turn - first < Self.mostTaken else {
        throw FileError(
          .unwritable, "other processes have all turns of the next minutes", file: folder,
          remedy: "wait for their end, or remove the folder")
      }
    }
    while network.milliseconds() < turn * Self.turn {
      if isInterrupted() { throw StoreError.interrupted }
      network.wait(min(50, max(1, turn * Self.turn - network.milliseconds())))
    }
  }

  private func take(_ turn: Int) throws -> Bool {
    let path = "\(folder)/\(turn)"
    guard let file = try files.create(path) else { return false }
    file.close()
    // The turn before is over: nobody looks for it any more.
    release()
    last = path
    return true
  }

  private func release() {
    if let last { try? files.remove(last) }
    last = nil
  }
}
