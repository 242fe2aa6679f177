import Naming
import Testing

@Suite struct NameFoldingTests {
  @Test(
    "Names that differ in case or in how an accent is written are one name",
    arguments: [
      ("Rides", "rIDES"), ("É", "é"), ("é", "e\u{301}"), ("É", "e\u{301}"), ("ΣΑΣ", "σας"),
      ("straße", "STRAẞE"), ("\u{212B}", "å"), ("Ǆ", "ǆ"), ("İ", "I\u{307}"), ("ſ", "S"),
    ])
  func folds(_ pair: (String, String)) {
    #expect(NameFolding.folded(pair.0) == NameFolding.folded(pair.1))
  }

  @Test(
    "Names that differ in a letter stay apart",
    arguments: [("e", "é"), ("strasse", "straße"), ("ı", "i"), ("a", "а")])
  func keeps(_ pair: (String, String)) {
    #expect(NameFolding.folded(pair.0) != NameFolding.folded(pair.1))
  }

  @Test("A folded name folds to itself, for every character that there is")
  func isIdempotent() {
    var moved: [String] = []
    for code in UInt32(0)...0x1_FFFF {
      guard let scalar = Unicode.Scalar(code) else { continue }
      let once = NameFolding.folded(String(scalar))
      if NameFolding.folded(once) != once { moved.append(String(code, radix: 16)) }
    }
    #expect(moved.isEmpty)
  }
}
