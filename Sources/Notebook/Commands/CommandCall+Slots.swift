import CommandLanguage

/// The slots that mean the same in every command that has them.
extension CommandCall {
  /// The name of what a statement makes.
  static let name = Slot.name("NAME", "the name of what it makes")
  /// The file that a statement reads or writes.
  static let file = Slot.path("FILE", "the file")
  /// The seed that a statement draws from in place of the session's.
  static let seed = Slot.integer("SEED", 0...Int.max, "the seed")
  /// Allows a statement to replace what has the name or path already.
  static let replace = Flag("replace")
}
