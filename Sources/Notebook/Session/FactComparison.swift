import SessionRecord
import Tabular

/// What a replay compares a statement's tables with: the facts that its record has of them.
///
/// A record of the first form has hashes of whole rows that were made otherwise, and any record may
/// lack columns that a later version adds. Both are taken beside the facts of now.
final class FactComparison {
  private let recorded: FactSet
  private let form: RecordForm
  /// The hashes of whole rows as the record took them, where those of now are others by nature.
  private(set) var rowHashes: [Fact] = []

  init(with recorded: FactSet) {
    self.recorded = recorded
    form = RecordForm(of: recorded)
  }

  /// Whether the record is of the first form, whose facts were of whole tables.
  var isOfFirstForm: Bool { form == .first }

  /// How a record took the hashes of a table's rows.
  struct Projection {
    let form: RecordForm
    /// The columns that count, in the record's order.
    let indices: [Int]
  }

  /// How the record took the rows of a table; nil where it did as the facts of now.
  ///
  /// - Parameters:
  ///   - columns: The columns of now.
  ///   - prefix: The text before the keys of the table's facts.
  /// - Returns: The projection, or nil.
  /// - Complexity: O(columns).
  func projection(of columns: [FactColumn], prefix: String) -> Projection? {
    guard case .columns(let before)? = recorded[prefix + FactKey.columns] else { return nil }
    let names = NamePairs(before.map(\.name), columns.map(\.name))
    let indices = zip(before, names.places).compactMap { $0.isVolatile ? nil : $1 }
    let own = TableFacts.comparedIndices(of: columns)
    return form == .current && indices == own ? nil : Projection(form: form, indices: indices)
  }

  /// Keeps the hashes of a table's rows as the record took them.
  func note(ordered: Hash128?, unordered: Hash128, prefix: String) {
    rowHashes += TableFacts.rowHashes(ordered, unordered, as: form).map {
      Fact(prefix + $0.key, $0.value)
    }
  }
}

extension RecordForm {
  /// The form in which facts were taken, told by the names of their hashes.
  init(of facts: FactSet) {
    let isFirst = facts.facts.contains { fact in
      if case .hash(let hash) = fact.value { hash.algorithm == Self.first.hashName } else { false }
    }
    self = isFirst ? .first : .current
  }
}
