import CommandLanguage
import SessionRecord
import Store

/// The clients whose names pictures must not show, registered as datasets come.
struct RecordedClients {
  private var pseudonyms: Pseudonyms?
  private var registered: [String] = []

  /// Columns of plain tables that name clients.
  private static let clientColumns: Set<String> = ["client", "clients", "passenger", "patient"]

  /// The pseudonyms of every client in the notebook, drivers' names kept.
  mutating func pseudonyms(in database: NotebookDatabase) throws -> Pseudonyms {
    let sources = try database.objects().filter { $0.kind == .dataset || $0.kind == .table }
    let datasets = sources.map { "\($0.name) \($0.identity)" }
    if let pseudonyms, datasets == registered { return pseudonyms }
    // No dataset was ever seen, so nothing names a client: the roster need not be read.
    if pseudonyms == nil, datasets.isEmpty { return Pseudonyms(keeping: []) }
    var names = try database.rows("SELECT DISTINCT client FROM carnet_ride ORDER BY client")
    for table in sources where table.kind == .table {
      for column in try database.columnNames(of: table.name)
      where Self.clientColumns.contains(NameRules.folded(column)) {
        let column = SQLIdentifier(column)
        names += try database.rows(
          "SELECT DISTINCT \(column) FROM \(SQLIdentifier(table.name)) ORDER BY 1")
      }
    }
    let drivers = try database.drivers().flatMap { [$0.name, $0.surname] }
    var fresh = pseudonyms ?? Pseudonyms(keeping: drivers)
    fresh.register(
      names.compactMap { if case .text(let name) = $0[0] { name } else { nil } })
    pseudonyms = fresh
    registered = datasets
    return fresh
  }
}
