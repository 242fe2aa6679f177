/// An Office Open XML workbook: its sheets' names and what cells refer to.
///
/// Source: ECMA-376, Part 1, "SpreadsheetML".
struct Workbook: Sendable {
  let source: ByteSource
  private(set) var sheets: [(name: String, part: String)] = []
  private(set) var styles = CellStyles()
  private(set) var sharedTexts = SharedTexts()
  private(set) var uses1904 = false

  init(_ source: ByteSource) throws(TabularError) {
    self.source = source
    let archive = try ZipArchive(source)
    let part = try Self.mainPart(archive)
    let parts = try Relations(of: part, in: archive)
    try readSheets(part, parts, archive)
    guard !sheets.isEmpty else {
      throw TabularError(.noTable, "has no worksheet", file: source.name)
    }
    if let part = parts.first("styles") { styles = try CellStyles(part, archive) }
    if let part = parts.first("sharedStrings") {
      sharedTexts = try SharedTextsReader.read(part, archive)
    }
  }

  private static func mainPart(_ archive: ZipArchive) throws(TabularError) -> String {
    let part = try Relations(of: "", in: archive).first("officeDocument")
    guard let part, archive.contains(part) else {
      throw TabularError(
        .wrongContent, "is a zip archive but not a workbook", file: archive.source.name,
        expected: "an xlsx workbook", remedy: "unpack it first, or save it as .xlsx")
    }
    let isBinary = part.hasSuffix(".bin")
    guard !isBinary, !part.hasPrefix("word/"), !part.hasPrefix("ppt/") else {
      throw TabularError(
        .unsupported, isBinary ? "is a binary workbook (.xlsb)" : "is an Office file of no sheets",
        file: archive.source.name, expected: "an xlsx workbook", remedy: "save it as .xlsx")
    }
    return part
  }

  private mutating func readSheets(
    _ part: String, _ parts: Relations, _ archive: ZipArchive
  ) throws(TabularError) {
    var found: [(name: String, part: String)] = []
    var is1904 = false
    _ = try XMLPart.read(part, in: archive) { element, attributes in
      switch element {
      case "workbookPr":
        let flag = attributes["date1904"]
        is1904 = flag == "1" || flag == "true"
      case "sheet":
        // A sheet of charts has no cells.
        guard let name = attributes["name"], let id = attributes["id"],
          let target = parts.target(id: id), target.kind == "worksheet"
        else { return }
        found.append((name, target.part))
      default: break
      }
    }
    sheets = found
    uses1904 = is1904
  }
}

/// What a part of a package refers to.
struct Relations {
  /// The last word of a relation's type and the part it leads to.
  typealias Target = (id: String, kind: String, part: String)

  private var targets: [Target] = []

  /// Reads the relations of a part, or of the package for an empty name.
  init(of part: String, in archive: ZipArchive) throws(TabularError) {
    let cut = part.lastIndex(of: "/").map { part.index(after: $0) } ?? part.startIndex
    let folder = String(part[..<cut])
    var found: [Target] = []
    let name = "\(folder)_rels/\(part[cut...]).rels"
    _ = try XMLPart.read(name, in: archive) { element, attributes in
      guard element == "Relationship", attributes["TargetMode"] != "External",
        let id = attributes["Id"], let type = attributes["Type"],
        let target = attributes["Target"]
      else { return }
      let kind = type.split(separator: "/").last.map(String.init) ?? ""
      found.append((id, kind, Self.resolve(target, from: folder)))
    }
    targets = found
  }

  func first(_ kind: String) -> String? {
    targets.first { $0.kind == kind }?.part
  }

  func target(id: String) -> Target? {
    targets.first { $0.id == id }
  }

  /// A target as an entry's name: from the package's root, without `.` and `..`.
  private static func resolve(_ target: String, from folder: String) -> String {
    var steps: [Substring] = []
    for step in (target.hasPrefix("/") ? target : folder + target).split(separator: "/") {
      switch step {
      case ".": break
      case "..": _ = steps.popLast()
      default: steps.append(step)
      }
    }
    return steps.joined(separator: "/")
  }
}
