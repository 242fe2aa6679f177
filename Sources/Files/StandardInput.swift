import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What standard input is to the statements that run.
public enum StandardInput: Sendable {
  /// Somebody types at it.
  case terminal
  /// The statements themselves come from it.
  case statements
  /// Data, which a statement may load.
  case data(InputData)
}

/// Bytes that can be had once, kept for whoever asks again.
public final class InputData: Sendable {
  private let state: Mutex<State>

  private enum State {
    case unread(CInt)
    case read([UInt8])
  }

  /// What a process gets on its standard input, read when somebody first asks.
  public init() { state = Mutex(.unread(STDIN_FILENO)) }

  /// Bytes in its place.
  public init(bytes: [UInt8]) { state = Mutex(.read(bytes)) }

  /// The most bytes that are taken: they stay in memory as long as the process.
  public static let mostBytes = 512 << 20

  /// All bytes, waiting for their end the first time.
  ///
  /// - Parameter isInterrupted: Asked while it waits; true ends it.
  /// - Returns: The bytes; nil where it was interrupted, which loses those that came.
  /// - Throws: `FileError` where they cannot be read or are too many.
  public func bytes(isInterrupted: () -> Bool) throws(FileError) -> [UInt8]? {
    let result = state.withLock { state -> Result<[UInt8]?, FileError> in
      guard case .unread(let descriptor) = state else {
        if case .read(let bytes) = state { return .success(bytes) }
        return .success(nil)
      }
      let result = Self.read(descriptor, isInterrupted)
      if case .success(let bytes?) = result { state = .read(bytes) }
      return result
    }
    return try result.get()
  }

  private static func read(
    _ descriptor: CInt, _ isInterrupted: () -> Bool
  ) -> Result<[UInt8]?, FileError> {
    let file = OpenFile(path: "standard input", descriptor: descriptor)
    var bytes: [UInt8] = []
    while true {
      // A pipe may be silent for long: Ctrl-C is heard between two looks.
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waiting, 1, waitMilliseconds)
      if isInterrupted() { return .success(nil) }
      if ready == 0 || (ready < 0 && errno == EINTR) { continue }
      do throws(FileError) {
        let piece = try file.read(upTo: 1 << 20)
        if piece.isEmpty { return .success(bytes) }
        bytes += piece
      } catch {
        return .failure(error)
      }
      guard bytes.count <= mostBytes else {
        return .failure(
          FileError(
            .unreadable, "has more than \(mostBytes >> 20) MB", file: file.path,
            remedy: "write it to a file and load that", reason: .tooLarge))
      }
    }
  }

  private static let waitMilliseconds: CInt = 100
}
