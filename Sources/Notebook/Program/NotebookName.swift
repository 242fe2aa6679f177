import CommandLanguage

/// Whether a word after the program's name may be meant as a notebook's file.
public enum NotebookName {
  /// The doubt about a word that would make a notebook, as a sentence with the ways out.
  ///
  /// A bare word that is a statement, or nearly a command of the program, is hardly a new file's
  /// name: `carnet tour` had made a notebook called tour.
  ///
  /// - Parameters:
  ///   - word: The word, as typed.
  ///   - commands: The program's commands.
  /// - Returns: The sentence; nil for a file that exists, a path, and a name with an ending.
  public static func doubt(about word: String, commands: [String]) -> String? {
    guard !word.contains("/"), !word.contains("."), !word.isEmpty, !FilePath.exists(word) else {
      return nil
    }
    let wayOut = "`carnet ./\(word)` makes a notebook of that name"
    // A catalogue that cannot be read is reported when the notebook opens.
    if let grammar = try? CommandCatalogue().grammar, grammar.verbs.contains(word) {
      return "there is no notebook \(word); `carnet -c \(word)` runs the statement, \(wayOut)"
    }
    guard let question = NearestNames.question(for: word, among: commands) else { return nil }
    return "there is no notebook \(word); \(question) \(wayOut)"
  }
}
