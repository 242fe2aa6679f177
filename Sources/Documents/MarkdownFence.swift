/// A fence of code: three or more backticks or tildes.
struct MarkdownFence {
  private let mark: Character
  private let length: Int

  init?(_ line: String) {
    let text = line.drop { $0 == " " }
    guard line.prefix(while: { $0 == " " }).count < 4, let mark = text.first,
      mark == "`" || mark == "~"
    else { return nil }
    let length = text.prefix { $0 == mark }.count
    guard length >= 3, mark == "~" || !text.dropFirst(length).contains("`") else { return nil }
    self.mark = mark
    self.length = length
  }

  func isClosed(by line: String) -> Bool {
    let text = line.drop { $0 == " " }
    let marks = text.prefix { $0 == mark }
    return marks.count >= length && text.dropFirst(marks.count).allSatisfy { $0 == " " }
  }
}
