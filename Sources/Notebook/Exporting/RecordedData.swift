import CommandLanguage
import Documents
import SessionRecord

/// The files that a record's statements read, with their digests.
struct RecordedData {
  let parser: StatementParser

  /// Each file once, in the order of its first use: its name without folders, and its hash.
  ///
  /// - Complexity: linear in the record.
  func sources(of record: SessionFile) -> [Provenance.DataSource] {
    var sources: [Provenance.DataSource] = []
    for entry in record.entries {
      guard case .hash(let hash)? = entry.facts["file"], let path = path(in: entry.source) else {
        continue
      }
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let files = FileManifest(entry.facts).files
      for (name, hash) in files.isEmpty ? [(LoadSource.shown(name), hash)] : files {
        let source = Provenance.DataSource(name: name, hash: hash)
        if !sources.contains(source) { sources.append(source) }
      }
    }
    return sources
  }

  private func path(in source: String) -> String? {
    guard case .success(let statement)? = parser.statements(of: SourceText(source)).first,
      case .command(let command) = statement.body
    else { return nil }
    return command[ExportCommand.file]
  }
}
