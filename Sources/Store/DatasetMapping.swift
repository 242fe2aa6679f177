import GRDB
import Tabular

/// Which columns of its file a dataset was made of, as its statement said.
public struct DatasetMapping: Sendable, Equatable {
  /// The names of all columns of the file.
  public let header: [String]
  /// What each named column is of a ride, in the order of the statement's form: `client`, `Passenger`.
  public let roles: [Role]

  /// What a column is of a ride.
  public struct Role: Sendable, Equatable {
    public let role: String
    public let column: String

    public init(role: String, column: String) {
      (self.role, self.column) = (role, column)
    }
  }

  public init(header: [String], roles: [Role]) {
    (self.header, self.roles) = (header, roles)
  }

  private static let form = RowForm<DatasetMapping>(
    "carnet_mapping",
    [
      .init("header") { JSONValue.array($0.header.map(JSONValue.string)).description },
      .init("roles") { mapping in
        JSONValue.array(mapping.roles.flatMap { [.string($0.role), .string($0.column)] })
          .description
      },
    ])

  func insert(dataset id: Int64, in database: Database) throws {
    try Self.form.insert([self], beside: ["dataset_id": id], in: database)
  }

  fileprivate init(row: Row) throws {
    let header = try Self.texts(row.value("header"))
    let roles = try Self.texts(row.value("roles"))
    self.init(
      header: header,
      roles: stride(from: 0, to: roles.count - 1, by: 2).map {
        Role(role: roles[$0], column: roles[$0 + 1])
      })
  }

  private static func texts(_ json: String) throws -> [String] {
    guard let elements = (try? JSONValue(parsing: json.utf8, name: "mapping"))?.elements else {
      throw StoreError.damagedRow("mapping", String(json.prefix(80)))
    }
    return elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }
}

extension NotebookDatabase {
  /// The mappings of datasets by the datasets' names, the last made first.
  ///
  /// - Throws: ``StoreError`` where the notebook cannot be read.
  /// - Complexity: O(mappings).
  public func mappings() throws -> [(dataset: String, mapping: DatasetMapping)] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT d.name, m.header, m.roles FROM main.carnet_mapping m
          JOIN main.carnet_dataset d ON d.id = m.dataset_id ORDER BY d.id DESC
          """
      ).map { (try $0.value("name"), try DatasetMapping(row: $0)) }
    }
  }
}
