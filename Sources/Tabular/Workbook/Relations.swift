/// What a part of a package refers to.
struct Relations {
  /// What a relation is for, as the last word of its type, and the part it leads to.
  typealias Target = (kind: String, part: String)

  private var targets: [String: Target] = [:]
  private var firstOfKind: [String: String] = [:]

  /// Reads the relations of a part, or of the package for an empty name.
  init(of part: String, in archive: ZipArchive) throws(TabularError) {
    let cut = part.lastIndex(of: "/").map { part.index(after: $0) } ?? part.startIndex
    let folder = String(part[..<cut])
    let name = "\(folder)_rels/\(part[cut...]).rels"
    var found: [(id: String, target: Target)] = []
    _ = try XMLPart.read(name, .packageRelations, in: archive) { element, attributes in
      guard element == "Relationship", attributes["TargetMode"] != "External",
        let id = attributes["Id"], let kind = attributes["Type"].flatMap(Self.kind),
        let target = attributes["Target"]
      else { return }
      found.append((id, (kind, Self.resolve(target, from: folder))))
    }
    for (id, target) in found {
      if targets[id] == nil { targets[id] = target }
      if firstOfKind[target.kind] == nil { firstOfKind[target.kind] = target.part }
    }
  }

  func first(_ kind: String) -> String? { firstOfKind[kind] }

  func target(id: String) -> Target? { targets[id] }

  /// The relation that an element names in its attribute `r:id`.
  static func id(_ attributes: [String: String]) -> String? {
    XMLVocabulary.relationTypes.lazy.compactMap { attributes["\($0)\nid"] }.first
  }

  /// The last word of an Office relation's type, nil for what others add.
  private static func kind(_ type: String) -> String? {
    for prefix in XMLVocabulary.relationTypes where type.hasPrefix(prefix + "/") {
      return String(type.dropFirst(prefix.utf8.count + 1))
    }
    return nil
  }

  /// A target as an entry's name: from the package's root, without `.` and `..`.
  private static func resolve(_ target: String, from folder: String) -> String {
    let isAbsolute = target.hasPrefix("/") || target.hasPrefix("\\")
    var steps: [Substring] = []
    for step in (isAbsolute ? target : folder + target).split(whereSeparator: { "/\\".contains($0) }
    ) {
      switch step {
      case ".": break
      case "..": _ = steps.popLast()
      default: steps.append(step)
      }
    }
    return steps.joined(separator: "/")
  }
}
