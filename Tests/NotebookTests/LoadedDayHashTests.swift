import CivilTime
import FleetModel
import Planning
import Store
import Testing

@testable import Notebook

@Suite("What a loaded day is known by")
struct LoadedDayHashTests {
  @Test("October's days are recognised in the year's workbook and the week's export, every one")
  func october() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome(
      "load \"datasets/year-2025.xlsx\" as year\nload \"datasets/week-2025-43.json\" as week")
    func hashes(_ name: String) throws -> [String: String] {
      let days = try notebook.session.database.dayBook(of: name, rules: Rules()).days()
      return Dictionary(
        days.map { ("\($0.label)", $0.contentHash) }, uniquingKeysWith: { first, _ in first })
    }
    let year = try hashes("year")
    let october = try hashes("october")
    #expect(october.count == 23)
    for (date, hash) in october { #expect(year[date] == hash, "\(date)") }
    let week = try hashes("week")
    #expect(week.count == 5)
    for (date, hash) in week { #expect(october[date] == hash, "\(date)") }
    #expect(Set(year.values).count == year.count)
  }
}
