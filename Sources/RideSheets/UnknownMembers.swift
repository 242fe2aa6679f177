import Tabular

/// Members of a document that its reader does not take, counted by name.
public struct UnknownMembers: Hashable, Sendable {
  /// In the order in which they first stand in the document.
  public private(set) var list: [Member] = []
  private var places: [String: Int] = [:]

  /// One name among the members of one kind of object.
  public struct Member: Hashable, Sendable {
    /// What the objects are, such as `drivers`.
    public let owner: String
    public let name: String
    /// In how many objects it stands.
    public fileprivate(set) var count: Int
    /// Whether the dataset keeps it in a column of its name.
    public fileprivate(set) var hasColumn = false
  }

  init() {}

  /// Counts the members of an object that are not among the known ones.
  ///
  /// - Complexity: O(members).
  mutating func note(_ value: JSONValue?, of owner: String, known: Set<String>) {
    guard case .object(let members)? = value else { return }
    for (name, _) in members where !known.contains(name) {
      let key = "\(owner)\u{0}\(name)"
      if let place = places[key] {
        list[place].count += 1
      } else {
        places[key] = list.count
        list.append(Member(owner: owner, name: name, count: 1))
      }
    }
  }

  /// The same for each object of a list.
  mutating func note(each value: JSONValue?, of owner: String, known: Set<String>) {
    for element in value?.elements ?? [] { note(element, of: owner, known: known) }
  }

  /// Marks the members of one kind of object that the dataset has columns for.
  mutating func noteColumns(of owner: String, _ hasColumn: (String) -> Bool) {
    for index in list.indices where list[index].owner == owner {
      list[index].hasColumn = hasColumn(list[index].name)
    }
  }
}
