import Files

/// Reads a script's text from a file.
enum ScriptFile {
  /// The most bytes that a script may hold; a larger file is no script.
  private static let largest = 64 << 20

  /// The text of a file; nil where there is none, invalid UTF-8 repaired.
  ///
  /// - Throws: `FileError` where it is a folder, a device or a pipe, cannot be read or is too large.
  static func text(at path: String) throws(FileError) -> String? {
    guard FilePath.exists(path) else { return nil }
    do {
      return String(decoding: try WholeFile.read(path, upTo: largest), as: UTF8.self)
    } catch var error {
      if error.expected != nil { error.remedy = "use `load` for data" }
      throw error
    }
  }
}
