import Tabular

/// The bytes at which a value of a JSON text stands, and those of the values within.
///
///     let root = try JSONSpan.scan(bytes)
///     root["dispatches"]?[0]?["load_gap"]?.range  // 312..<313
struct JSONSpan {
  let range: Range<Int>
  let kind: Kind

  enum Kind {
    case string
    /// A number, a truth value or null.
    case word
    case array([JSONSpan])
    case object([Member])
  }

  struct Member {
    let key: String
    /// The key with its quotes.
    let keyRange: Range<Int>
    let value: JSONSpan
  }

  /// Where the text is no JSON.
  struct Failure: Error {
    let offset: Int
  }

  /// The value of an object's key, the last where it stands twice; nil for other values.
  subscript(key: String) -> JSONSpan? { members?.last { $0.key == key }?.value }

  /// An element of an array; nil for other values and places.
  subscript(index: Int) -> JSONSpan? {
    guard let elements, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  var elements: [JSONSpan]? { if case .array(let elements) = kind { elements } else { nil } }
  var members: [Member]? { if case .object(let members) = kind { members } else { nil } }

  /// The value at a path from here.
  func at(_ path: JSONPath) -> JSONSpan? {
    path.steps.reduce(Optional(self)) { span, step in
      switch step {
      case .key(let key): span?[key]
      case .index(let index): span?[index]
      }
    }
  }

  /// Finds all values of a text.
  ///
  /// The text is one that has been parsed: only what decides where values stand is checked.
  ///
  /// - Parameter bytes: UTF-8, a byte order mark in front or not.
  /// - Returns: The root.
  /// - Throws: `Failure` where the text is no JSON.
  /// - Complexity: O(bytes).
  static func scan(_ bytes: [UInt8]) throws(Failure) -> JSONSpan {
    var scanner = JSONSpanScanner(bytes)
    return try scanner.document()
  }
}

/// The way to a value of a document.
struct JSONPath: Hashable, CustomStringConvertible {
  enum Step: Hashable {
    case key(String)
    case index(Int)
  }

  var steps: [Step] = []

  /// `dispatches[0].load_gap`.
  var description: String {
    steps.reduce(into: "") { text, step in
      switch step {
      case .key(let key): text += text.isEmpty ? key : ".\(key)"
      case .index(let index): text += "[\(index)]"
      }
    }
  }

  func appending(_ key: String) -> JSONPath { JSONPath(steps: steps + [.key(key)]) }
  func appending(_ index: Int) -> JSONPath { JSONPath(steps: steps + [.index(index)]) }
}

private struct JSONSpanScanner {
  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  mutating func document() throws(JSONSpan.Failure) -> JSONSpan {
    let root = try value(depth: 0)
    skipBlanks()
    guard index == bytes.count else { throw failure }
    return root
  }

  private var failure: JSONSpan.Failure { JSONSpan.Failure(offset: index) }
  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = current, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { index += 1 }
  }

  private mutating func takes(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard current == byte else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONSpan.Failure) -> JSONSpan {
    skipBlanks()
    let start = index
    // Documents are nested less deeply than this, or they are refused when they are loaded.
    guard depth < 512, let byte = current else { throw failure }
    let kind: JSONSpan.Kind
    switch byte {
    case UInt8(ascii: "{"): kind = .object(try members(depth: depth))
    case UInt8(ascii: "["): kind = .array(try elements(depth: depth))
    case UInt8(ascii: "\""):
      try skipString()
      kind = .string
    default:
      while let byte = current, Self.isWord(byte) { index += 1 }
      guard index > start else { throw failure }
      kind = .word
    }
    return JSONSpan(range: start..<index, kind: kind)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  private mutating func members(depth: Int) throws(JSONSpan.Failure) -> [JSONSpan.Member] {
    index += 1
    var members: [JSONSpan.Member] = []
    if takes(UInt8(ascii: "}")) { return members }
    repeat {
      skipBlanks()
      let start = index
      guard current == UInt8(ascii: "\"") else { throw failure }
      try skipString()
      let keyRange = start..<index
      let key = text(of: keyRange)
      guard takes(UInt8(ascii: ":")) else { throw failure }
      members.append(
        JSONSpan.Member(key: key, keyRange: keyRange, value: try value(depth: depth + 1)))
    } while takes(UInt8(ascii: ","))
    guard takes(UInt8(ascii: "}")) else { throw failure }
    return members
  }

  private mutating func elements(depth: Int) throws(JSONSpan.Failure) -> [JSONSpan] {
    index += 1
    var elements: [JSONSpan] = []
    if takes(UInt8(ascii: "]")) { return elements }
    repeat { elements.append(try value(depth: depth + 1)) } while takes(UInt8(ascii: ","))
    guard takes(UInt8(ascii: "]")) else { throw failure }
    return elements
  }

  private mutating func skipString() throws(JSONSpan.Failure) {
    index += 1
    while let byte = current {
      index += 1
      if byte == UInt8(ascii: "\"") { return }
      if byte == UInt8(ascii: "\\") { index += 1 }
    }
    throw failure
  }

  private func text(of range: Range<Int>) -> String {
    let inner = bytes[(range.lowerBound + 1)..<(range.upperBound - 1)]
    guard inner.contains(UInt8(ascii: "\\")) else { return String(decoding: inner, as: UTF8.self) }
    return (try? JSONValue(parsing: bytes[range], name: ""))?.string
      ?? String(decoding: inner, as: UTF8.self)
  }
}
