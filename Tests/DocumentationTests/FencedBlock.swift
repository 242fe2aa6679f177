/// A fenced block of a Markdown page.
struct FencedBlock: Equatable {
  /// What stands behind the opening fence, such as `console`.
  let language: String
  /// The line number of the opening fence, counted from 1.
  let line: Int
  /// The lines between the fences.
  var body: [String]

  /// Every fenced block of a page, in order.
  ///
  /// A fence is three back-ticks at a line's start, as these pages write it.
  static func all(in page: String) -> [FencedBlock] {
    var blocks: [FencedBlock] = []
    var open: FencedBlock?
    for (index, line) in page.lines.enumerated() {
      if let block = open {
        if line == "```" {
          blocks.append(block)
          open = nil
        } else {
          open?.body.append(line)
        }
      } else if line.hasPrefix("```") {
        open = FencedBlock(language: String(line.dropFirst(3)), line: index + 1, body: [])
      }
    }
    if let open { blocks.append(open) }
    return blocks
  }

  /// The page with the bodies of some blocks, known by their lines, put in place of what was there.
  static func replacing(_ bodies: [Int: [String]], in page: String) -> String {
    let blocks = all(in: page)
    var lines: [String] = []
    let old = page.lines
    var next = 0
    for block in blocks {
      guard let body = bodies[block.line] else { continue }
      lines += old[next..<block.line] + body
      next = block.line + block.body.count
    }
    return (lines + old[next...]).joined(separator: "\n")
  }
}

extension String {
  /// The lines without their line feeds; a final line feed leaves an empty last line.
  var lines: [String] {
    split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
