import Naming

/// Finds phone numbers in an address block: `022 345 67 89`, `+41 22 …`, `079/345.67.89`.
enum PhoneScanner {
  /// The phone numbers of an evened text, and the text with a line end in the place of each.
  ///
  /// A number starts with `0` or `+` at the start of a word. Swiss ones have 10 digits, after
  /// `+41` 9 more (10 with `(0)`); other countries' 8 to 13 after their `+` or `00`.
  ///
  /// - Complexity: O(n) in the text's length: a number spans a bounded number of characters.
  static func split(_ text: String) -> (phones: [String], rest: String) {
    let scalars = Array(text.unicodeScalars)
    var phones: [String] = []
    var rest = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      let isWordStart = index == 0 || !TextFolding.isLetterOrDigit(scalars[index - 1])
      if isWordStart, let end = numberEnd(scalars, from: index) {
        phones.append(written(scalars[index..<end]))
        rest.append("\n")
        index = end
      } else {
        rest.append(scalars[index])
        index += 1
      }
    }
    return (phones, String(rest))
  }

  /// Where the phone number that starts at an index ends, or nil where none does.
  private static func numberEnd(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
    let opensBracket = scalars[start] == "("
    let first = opensBracket ? start + 1 : start
    guard first < scalars.count, scalars[first] == "+" || scalars[first] == "0" else { return nil }
    var digits: [Unicode.Scalar] = []
    var index = first + (scalars[first] == "+" ? 1 : 0)
    var end: Int?
    let hasPlus = scalars[first] == "+"
    while index < scalars.count, index - start < 40 {
      let scalar = scalars[index]
      if ("0"..."9").contains(scalar) {
        digits.append(scalar)
        index += 1
        let isLast = index == scalars.count || !TextFolding.isLetterOrDigit(scalars[index])
        if isLast, isNumber(digits, hasPlus: hasPlus) {
          end = index
          if isComplete(digits, hasPlus: hasPlus) { break }
        }
      } else if separators.contains(scalar) {
        index += 1
      } else {
        break
      }
    }
    return end
  }

  private static let separators: Set<Unicode.Scalar> = [
    " ", ".", "/", "-", "'", "’", "(", ")", "–",
  ]

  private static func isNumber(_ digits: [Unicode.Scalar], hasPlus: Bool) -> Bool {
    let national = nationalDigits(digits, hasPlus: hasPlus)
    return national.isForeign
      ? (8...13).contains(national.count) : isComplete(digits, hasPlus: hasPlus)
  }

  /// True where no further digit can belong to the number.
  private static func isComplete(_ digits: [Unicode.Scalar], hasPlus: Bool) -> Bool {
    let national = nationalDigits(digits, hasPlus: hasPlus)
    if national.isForeign { return national.count == 13 }
    return national.count == (national.startsWithZero ? 10 : 9)
  }

  private static func nationalDigits(
    _ digits: [Unicode.Scalar], hasPlus: Bool
  ) -> (count: Int, isForeign: Bool, startsWithZero: Bool) {
    var rest = digits[...]
    let isInternational = hasPlus || digits.starts(with: ["0", "0"])
    guard isInternational else { return (digits.count, false, true) }
    if !hasPlus { rest = rest.dropFirst(2) }
    guard rest.starts(with: ["4", "1"]) else { return (rest.count, true, false) }
    rest = rest.dropFirst(2)
    return (rest.count, false, rest.first == "0")
  }

  private static func written(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return TextFolding.singleBlanked(String(view))
  }
}
