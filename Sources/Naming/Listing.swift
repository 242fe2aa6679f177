extension Collection<String> {
  /// The texts as a sentence lists them: `a`, `a and b`, `a, b and c`.
  public func listed(_ conjunction: String = "and") -> String {
    guard count > 1 else { return first ?? "" }
    let texts = Array(self)
    return texts.dropLast().joined(separator: ", ") + " \(conjunction) " + texts[texts.count - 1]
  }
}

extension String {
  /// The text without blanks at its ends.
  public var trimmed: String {
    // By code points: what stands before a character of a million marks is dear to find.
    let front = unicodeScalars.drop(while: \.properties.isWhitespace)
    guard let last = front.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
    return String(front[...last])
  }
}
