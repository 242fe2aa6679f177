import Testing

@testable import Naming

@Suite("Plain letters")
struct PlainLetterTests {
  @Test(
    "a Latin letter with marks, of any width or case, has its plain letter",
    arguments: zip("éÊąřŁøĐŧơǻậＥＬ".unicodeScalars, "eearlodtoaael".unicodeScalars.map { $0 }))
  func latin(letter: Unicode.Scalar, plain: Unicode.Scalar) {
    #expect(PlainLetter.base(of: letter) == plain)
  }

  @Test("two letters in one, other scripts, digits and marks have none")
  func others() {
    for scalar in "ßœæþıĸſяéλ中9́-".unicodeScalars where scalar != "é" {
      #expect(PlainLetter.base(of: scalar) == nil, "\(scalar)")
    }
  }
}
