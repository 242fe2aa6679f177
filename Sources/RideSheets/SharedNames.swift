import FleetModel
import Naming

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
  static func tellApart(
    _ list: inout [RosterDriver], by forms: (RosterDriver) -> [String]
  ) -> [SharedNames] {
    var taken: [String: Int] = [:]
    for member in list { taken[key(member.name), default: 0] += 1 }
    var told: [SharedNames] = []
    for (position, member) in list.enumerated() where taken[key(member.name), default: 0] > 1 {
      let shared = key(member.name)
      let places = list.indices.filter { $0 >= position && key(list[$0].name) == shared }
      let longer = places.map { forms(list[$0]) + [numbered(list[$0].name, list[$0].id)] }
      let names = longer[0].indices.lazy.map { form in longer.map { $0[form] } }.first { names in
        let keys = names.map(key)
        return Set(keys).count == keys.count
          && keys.allSatisfy { $0 != shared && taken[$0] == nil }
      }
      let chosen = names ?? places.map { surelyNumbered(list[$0].name, list[$0].id) }
      for (place, name) in zip(places, chosen) {
        list[place].name = name
        taken[key(name), default: 0] += 1
      }
      taken[shared] = 0
      told.append(SharedNames(shared: member.name, names: chosen))
    }
    return told
  }

  /// A name with its bearer's number.
  static func numbered(_ name: String, _ id: Int) -> String { "\(name) \(id)" }

  /// The same where somebody else is called so.
  static func surelyNumbered(_ name: String, _ id: Int) -> String { "\(name) no. \(id)" }

  /// What two names that people take for one have in common.
  static func key(_ name: String) -> String {
    let key = TextFolding.key(name)
    return key.isEmpty ? name : key
  }
}
