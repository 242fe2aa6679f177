import Foundation
import Testing

@Suite("Links in the pages")
struct LinkTests {
  @Test(
    "Every relative link leads to a file, and to a heading where it names one",
    arguments: try ProjectFolder.pages())
  func links(page: String) throws {
    let text = try ProjectFolder.text(of: page)
    for target in Self.targets(in: text) where !target.contains("://") {
      let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let folder = page.split(separator: "/").dropLast().joined(separator: "/")
      let file = parts[0].isEmpty ? page : (folder.isEmpty ? "" : folder + "/") + parts[0]
      let path = ProjectFolder.path + "/" + file
      #expect(FileManager.default.fileExists(atPath: path), "\(page): no \(target)")
      guard parts.count == 2, let linked = try? String(contentsOfFile: path, encoding: .utf8)
      else { continue }
      #expect(Self.anchors(in: linked).contains(String(parts[1])), "\(page): no \(target)")
    }
  }

  @Test("Links are found in prose and not in fenced blocks")
  func finding() {
    let page = "see [a](a.md) and [`b`](b.md#c)\n```text\n[x](y)\n```\n[d](#e)"
    #expect(Self.targets(in: page) == ["a.md", "b.md#c", "#e"])
  }

  /// What stands in the round brackets of `[text](target)`, outside fenced blocks.
  private static func targets(in page: String) -> [String] {
    prose(of: page).flatMap { line in
      line.matches(of: /\]\(([^()\s]+)\)/).map { String($0.1) }
    }
  }

  /// The anchors of a page's headings: lower case, blanks as hyphens, other signs left out.
  private static func anchors(in page: String) -> [String] {
    prose(of: page).filter { $0.hasPrefix("#") }.map { heading in
      let title = heading.drop { $0 == "#" }.dropFirst().lowercased()
      return String(
        title.compactMap { sign -> Character? in
          if sign == " " { return "-" }
          return sign.isLetter || sign.isNumber || sign == "-" || sign == "_" ? sign : nil
        })
    }
  }

  private static func prose(of page: String) -> [String] {
    var isFenced = false
    return page.lines.filter { line in
      if line.hasPrefix("```") { isFenced.toggle() }
      return !isFenced && !line.hasPrefix("```")
    }
  }
}
