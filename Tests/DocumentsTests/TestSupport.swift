import Testing

@testable import Documents

/// SplitMix64, so that a seed always draws the same.
struct Draws {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }
}

/// A reader of HTML that knows only what documents may hold.
enum HTMLCheck {
  static let empty: Set<Substring> = ["br", "hr", "meta", "!DOCTYPE"]
  static let known: Set<Substring> = [
    "a", "article", "blockquote", "body", "caption", "code", "dd", "div", "dl", "dt", "em",
    "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "head", "html", "li", "main", "ol", "p",
    "pre", "section", "strong", "style", "table", "tbody", "td", "th", "thead", "title", "tr", "ul",
  ]

  /// A mistake of the HTML with its place.
  struct Fault: Error, CustomStringConvertible {
    var description: String
  }

  /// Says whether every element is known and closed in order, and no sign of markup is left over.
  static func isBalanced(_ html: String) throws -> Bool {
    var open: [Substring] = []
    // A mark behind a sign of markup would be one character with it here, and is none in HTML.
    let html = String(String.UnicodeScalarView(html.unicodeScalars.filter(\.isASCII)))
    var rest = html[...]
    while let start = rest.firstIndex(of: "<") {
      guard !rest[..<start].contains(">") else { throw Fault(description: "a stray >") }
      guard let end = rest[start...].firstIndex(of: ">") else {
        throw Fault(description: "an open tag")
      }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      let name = tag.drop { $0 == "/" }.prefix { $0 != " " }
      if empty.contains(name) { continue }
      guard known.contains(name) else { throw Fault(description: "<\(tag)>") }
      if tag.hasPrefix("/") {
        guard open.popLast() == name else { throw Fault(description: "</\(name)> out of order") }
      } else {
        open.append(name)
        // Styles have signs of their own.
        if name == "style" {
          rest = rest[(rest.range(of: "</style>")?.lowerBound ?? rest.endIndex)...]
        }
      }
    }
    guard !rest.contains(">") else { throw Fault(description: "a stray >") }
    guard open.isEmpty else { throw Fault(description: "open: \(open)") }
    return true
  }
}

extension Substring {
  fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}
