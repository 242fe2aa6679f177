/// Words that stand for a missing value where the user says so.
public enum NullWords {
  /// What other programs and offices write; never taken without being asked for.
  public static let common: Set<String> = [
    "na", "n/a", "#n/a", "#na", "n.a.", "-", "--", "–", "—", "?", ".", "null", "none", "nil",
    "nan", "\\n", "(null)", "<null>", "s/o", "n.d.", "nd",
  ]
}

/// The texts that stand for a missing value in one reading.
struct NullTexts: Sendable {
  private let texts: [[UInt8]]

  init(_ words: [String] = []) {
    texts = words.map { word in
      Array(word.utf8).withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return [] }
        let text = ValueText(base, buffer.count).trimmed
        return Array(UnsafeBufferPointer(start: text.base, count: text.count))
      }
    }
  }

  var isEmpty: Bool { texts.isEmpty }

  /// Whether a text is one of them, blanks around it aside.
  func contains(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return texts.contains([]) }
    let text = ValueText(base, bytes.count).trimmed
    return texts.contains { word in
      word.count == text.count && word.indices.allSatisfy { word[$0] == text.base[$0] }
    }
  }
}
