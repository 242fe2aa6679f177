/// Texts that were searched for private values, with what they came to.
final class ShownTexts {
  /// A text by its bytes: one that is equal but for how an accent is coded must come back as it was.
  private struct Asked: Hashable {
    let text: String
    let privacy: CellPrivacy

    static func == (left: Asked, right: Asked) -> Bool {
      left.privacy == right.privacy && left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(privacy)
      var text = text
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  private var known: [Asked: String] = [:]

  /// Longer texts hardly come twice.
  private static let mostBytes = 80
  /// So many bound the memory; a column of few texts needs far fewer.
  private static let mostTexts = 10_000

  /// What a text came to before, else what it comes to now.
  ///
  /// - Complexity: linear in the text where it is known.
  func shown(_ text: String, as privacy: CellPrivacy, _ search: () -> String) -> String {
    guard text.utf8.count <= Self.mostBytes else { return search() }
    let asked = Asked(text: text, privacy: privacy)
    if let shown = known[asked] { return shown }
    let shown = search()
    if known.count < Self.mostTexts { known[asked] = shown }
    return shown
  }
}
