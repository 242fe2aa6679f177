import Tabular

/// Changes of some places of a text, which leave all other bytes as they are.
struct TextEdits {
  private var edits: [(range: Range<Int>, bytes: [UInt8])] = []
  /// Where something was put into an empty array or object.
  private var filled: Set<Int> = []

  var isEmpty: Bool { edits.isEmpty }
  var count: Int { edits.count }

  /// Puts bytes in the place of others; of two changes of one place the first counts.
  mutating func replace(_ range: Range<Int>, with text: some StringProtocol) {
    edits.append((range, Array(text.utf8)))
  }

  /// Puts bytes in front of a place, behind those that were put there before.
  mutating func insert(_ bytes: some Sequence<UInt8>, at place: Int) {
    edits.append((place..<place, Array(bytes)))
  }

  /// The changed text.
  ///
  /// - Complexity: O(bytes + n log n) in the changes.
  func applied(to bytes: [UInt8]) -> [UInt8] {
    let ordered = edits.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var end = 0
    for (_, edit) in ordered where edit.range.lowerBound >= end {
      result += bytes[end..<edit.range.lowerBound]
      result += edit.bytes
      end = edit.range.upperBound
    }
    return result + bytes[end...]
  }

  /// Adds an element to an array, parted from the last one as the others are.
  mutating func insert(
    bytes: [UInt8], _ element: ArraySlice<UInt8>, behindElementsOf list: JSONSpan
  ) {
    let elements = list.elements ?? []
    let gap = gap(
      bytes, elements.map(\.range), start: list.range.lowerBound + 1)
    insert(gap + element, at: elements.last?.range.upperBound ?? list.range.lowerBound + 1)
  }

  /// Adds a member to an object, written like its last one.
  mutating func insert(
    bytes: [UInt8], key: String, _ value: String, behindMembersOf object: JSONSpan
  ) {
    let members = object.members ?? []
    let gap = gap(
      bytes, members.map { $0.keyRange.lowerBound..<$0.value.range.upperBound },
      start: object.range.lowerBound + 1)
    let colon = members.last.map {
      Array(bytes[$0.keyRange.upperBound..<$0.value.range.lowerBound])
    }
    insert(
      gap + Array(JSONValue.string(key).description.utf8) + (colon ?? Array(": ".utf8))
        + Array(value.utf8),
      at: members.last?.value.range.upperBound ?? object.range.lowerBound + 1)
  }

  /// What stands between the last two of some parts, or what should.
  private mutating func gap(_ bytes: [UInt8], _ parts: [Range<Int>], start: Int) -> [UInt8] {
    guard let last = parts.last else {
      return filled.insert(start).inserted ? [] : Array(", ".utf8)
    }
    guard parts.count > 1 else { return [UInt8(ascii: ",")] + bytes[start..<last.lowerBound] }
    return Array(bytes[parts[parts.count - 2].upperBound..<last.lowerBound])
  }
}
