/// A text that equals another where their bytes do, which is how SQL compares.
///
/// Swift takes `é` in one scalar and `é` in two for one text. Values that SQL keeps apart stay
/// apart where they are keyed by this.
public struct BinaryText: Hashable, Comparable, Sendable {
  public let text: String

  public init(_ text: String) {
    self.text = text
  }

  public static func == (left: BinaryText, right: BinaryText) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// By bytes, as SQL orders texts.
  public static func < (left: BinaryText, right: BinaryText) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}
