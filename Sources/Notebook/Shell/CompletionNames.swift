import CommandLanguage
import Store

/// The notebook's names as completion asks for them, kept until the notebook changes.
///
/// A thousand tables of fifty columns take SQLite tens of milliseconds to describe: too long for
/// every press of Tab. What changed since the last one is read anew, the rest is kept.
final class CompletionNames {
  private let database: NotebookDatabase
  private var mark: SchemaMark?
  private var relations: [Relation] = []
  /// The columns of the tables and views that were asked for, by folded name.
  private var columns: [String: [String]] = [:]
  /// Every column of every table, made when it is first asked for and then kept up with changes.
  private var index: ColumnIndex?
  /// The schema that the index is of.
  private var indexed: Int64?
  private var schema: Int64?

  init(database: NotebookDatabase) {
    self.database = database
  }

  /// Every table and view that can be named.
  func allRelations() -> [Relation] {
    refresh()
    return relations
  }

  /// The columns of a table or view, in order; empty where there is none.
  func columns(of relation: String) -> [String] {
    // Made anew by every statement.
    if relation == NotebookDatabase.lastResult { return read(relation) }
    refresh()
    let folded = NameRules.folded(relation)
    if let known = columns[folded] { return known }
    let found = read(relation)
    columns[folded] = found
    return found
  }

  /// The columns of all tables that begin with a text, each with the table that has it.
  func columns(beginningWith start: String) -> [(name: String, note: String)] {
    refresh()
    if index == nil {
      let shown = Set(relations.map(\.name))
      let pairs = (try? database.columnsOfTables()) ?? []
      index = ColumnIndex(pairs: pairs.filter { shown.contains($0.relation) })
    }
    if indexed != schema { updateIndex() }
    return index?.entries(beginningWith: NameRules.folded(start)) ?? []
  }

  private func read(_ relation: String) -> [String] {
    (try? database.columnNames(of: relation)) ?? []
  }

  private func refresh() {
    guard let now = try? database.schemaMark(), now != mark else { return }
    mark = now
    relations = (try? database.relations()) ?? []
    guard now.schema != schema else { return }
    schema = now.schema
    columns = [:]
  }

  /// Takes over what changed since: a table by its statement, views whenever anything did.
  private func updateIndex() {
    indexed = schema
    guard let statements = try? database.creationStatements() else { return }
    let shown = Set(relations.map(\.name))
    let present = statements.filter { shown.contains($0.name) }
    index?.update(
      tables: present.filter(\.isTable).map { ($0.name, $0.sql) },
      views: present.filter { !$0.isTable }.map(\.name), columns: columns(of:))
  }
}
