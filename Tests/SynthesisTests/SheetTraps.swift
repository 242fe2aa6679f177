import RideSheets
import Tabular
import Testing

/// Checks that each trap of the office's sheets is there, by reading the raw cells.
func expectTraps(_ office: ImportedOffice, _ location: SourceLocation = #_sourceLocation) {
  let rows = office.sheets.flatMap { sheet in sheet.rows.dropFirst().map(\.cells) }
  let headers = office.sheets.flatMap { $0.rows.prefix(1).flatMap(\.cells) }.map(text)
  #expect(
    headers.contains { $0.hasSuffix(" ") } && headers.contains { $0.hasPrefix(" ") },
    sourceLocation: location)
  for trap in traps {
    let count = rows.filter { row in
      let padded = row + Array(repeating: .empty, count: max(0, 6 - row.count))
      return trap.occurs(padded, padded.map(text))
    }.count
    #expect(count > 0, "no row has \(trap.name)", sourceLocation: location)
  }
}

private struct Trap: Sendable {
  let name: String
  let occurs: @Sendable (_ cells: [Cell], _ texts: [String]) -> Bool
}

private func text(_ cell: Cell) -> String {
  if case .text(let text) = cell { text } else { "" }
}

private let traps: [Trap] = [
  Trap(name: "Madame before the name") { $1[0].hasPrefix("Madame ") },
  Trap(name: "Monsieur before the name") { $1[0].hasPrefix("Monsieur ") },
  Trap(name: "an accent in the name") { $1[0].unicodeScalars.contains { $0.value > 0xbf } },
  Trap(name: "two blanks in the name") { $1[0].contains("  ") },
  Trap(name: "three blanks before both times") {
    $1[1].wholeMatch(of: /\d\d\.\d\d\.\d{4}   \d\d:\d\d   \d\d:\d\d/) != nil
  },
  Trap(name: "a time such as 07h30") { $1[1].contains(/\d\dh\d\d/) },
  Trap(name: "a time such as 7:30") { $1[1].contains(#/ \d:\d\d/#) },
  Trap(name: "a true date") { cells, _ in if case .date = cells[1] { true } else { false } },
  Trap(name: "A/R without a second time") {
    $1[2].uppercased().contains("A/R") && $1[1].contains(/\d{4}\s+\d\d?[:h]\d\d$/)
  },
  Trap(name: "an impossible date") { $1[1].hasPrefix("32.") },
  Trap(name: "a/r in lower case") { $1[2].contains("a/r") },
  Trap(name: "a blank course") { $1[2].isEmpty },
  Trap(name: "blanks around the course") { $1[2].hasPrefix(" ") || $1[2].hasSuffix(" ") },
  Trap(name: "line breaks in an address") { $1[3].contains("\n") || $1[4].contains("\n") },
  Trap(name: "runs of blanks in an address") { _, texts in
    texts[3...4].contains { $0.contains(/\S {3,}\S/) && !$0.contains("\n") }
  },
  Trap(name: "a phone number") { $1[3].contains("022 555") || $1[4].contains("022 555") },
  Trap(name: "a floor") { $1[3].contains("étage") || $1[4].contains("étage") },
  Trap(name: "a contact") { $1[3].contains("Contact") || $1[4].contains("Contact") },
  Trap(name: "only a place's name") { _, texts in
    texts[3...4].contains { !$0.contains("\n") && !$0.contains(/\d/) }
  },
  Trap(name: "Genène") { $1[3].contains("Genène") || $1[4].contains("Genène") },
  Trap(name: "two drivers") { $1[5].contains(/^[A-Z]\.?[A-Z]\/[A-Z]\.?[A-Z]/) },
  Trap(name: "initials without dots") { $1[5].contains(/^[A-Z]{2}/) },
  Trap(name: "a blank driver") { $1[5].isEmpty },
]
