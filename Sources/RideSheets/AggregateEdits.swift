import Tabular

/// Puts recomputed aggregates in the place of wrong ones, as the document writes its numbers.
struct AggregateEdits {
  private let bytes: [UInt8]
  private let root: JSONSpan
  private let document: JSONValue
  private var styles: [String: JSONNumberStyle] = [:]
  private var written: Set<Range<Int>> = []

  private(set) var edits = TextEdits()
  /// The paths of what changed.
  private(set) var paths: [String] = []

  init(bytes: [UInt8], root: JSONSpan, document: JSONValue) {
    self.bytes = bytes
    self.root = root
    self.document = document
  }

  /// Mends one aggregate; what is no number stays as it is.
  mutating func mend(_ place: AggregateDifferences.Place) {
    guard let value = place.value else { return }
    if let driver = place.driver {
      addLoad(of: driver, value, at: place.path)
      return
    }
    guard var span = root.at(place.path) else { return }
    // A load in a list of objects.
    for name in ["load", "num_assignments", "count"] where span.members != nil {
      span = span[name] ?? span
    }
    let token = String(decoding: bytes[span.range], as: UTF8.self)
    let number = span.isText ? String(token.dropFirst().dropLast()) : token
    guard Double(number) != nil, written.insert(span.range).inserted else { return }
    let text = style(of: place.path).text(value, instead: number)
    guard text != number else { return }
    edits.replace(span.range, with: span.isText ? "\"\(text)\"" : text)
    paths.append(place.path.description)
  }

  /// Adds the load of a driver whom the loads lack, under his number or his name like the others.
  private mutating func addLoad(of driver: Int64, _ value: Double, at path: JSONPath) {
    let parent = JSONPath(steps: Array(path.steps.dropLast()))
    guard let loads = root.at(parent), let members = loads.members,
      case .index(let dispatch)? = path.steps.dropFirst().first
    else { return }
    let figures = DispatchFigures(document["dispatches"]?.elements?[dispatch] ?? .null)
    let names = Set(figures.drivers.map(\.name))
    let name = figures.drivers.first { $0.id == driver }?.name ?? ""
    let isByName = !name.isEmpty && members.contains { names.contains($0.key) }
    edits.insert(
      bytes: bytes, key: isByName ? name : "\(driver)", "\(Int64(value))", behindMembersOf: loads)
    paths.append(path.description)
  }

  /// How the document writes the numbers of a name, wherever it stands.
  private mutating func style(of path: JSONPath) -> JSONNumberStyle {
    guard case .key(let name)? = path.steps.last else { return JSONNumberStyle(of: []) }
    if let style = styles[name] { return style }
    var tokens: [String] = []
    collect(name, in: root, depth: 0, &tokens)
    let style = JSONNumberStyle(of: tokens)
    styles[name] = style
    return style
  }

  /// The numbers of a name in the root, its dispatches and their members.
  private func collect(_ name: String, in span: JSONSpan, depth: Int, _ tokens: inout [String]) {
    guard depth < 6 else { return }
    for element in span.elements ?? [] { collect(name, in: element, depth: depth + 1, &tokens) }
    for member in span.members ?? [] {
      if member.key == name, member.value.isWord {
        tokens.append(String(decoding: bytes[member.value.range], as: UTF8.self))
      }
      collect(name, in: member.value, depth: depth + 1, &tokens)
    }
  }
}

extension JSONSpan {
  /// Whether it is a string.
  var isText: Bool { if case .string = kind { true } else { false } }
  /// Whether it is a number, a truth value or null.
  var isWord: Bool { if case .word = kind { true } else { false } }
}
