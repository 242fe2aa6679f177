import Naming

/// Follows a property of subjects through a session, to the line that it comes from.
///
/// What a statement changes has the property where the statement has it or reads something with it;
/// what it makes without either loses it.
struct SubjectOrigins {
  /// The line that each subject has the property from.
  private var lines: [Subject: Int] = [:]

  /// The earliest line among those that some subjects have the property from, and its subject.
  ///
  /// - Complexity: O(subjects).
  func origin(of reads: Set<Subject>) -> (subject: Subject, line: Int)? {
    guard !lines.isEmpty else { return nil }
    return reads.compactMap { subject in lines[subject].map { (subject: subject, line: $0) } }
      // Sets have no order: the earliest line, then the first subject.
      .min { ($0.line, $0.subject) < ($1.line, $1.subject) }
  }

  /// Notes what a statement changed.
  ///
  /// - Parameters:
  ///   - effects: What it did.
  ///   - line: The line that this has the property from; nil where it lacks it.
  /// - Complexity: O(subjects).
  mutating func note(_ effects: Effects, from line: Int?) {
    for subject in effects.writes {
      if let line {
        lines[subject] = min(lines[subject] ?? line, line)
      } else if effects.makes.contains(subject) || effects.removes.contains(subject) {
        lines[subject] = nil
      }
    }
  }
}
