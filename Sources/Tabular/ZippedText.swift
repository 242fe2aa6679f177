/// The delimited text that a zip archive holds, where it is clear which one is meant.
enum ZippedText {
  /// The table of entrances in the archives of the Swiss federal register of buildings, which hold four
  /// tables and a database of the same.
  private static let entrances = "eingang_entree_entrata.csv"

  /// Takes the text of an archive that is no workbook; nil where there is none, or not one alone.
  ///
  /// - Parameters:
  ///   - source: the archive's bytes.
  ///   - watch: asked for cancellation.
  /// - Returns: its name in the archive and its bytes, in memory.
  /// - Throws: `TabularError` where the archive is broken, encrypted or more than is allowed.
  static func only(
    in source: ByteSource, watch: LoadWatch
  ) throws(TabularError) -> (name: String, bytes: ByteSource)? {
    guard try source.head(4) == [0x50, 0x4B, 0x03, 0x04] else { return nil }
    let archive = try ZipArchive(source)
    guard !archive.contains("[Content_Types].xml"), !OpenDocument.isOne(archive) else { return nil }
    // More entries are no table of anybody's.
    let names = archive.names(most: 1_000)
    let texts = names.filter { name in
      let file = FileName(name)
      return ["csv", "tsv", "txt"].contains(file.ending) && !name.hasPrefix("__MACOSX/")
        && !file.stem.hasPrefix(".")
    }
    let chosen = names.contains(entrances) ? entrances : texts.count == 1 ? texts[0] : nil
    guard let chosen else { return nil }
    try watch.check(source)
    return (chosen, try ByteSource(bytes: archive.bytes(of: chosen), name: chosen))
  }
}
