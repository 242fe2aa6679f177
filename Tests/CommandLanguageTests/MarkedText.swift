/// A text whose places are marked with 1️⃣ and 2️⃣ in the source of a test.
struct MarkedText {
  /// The text without its marks.
  var text: String
  /// The UTF-8 offsets of the marks.
  var offsets: [Int]

  init(_ marked: String) {
    text = ""
    offsets = []
    for character in marked {
      if character == "1️⃣" || character == "2️⃣" {
        offsets.append(text.utf8.count)
      } else {
        text.append(character)
      }
    }
  }
}

/// SplitMix64; the tests' own, so that a seed means the same draws wherever they run.
struct TestGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int {
    Int(next() % UInt64(bound))
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }
}
