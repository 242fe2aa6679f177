import Store

/// Follows a property of what names stand for through a session, to the line that it comes from.
///
/// What a statement writes has the property where the statement has it or reads something with it;
/// what it makes anew without either loses it.
struct NameOrigins {
  /// The line that each name has the property from, by folded name.
  private var lines: [String: Int] = [:]

  /// The names that a statement may read, folded, and whether it may read all of the notebook.
  struct Reads {
    var names: Set<String>
    var isEverything: Bool
  }

  /// What a statement wrote, as folded names.
  struct Writes {
    var names: [String] = []
    /// Names among them that it made anew.
    var created: Set<String> = []
  }

  /// The earliest line among those that a statement's names have the property from, and its name.
  ///
  /// - Complexity: O(names that the statement reads); O(all names) where it may read everything.
  func origin(of reads: Reads) -> (name: String, line: Int)? {
    guard !lines.isEmpty else { return nil }
    let known =
      reads.isEverything
      ? lines.filter { !LineageReader.isFile($0.key) && $0.key != NotebookDatabase.lastResult }
        .map { (name: $0.key, line: $0.value) }
      : reads.names.compactMap { name in lines[name].map { (name: name, line: $0) } }
    // Sets have no order: the earliest line, then the first name.
    return known.min { ($0.line, $0.name) < ($1.line, $1.name) }
  }

  /// Notes what a statement wrote.
  ///
  /// - Parameters:
  ///   - writes: The names.
  ///   - line: The line that they have the property from; nil where they lack it.
  /// - Complexity: O(names).
  mutating func note(_ writes: Writes, from line: Int?) {
    for name in writes.names {
      if let line {
        lines[name] = min(lines[name] ?? line, line)
      } else if writes.created.contains(name) {
        lines[name] = nil
      }
    }
  }
}
