import GRDBSQLite
import Glibc

/// The functions of texts whose single call can take minutes with SQLite's own code.
///
/// SQLite asks nobody inside a function. These have the results of `instr`, `replace` and `trim` in
/// SQLite's source (func.c), and hear Ctrl-C and a replay's budget.
extension AnalystConnection {
  /// Puts them in the place of SQLite's.
  func registerTextFunctions() {
    register("instr", 2) { call, arguments in AnalystConnection.instr(call, arguments) }
    register("replace", 3) { call, arguments in AnalystConnection.replace(call, arguments) }
    for count in [1, 2] as [Int32] {
      register("trim", count) { call, arguments in
        AnalystConnection.trim(call, arguments, [.left, .right])
      }
      register("ltrim", count) { call, arguments in
        AnalystConnection.trim(call, arguments, .left)
      }
      register("rtrim", count) { call, arguments in
        AnalystConnection.trim(call, arguments, .right)
      }
    }
  }

  /// What a function gets: SQLite's call, and the values with their number.
  private typealias Arguments = UnsafeMutableBufferPointer<OpaquePointer?>
  private typealias TextFunction = (OpaquePointer?, Arguments) -> Void

  /// Owns a function's body for as long as SQLite keeps the function.
  private final class Registration {
    unowned let connection: AnalystConnection
    let body: TextFunction
    init(_ connection: AnalystConnection, _ body: @escaping TextFunction) {
      self.connection = connection
      self.body = body
    }
  }

  private func register(_ name: String, _ count: Int32, _ body: @escaping TextFunction) {
    let context = Unmanaged.passRetained(Registration(self, body)).toOpaque()
    sqlite3_create_function_v2(
      pointer, name, count, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, context,
      { call, count, values in
        guard let context = sqlite3_user_data(call) else { return }
        let registration = Unmanaged<Registration>.fromOpaque(context).takeUnretainedValue()
        registration.body(call, Arguments(start: values, count: Int(count)))
      }, nil, nil, { context in context.map { Unmanaged<Registration>.fromOpaque($0).release() } })
  }

  /// The connection that a function of this file is called on.
  private static func search(_ call: OpaquePointer?) -> ByteSearch {
    let connection = sqlite3_user_data(call).map {
      Unmanaged<Registration>.fromOpaque($0).takeUnretainedValue().connection
    }
    return ByteSearch { connection?.isInterrupted() == true }
  }

  private static func text(_ value: OpaquePointer?) -> UnsafeRawBufferPointer? {
    guard let start = sqlite3_value_text(value) else { return nil }
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
  }

  private static func blob(_ value: OpaquePointer?) -> UnsafeRawBufferPointer {
    let start = sqlite3_value_blob(value)
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
  }

  /// Ends a call that was stopped.
  private static func stop(_ call: OpaquePointer?) {
    sqlite3_result_error_code(call, SQLITE_INTERRUPT)
  }

  private static func give(_ bytes: some Collection<UInt8>, to call: OpaquePointer?) {
    let done: Void? = bytes.withContiguousStorageIfAvailable { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        // No bytes at all have no address, which would be NULL.
        sqlite3_result_text64(
          call, $0.baseAddress ?? emptyText, sqlite3_uint64($0.count), transientDestructor,
          UInt8(SQLITE_UTF8))
      }
    }
    if done == nil { sqlite3_result_error_nomem(call) }
  }

  // MARK: - instr

  private static func instr(_ call: OpaquePointer?, _ arguments: Arguments) {
    let types = arguments.map { sqlite3_value_type($0) }
    guard !types.contains(SQLITE_NULL) else { return }
    do {
      if types == [SQLITE_BLOB, SQLITE_BLOB] {
        var search = search(call)
        let (bytes, needle) = (blob(arguments[0]), blob(arguments[1]))
        let place = needle.isEmpty ? 0 : try search.first(of: needle, in: bytes, from: 0)
        return sqlite3_result_int64(call, Int64((place ?? -1) + 1))
      }
      // Copies: a blob that is read as text would be one from then on.
      let copies = arguments.map { sqlite3_value_dup($0) }
      defer { for copy in copies { sqlite3_value_free(copy) } }
      guard let bytes = text(copies[0]), let needle = text(copies[1]) else { return }
      sqlite3_result_int64(call, Int64(try character(of: needle, in: bytes, call)))
    } catch {
      stop(call)
    }
  }

  /// The number of the character at which a text stands in another one, from 1; 0 for nowhere.
  private static func character(
    of needle: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer, _ call: OpaquePointer?
  ) throws(StoreError) -> Int {
    guard let first = needle.first else { return 1 }
    // What begins inside a character stands nowhere but at the beginning of a broken text.
    if isInside(first) {
      guard let base = bytes.baseAddress, let start = needle.baseAddress,
        bytes.count >= needle.count
      else { return 0 }
      return memcmp(base, start, needle.count) == 0 ? 1 : 0
    }
    var search = search(call)
    guard let place = try search.first(of: needle, in: bytes, from: 0) else { return 0 }
    var count = 1
    if place > 0 { for byte in bytes[1...place] where !isInside(byte) { count += 1 } }
    return count
  }

  private static func isInside(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  // MARK: - replace

  private static func replace(_ call: OpaquePointer?, _ arguments: Arguments) {
    guard let bytes = text(arguments[0]), let pattern = text(arguments[1]) else { return }
    guard let first = pattern.first, first != 0 else {
      return sqlite3_result_value(call, arguments[0])
    }
    guard let replacement = text(arguments[2]) else { return }
    let most = Int(sqlite3_limit(sqlite3_context_db_handle(call), SQLITE_LIMIT_LENGTH, -1))
    var search = search(call)
    var made: [UInt8] = []
    made.reserveCapacity(bytes.count)
    var offset = 0
    do {
      while let place = try search.first(of: pattern, in: bytes, from: offset) {
        made += UnsafeRawBufferPointer(rebasing: bytes[offset..<place])
        made += replacement
        offset = place + pattern.count
        try search.pass(replacement.count)
        guard made.count <= most else { return sqlite3_result_error_toobig(call) }
      }
      made += UnsafeRawBufferPointer(rebasing: bytes[offset...])
      guard made.count <= most else { return sqlite3_result_error_toobig(call) }
      give(made, to: call)
    } catch {
      stop(call)
    }
  }

  // MARK: - trim

  private struct Ends: OptionSet {
    let rawValue: Int
    static let left = Ends(rawValue: 1)
    static let right = Ends(rawValue: 2)
  }

  private static func trim(_ call: OpaquePointer?, _ arguments: Arguments, _ ends: Ends) {
    guard sqlite3_value_type(arguments[0]) != SQLITE_NULL, let bytes = text(arguments[0]) else {
      return
    }
    var characters = [UnsafeRawBufferPointer(blank)]
    if arguments.count > 1 {
      guard let set = textToNUL(arguments[1]) else { return }
      characters = Self.characters(of: set)
    }
    var rest = bytes
    do {
      var search = search(call)
      while ends.contains(.left),
        let found = try firstEnd(of: rest, among: characters, .left, &search)
      {
        rest = UnsafeRawBufferPointer(rebasing: rest[found...])
      }
      while ends.contains(.right),
        let found = try firstEnd(of: rest, among: characters, .right, &search)
      {
        rest = UnsafeRawBufferPointer(rebasing: rest[..<(rest.count - found)])
      }
      give(rest, to: call)
    } catch {
      stop(call)
    }
  }

  /// The bytes of a text up to its first NUL, as SQLite reads a set of characters.
  private static func textToNUL(_ value: OpaquePointer?) -> UnsafeRawBufferPointer? {
    guard let start = sqlite3_value_text(value) else { return nil }
    return UnsafeRawBufferPointer(start: start, count: strlen(UnsafePointer(OpaquePointer(start))))
  }

  /// A text's characters; each ends before the next byte that begins one.
  private static func characters(of set: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
    var characters: [UnsafeRawBufferPointer] = []
    var start = 0
    while start < set.count {
      var end = start + 1
      if set[start] >= 0xC0 { while end < set.count, isInside(set[end]) { end += 1 } }
      characters.append(UnsafeRawBufferPointer(rebasing: set[start..<end]))
      start = end
    }
    return characters
  }

  /// The length of the first of some characters that stands at an end of a text.
  private static func firstEnd(
    of bytes: UnsafeRawBufferPointer, among characters: [UnsafeRawBufferPointer], _ end: Ends,
    _ search: inout ByteSearch
  ) throws(StoreError) -> Int? {
    for character in characters {
      try search.pass(character.count)
      guard let base = bytes.baseAddress, let wanted = character.baseAddress,
        character.count <= bytes.count
      else { continue }
      let start = end == .left ? base : base + bytes.count - character.count
      if memcmp(start, wanted, character.count) == 0 { return character.count }
    }
    return nil
  }
}

/// A text of no bytes that has an address.
private nonisolated(unsafe) let emptyText: UnsafePointer<CChar> = {
  let text = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
  text.initialize(to: 0)
  return UnsafePointer(text)
}()

/// The blank that is trimmed where nothing else is named.
private nonisolated(unsafe) let blank: UnsafeRawBufferPointer = {
  let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 1, alignment: 1)
  bytes[0] = UInt8(ascii: " ")
  return UnsafeRawBufferPointer(bytes)
}()
