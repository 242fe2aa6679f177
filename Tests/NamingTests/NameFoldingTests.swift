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

  @Test("Names of many marks are compared in time linear in their length")
  func manyMarks() {
    let marks = String(repeating: "\u{301}\u{323}", count: 200_000)
    let names = (0..<4).map { NameFolding.folded("E" + marks + "\($0)") }
    #expect(Set(names).count == 4)
    #expect(names[0] != names[1])
    #expect(NameFolding.folded(names[0]).utf8.elementsEqual(names[0].utf8))
    #expect(NameFolding.folded("e" + marks + "0") == names[0])
  }

  @Test("A bounded name keeps 30 marks a letter, and a name of less is the same")
  func bounds() {
    let many = "a" + String(repeating: "\u{301}", count: 31) + "b\u{301}"
    let kept = "a" + String(repeating: "\u{301}", count: 30) + "b\u{301}"
    #expect(NameFolding.bounded(many).utf8.elementsEqual(kept.utf8))
    for name in ["", "rides", "Zu\u{308}rich", kept] {
      #expect(NameFolding.bounded(name).utf8.elementsEqual(name.utf8))
    }
  }
}
