/// Keys that stand twice in objects, of which the last value counts.
struct DoubledKeys: Sendable {
  var count = 0
  var first: String?
}

/// A JSON file parsed as a whole.
enum JSONDocument {
  /// A document is held in memory with every value of it: a larger one belongs into lines.
  static let mostBytes = 256 << 20

  /// Reads and parses the file.
  ///
  /// - Throws: `TabularError` with the line and the byte of the line where parsing stopped, and for
  ///   cancellation, which is asked for every few thousand values.
  static func parse(
    _ source: ByteSource, encoding: CSVDialect.Encoding = .utf8, watch: LoadWatch = .none
  ) throws(TabularError) -> (value: JSONValue, doubled: DoubledKeys) {
    guard source.byteCount <= mostBytes else {
      throw TabularError(
        .tooLarge, "is a JSON document of \(source.byteCount >> 20) MB", file: source.name,
        expected: "at most \(mostBytes >> 20) MB",
        remedy: "export it as JSON lines (.jsonl), which are read piece by piece")
    }
    let bytes = Transcoder.text(try source.head(source.byteCount), encoding)
    typealias Parsed = (value: JSONValue, doubled: DoubledKeys)
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<Parsed, JSONParser.Failure> in
      var parser = JSONParser(buffer, isCancelled: watch.isCancelled)
      do throws(JSONParser.Failure) {
        let value = try parser.document()
        return .success((value, parser.doubled))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let value): return value
    case .failure(let failure):
      if failure.isCancelled { throw watch.cancelled(source) }
      throw located(failure, bytes, source)
    }
  }

  private static func located(
    _ failure: JSONParser.Failure, _ bytes: [UInt8], _ source: ByteSource
  ) -> TabularError {
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

  /// The tables that a document holds: its root array, or each array of objects of its root.
  static func tables(
    in root: JSONValue, stem: String
  ) -> [(name: String, records: [JSONValue])] {
    switch root {
    case .array(let elements): return [(stem, elements)]
    case .object(let members):
      return members.compactMap { member in records(member.value).map { (member.key, $0) } }
    default: return []
    }
  }

  /// The keys of a root object whose values are no tables, in their order.
  static func keysOfNoTable(in root: JSONValue) -> [String] {
    guard case .object(let members) = root else { return [] }
    return members.filter { records($0.value) == nil }.map(\.key)
  }

  private static func records(_ value: JSONValue) -> [JSONValue]? {
    guard case .array(let elements) = value, let first = elements.first, case .object = first
    else { return nil }
    return elements
  }
}
