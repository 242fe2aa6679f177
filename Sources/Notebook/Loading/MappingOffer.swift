import CommandLanguage
import Naming
import RideSheets
import Store
import TerminalText

/// The mapping of a dataset, offered to a table of the same header.
struct MappingOffer {
  let call: CommandCall

  /// What a load says of tables whose header is that of a file which was made rides of.
  ///
  /// - Parameter tables: Each table's name, and the names of its file's columns.
  /// - Returns: A sentence with the statement that makes rides of the file, or nil where none fits.
  /// - Throws: `StoreError` where the notebook cannot be read.
  func sentence(for tables: [(name: String, columns: [String])]) throws -> Sentence? {
    // One statement makes one dataset.
    guard tables.count == 1, let table = tables.first else { return nil }
    let columns = Set(table.columns.map(NameFolding.folded))
    let fitting = try call.database.mappings().first {
      Set($0.mapping.header.filter { !$0.isEmpty }.map(NameFolding.folded)) == columns
    }
    guard let fitting else { return nil }
    // Without that dataset a replay would offer nothing.
    call.session.running.observed.insert(.name(fitting.dataset))
    return
      "the header is that of the file of \(fitting.dataset); its mapping makes rides of this one: "
      + "\(words: try statement(fitting.mapping, for: table.name))"
  }

  private func statement(_ mapping: DatasetMapping, for name: String) throws -> String {
    // What is said of tables alone is none of a ride sheet's.
    let ofTables: [any CommandSlot] = [
      LoadCommand.header, LoadCommand.first, LoadCommand.nulls, LoadCommand.replace,
    ]
    let command = ofTables.reduce(call.command) { $0.removing($1) }
      .setting(LoadCommand.name, to: .name(try freeName(behind: name)))
    let roles = mapping.roles.map { "\($0.role) \(NameRules.quoted($0.column))" }
    return "\(command.text) with \(roles.joined(separator: ", "))"
  }

  /// A name for the rides that nothing has: a dataset does not replace the table.
  private func freeName(behind name: String) throws -> String {
    var free = "\(name)_rides"
    while try call.database.holder(of: free) != nil { free += "_2" }
    return free
  }
}

extension DatasetMapping {
  /// What a statement says of the columns of its files.
  init?(_ mapping: RideMapping?, _ files: [LoadedFile]) {
    guard let mapping, let header = files.first?.rideSheets.first?.layout.mappedHeader else {
      return nil
    }
    self.init(
      header: header,
      roles: RideMapping.Column.allCases.compactMap { column in
        mapping.headers[column].map { Role(role: column.rawValue, column: $0) }
      })
  }
}
