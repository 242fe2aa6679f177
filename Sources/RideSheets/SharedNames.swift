import FleetModel

/// Something that people call by a name, and that a number tells apart where the name does not.
protocol Named {
  var id: Int { get }
  var name: String { get set }
}

extension RosterDriver: Named {}
extension Driver: Named {}

/// Names that several have, and longer ones that only one has.
public struct SharedNames: Hashable, Sendable {
  /// The name that they share, as it is written first.
  public let shared: String
  /// What each is called instead, in their order.
  public let names: [String]

  /// Gives those who share a name longer ones: the first form that tells all of them apart.
  ///
  /// - Parameters:
  ///   - list: Who they are; only shared names change.
  ///   - forms: The longer names of one, the best first; name and number always come last.
  /// - Returns: Each shared name with the new ones, in the list's order.
  /// - Complexity: O(n) for names that nobody shares.
  static func tellApart<Member: Named>(
    _ list: inout [Member], by forms: (Member) -> [String]
  ) -> [SharedNames] {
    var taken: [String: Int] = [:]
    for member in list { taken[key(member.name), default: 0] += 1 }
    var told: [SharedNames] = []
    for (position, member) in list.enumerated() where taken[key(member.name), default: 0] > 1 {
      let shared = key(member.name)
      let places = list.indices.filter { $0 >= position && key(list[$0].name) == shared }
      let longer = places.map { forms(list[$0]) + ["\(list[$0].name) \(list[$0].id)"] }
      let names = longer[0].indices.lazy.map { form in longer.map { $0[form] } }.first { names in
        let keys = names.map(key)
        return Set(keys).count == keys.count
          && keys.allSatisfy { $0 != shared && taken[$0] == nil }
      }
      // Numbers differ, but another may be called so: then more of them.
      let chosen = names ?? places.map { "\(list[$0].name) no. \(list[$0].id)" }
      for (place, name) in zip(places, chosen) {
        list[place].name = name
        taken[key(name), default: 0] += 1
      }
      taken[shared] = 0
      told.append(SharedNames(shared: member.name, names: chosen))
    }
    return told
  }

  /// What two names that people take for one have in common.
  static func key(_ name: String) -> String {
    let key = TextFolding.key(name)
    return key.isEmpty ? name : key
  }
}
