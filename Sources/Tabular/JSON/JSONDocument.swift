/// Keys that stand twice in objects, of which the last value counts.
struct DoubledKeys: Sendable {
  var count = 0
  var first: String?

  mutating func add(_ other: DoubledKeys) {
    count += other.count
    if first == nil { first = other.first }
  }
}

/// A JSON file whose bytes are known to be one value, with the places of the tables in it.
struct JSONDocument: Sendable {
  /// The text, UTF-8.
  let bytes: [UInt8]
  /// The root's kind in words, for errors.
  private(set) var kind = ""
  /// The keys of a root object, each once.
  private(set) var keys: [String] = []
  /// The tables: the root array, or each array of objects of the root, and where it begins.
  private(set) var tables: [(name: String, start: Int)] = []
  /// The keys of a root object whose values are no tables, in their order.
  private(set) var others: [String] = []
  /// Keys that stand twice outside of the tables.
  private(set) var doubled = DoubledKeys()

  /// The text is held in memory: a larger one belongs into lines.
  static let mostBytes = 256 << 20

  /// Reads the file and holds it to the grammar; no value is kept.
  ///
  /// - Parameters:
  ///   - source: the file.
  ///   - encoding: that of its text.
  ///   - stem: the name of the table that a root array is.
  ///   - watch: asked every few thousand values whether to go on.
  /// - Throws: `TabularError` with the line and the byte of the line where it is no JSON, and for
  ///   cancellation.
  /// - Complexity: O(bytes).
  init(
    _ source: ByteSource, encoding: CSVDialect.Encoding = .utf8, stem: String = "",
    watch: LoadWatch = .none
  ) throws(TabularError) {
    guard source.byteCount <= Self.mostBytes else {
      throw TabularError(
        .tooLarge, "is a JSON document of \(source.byteCount >> 20) MB", file: source.name,
        expected: "at most \(Self.mostBytes >> 20) MB",
        remedy: "export it as JSON lines (.jsonl), which are read piece by piece")
    }
    bytes = Transcoder.text(try source.head(source.byteCount), encoding)
    do throws(JSONParser.Failure) {
      try outline(stem, isCancelled: watch.isCancelled)
    } catch {
      if error.isCancelled { throw watch.cancelled(source) }
      throw located(error, source)
    }
  }

  /// The document as a tree of values.
  ///
  /// - Complexity: O(bytes).
  var value: JSONValue {
    bytes.withUnsafeBufferPointer { buffer in
      var parser = JSONParser(buffer)
      // Its grammar was checked.
      return (try? parser.document()) ?? .null
    }
  }

  private mutating func outline(
    _ stem: String, isCancelled: @escaping () -> Bool
  ) throws(JSONParser.Failure) {
    let bytes = bytes
    let result = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(JSONParser.Failure) in
        var parser = JSONParser(buffer, isCancelled: isCancelled)
        parser.skipMark()
        switch try parser.beginValue() {
        case UInt8(ascii: "["):
          kind = "an array"
          tables = [(stem, parser.index)]
          try parser.skip(depth: 0)
        case UInt8(ascii: "{"):
          kind = "an object"
          try outlineMembers(&parser)
        default: kind = try parser.value(depth: 0).kind
        }
        try parser.requireEnd()
        doubled.add(parser.doubled)
      }
    }
    try result.get()
  }

  /// Goes through the root's members; of a key that stands twice the last value counts.
  private mutating func outlineMembers(_ parser: inout JSONParser) throws(JSONParser.Failure) {
    // By the key's bytes; only asked for a key's place: its order shows nowhere.
    var places: [BinaryText: Int] = [:]
    var starts: [Int?] = []
    if try !parser.opens(UInt8(ascii: "}")) {
      repeat {
        try parser.beginKey()
        let key = try parser.string()
        try parser.endKey()
        let start = try parser.outlineMember()
        if let place = places[BinaryText(key)] {
          starts[place] = start
          doubled.add(DoubledKeys(count: 1, first: key))
        } else {
          places[BinaryText(key)] = keys.count
          keys.append(key)
          starts.append(start)
        }
      } while try !parser.endsList(with: UInt8(ascii: "}"))
    }
    for (key, start) in zip(keys, starts) {
      if let start { tables.append((key, start)) } else { others.append(key) }
    }
  }

  /// A failure with the line and the byte of the line where it is.
  func located(_ failure: JSONParser.Failure, _ source: ByteSource) -> TabularError {
    let before = bytes[..<min(failure.offset, bytes.count)]
    let line = before.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    var error = TabularError(
      .malformed, failure.message, file: source.name, row: line,
      column: failure.offset - lineStart + 1)
    if failure.message == "text follows the end of the value" {
      error.remedy = "if each line is a separate object, rename the file to end in .jsonl"
    }
    return error
  }
}

extension JSONParser {
  /// Passes over a member of the root; gives where it begins if it is an array of objects.
  fileprivate mutating func outlineMember() throws(Failure) -> Int? {
    guard try beginValue() == UInt8(ascii: "[") else {
      // Small beside the tables; read for keys that stand twice.
      _ = try value(depth: 1)
      return nil
    }
    let start = index
    index += 1
    skipBlanks()
    let isTable = current == UInt8(ascii: "{")
    index = start
    guard isTable else {
      _ = try value(depth: 1)
      return nil
    }
    try skip(depth: 1)
    return start
  }
}
