#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The attributes of an element: names and values by turns, nil behind the last.
typealias XMLAttributes = UnsafeMutablePointer<UnsafePointer<CChar>?>

/// The names of elements and attributes as the parser gives them: `namespace`, a line end, `name`.
///
/// A name without a namespace is the name alone.
enum XMLName {
  /// What parts a namespace from a name; no namespace of a workbook holds it.
  static let separator: CChar = 0x0A

  /// Whether a name, or the rest of one, is a word.
  @inline(__always)
  static func matches(_ name: UnsafePointer<CChar>, _ word: StaticString) -> Bool {
    let bytes = word.utf8Start
    for index in 0...word.utf8CodeUnitCount
    where UInt8(bitPattern: name[index]) != bytes[index] {
      return false
    }
    return true
  }

  /// The value of an attribute without a namespace, or nil.
  static func value(_ wanted: StaticString, _ attributes: XMLAttributes) -> String? {
    var next = attributes
    while let key = next[0], let text = next[1] {
      if matches(key, wanted) { return String(cString: text) }
      next += 2
    }
    return nil
  }

  /// The part of a name behind a namespace, or nil where the name has another one or none.
  @inline(__always)
  static func local(
    _ name: UnsafePointer<CChar>, in namespace: StaticString
  ) -> UnsafePointer<CChar>? {
    let count = namespace.utf8CodeUnitCount
    let isIn = namespace.utf8Start.withMemoryRebound(to: CChar.self, capacity: count) {
      strncmp(name, $0, count) == 0
    }
    guard isIn, name[count] == separator else { return nil }
    return name + count + 1
  }
}

/// The vocabularies that a workbook is written in (ECMA-376 Part 1, annex A; strict: ISO 29500-1).
enum XMLVocabulary: Sendable {
  case spreadsheet
  /// What a part of a package refers to (ECMA-376 Part 2, 9.3).
  case packageRelations

  /// The local name of an element of this vocabulary, or nil for any other element.
  @inline(__always)
  func local(_ name: UnsafePointer<CChar>) -> UnsafePointer<CChar>? {
    switch self {
    case .spreadsheet:
      XMLName.local(name, in: "http://schemas.openxmlformats.org/spreadsheetml/2006/main")
        ?? XMLName.local(name, in: "http://purl.oclc.org/ooxml/spreadsheetml/main")
    case .packageRelations:
      XMLName.local(name, in: "http://schemas.openxmlformats.org/package/2006/relationships")
    }
  }

  /// The two prefixes of the types of relations; the second one is the strict form's.
  static let relationTypes = [
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
  ]
}

/// Where in a part its parser is: which elements count, and which lie in what is passed over.
///
/// Passed over are `extLst` and elements of other vocabularies, with all that they hold: newer
/// programs repeat names there with another meaning. Of alternative contents the fallback counts,
/// which is for readers that know the vocabulary alone (ECMA-376 Part 3, 7.5).
struct XMLScope {
  private let vocabulary: XMLVocabulary
  private var depth = 0
  /// How many elements are open from the one on that is passed over.
  private var passedOver = 0
  /// The length of the namespace of the elements that counted, its separator included.
  private var prefixLength = 0
  /// Whether all of them had one of that length, so that none is compared a second time at its end.
  private var isUniform = true
  /// Why the part cannot be read on, where it cannot.
  private(set) var failure: String?

  /// Deeper nesting than any workbook's; a bomb of open elements would fill the memory.
  private static let deepest = 256

  init(_ vocabulary: XMLVocabulary) {
    self.vocabulary = vocabulary
  }

  /// Enters an element and gives its local name, or nil where it does not count.
  @inline(__always)
  mutating func enter(_ name: UnsafePointer<CChar>) -> UnsafePointer<CChar>? {
    depth += 1
    guard depth <= Self.deepest else {
      failure = "elements are nested deeper than \(Self.deepest) levels"
      return nil
    }
    if passedOver > 0 {
      passedOver += 1
      return nil
    }
    guard let local = vocabulary.local(name) else {
      enterForeign(name)
      return nil
    }
    if local - name != prefixLength { noteLength(local - name) }
    guard local.pointee == 0x65, XMLName.matches(local, "extLst") else { return local }
    passedOver = 1
    return nil
  }

  private mutating func noteLength(_ length: Int) {
    isUniform = prefixLength == 0
    prefixLength = length
  }

  private mutating func enterForeign(_ name: UnsafePointer<CChar>) {
    if depth == 1 {
      let parts = String(cString: name).split(separator: "\n")
      failure =
        "its root <\(parts.last ?? "")> is in "
        + (parts.count > 1 ? "the namespace \(parts[0])" : "no namespace")
    }
    let compatibility: StaticString = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    if let local = XMLName.local(name, in: compatibility),
      XMLName.matches(local, "AlternateContent") || XMLName.matches(local, "Fallback")
    {
      isUniform = false
      return
    }
    passedOver = 1
  }

  /// Leaves an element and gives its local name, or nil where it does not count.
  @inline(__always)
  mutating func leave(_ name: UnsafePointer<CChar>) -> UnsafePointer<CChar>? {
    depth -= 1
    if passedOver > 0 {
      passedOver -= 1
      return nil
    }
    return isUniform ? name + prefixLength : vocabulary.local(name)
  }
}
