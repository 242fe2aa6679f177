import CommandLanguage
import Store
import Tabular
import TerminalText
import Testing

@testable import Notebook

/// What goes back to the office: its own workbook with a plan's drivers, and what drivers take along.
@Suite("plans given back to the office")
struct OfficeSheetTests {
  private let folder: TemporaryDirectory
  private let notebook: NotebookHarness

  init() throws {
    folder = try TemporaryDirectory()
    let october = try TemporaryDirectory.bytes(
      of: NotebookHarness.repository + "/datasets/october-2025.xlsx")
    try folder.write(october, to: "october.xlsx")
    notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"october.xlsx\" as october\ndispatch october with greedy as g")
  }

  private func cells(_ name: String) throws -> [[Cell]] {
    var rows: [[Cell]] = []
    try TabularFile.open(folder.path + "/" + name).sheet(at: 0).forEachRow { _, cells in
      rows.append(cells)
      return true
    }
    return rows
  }

  @Test(
    "the copy has the plan's drivers when it is loaded, and differs in the drivers' column alone")
  func copy() throws {
    let talk = NotebookHarness.talk(
      try notebook.outcome("export plan g to \"new.xlsx\" as sheet of \"october.xlsx\""))
    let (old, new) = (try cells("october.xlsx"), try cells("new.xlsx"))
    #expect(old.count == new.count)
    var changed = 0
    for (before, after) in zip(old, new) where before != after {
      changed += 1
      #expect(Array(before.prefix(5)) == Array(after.prefix(5)))
    }
    #expect(talk.contains { $0.hasPrefix("\(changed) driver cells changed") })
    try notebook.outcome("load \"new.xlsx\" as back")
    // Rides that the plan leaves out keep what the office wrote.
    let rows = try notebook.rows(
      """
      select count(*), sum(b.driver is g.driver) from back b join g using (ride);
      """)
    #expect(rows == [[.integer(202), .integer(202)]])
    let others = try notebook.rows(
      """
      select count(*), sum(b.driver is o.driver and b.initials is o.initials)
      from back b join october o using (ride) where ride not in (select ride from g);
      """)
    #expect(others == [[.integer(9), .integer(9)]])
  }

  @Test("a plan that changes nobody gives the same bytes")
  func unchanged() throws {
    let talk = NotebookHarness.talk(
      try notebook.outcome(
        "export plan \"october recorded\" to \"same.xlsx\" as sheet of \"october.xlsx\""))
    #expect(talk.contains("no driver changes: the same cells"))
    let same = try TemporaryDirectory.bytes(of: folder.path + "/same.xlsx")
    #expect(try TemporaryDirectory.bytes(of: folder.path + "/october.xlsx") == same)
  }

  @Test("another file, the workbook itself and other formats are refused, and nothing is written")
  func refused() throws {
    let other = try TemporaryDirectory.bytes(
      of: NotebookHarness.repository + "/datasets/year-2025.xlsx")
    try folder.write(other, to: "year.xlsx")
    for (statement, reason) in [
      ("export plan g to \"a.xlsx\" as sheet of \"year.xlsx\"", "is not the file that october"),
      (
        "export plan g to \"october.xlsx\" as sheet of \"october.xlsx\" replace",
        "would overwrite the workbook"
      ), ("export plan g to \"a.csv\" as sheet of \"october.xlsx\"", "cannot be written as .csv"),
      ("export plan g to \"a.xlsx\" as sheet of \"none.xlsx\"", "does not exist"),
    ] {
      let failure = notebook.failure(statement)
      #expect(failure?.headline.contains(reason) == true, "\(statement): \(failure as Any)")
    }
    #expect(!FileManager.exists(folder.path + "/a.xlsx"))
  }

  @Test("rides that nobody drives have empty cells, with a warning, and corrections are counted")
  func warnings() throws {
    try notebook.outcome(
      """
      correct october ride 1 time 09:10
      dispatch october with greedy without Yannis, Dris, Giuseppe, Khalid, Aurélie as few
      """)
    let outcome = try notebook.outcome(
      "export plan few to \"few.xlsx\" as sheet of \"october.xlsx\"")
    let warnings = outcome.blocks.compactMap { block in
      if case .warning(let sentence) = block { sentence.text } else { nil }
    }
    #expect(warnings.contains { $0.contains("of the plan without a driver") })
    #expect(warnings.contains { $0.contains("1 correction of october not in the copy") })
  }

  @Test("a driver whom the sheet would not be read as is not written")
  func ambiguous() throws {
    // A copy is read again before it is kept: a name that fits two drivers names nobody.
    try folder.write(
      """
      name,surname,initials,kind
      Yannis,Lambelet,Y.L,regular
      Dris,Amrani,D.A,regular
      Giuseppe,Bernasconi,G.B,regular

      """.utf8, to: "drivers.csv")
    let outcome = try notebook.outcome(
      """
      load "drivers.csv" replace
      load "october.xlsx" as fresh
      dispatch fresh with greedy as f
      export plan f to "fresh.xlsx" as sheet of "october.xlsx"
      load "fresh.xlsx" as written
      """)
    #expect(outcome.result != nil)
    #expect(
      try notebook.rows(
        "select count(*) from written w join f using (ride) where w.driver is not f.driver;")
        == [[.integer(0)]])
  }

  @Test(
    "each driver has a file of his own rides in their order, with the sheet's phones where asked")
  func daySheets() throws {
    try notebook.outcome(
      """
      dispatch october on 2025-10-22 with greedy as day
      export plan day to "sheets" as day sheets of "october.xlsx" language fr
      """)
    let names = try notebook.rows("select distinct driver from day where driver is not null;")
    for case .text(let driver) in names.map({ $0[0] }) {
      let page = try TemporaryDirectory.text(
        of: folder.path + "/sheets/2025-10-22-\(driver).html")
      #expect(page.contains("<html lang=\"fr\">"))
      #expect(page.contains("Confidentiel"))
      #expect(page.contains("mercredi 22.10.2025"))
      let own = try notebook.rows(
        "select october.client from day join october using (ride) where day.driver = '\(driver)' "
          + "order by position;")
      var rest = page[...]
      for case .text(let client) in own.map({ $0[0] }) {
        let place = try #require(rest.firstRange(of: client), "\(client) for \(driver)")
        rest = rest[place.upperBound...]
      }
      #expect(page.components(of: "<tr><td>") == own.count)
    }
    try notebook.outcome("export plan g to \"all.html\" as day sheets of \"october.xlsx\"")
    let all = try TemporaryDirectory.text(of: folder.path + "/all.html")
    #expect(all.contains("022 ") || all.contains("079 "))
    try notebook.outcome("export plan g to \"bare.html\" as day sheets")
    #expect(
      try !TemporaryDirectory.text(of: folder.path + "/bare.html").contains("class=\"details\""))
  }

  @Test("day sheets do not overwrite a file that differs, and then write none")
  func inTheWay() throws {
    try notebook.outcome("dispatch october on 2025-10-22 with greedy as day")
    try notebook.outcome("export plan day to \"out\" as day sheets")
    try notebook.outcome("export plan day to \"out\" as day sheets")
    let drivers = try notebook.rows(
      "select distinct driver from day where driver is not null order by 1;")
    guard case .text(let last)? = drivers.last?[0], case .text(let first)? = drivers.first?[0]
    else {
      Issue.record("nobody drives")
      return
    }
    try folder.makeFolder("more")
    try folder.write("x".utf8, to: "more/2025-10-22-\(last).html")
    let failure = notebook.failure("export plan day to \"more\" as day sheets")
    #expect(failure?.headline.contains("exists already") == true)
    #expect(!FileManager.exists(folder.path + "/more/2025-10-22-\(first).html"))
  }

  @Test("a folder of any name keeps no page of a driver who has no ride any more")
  func leftOver() throws {
    try notebook.outcome(
      """
      dispatch october on 2025-10-22 with greedy as day
      export plan day to "out[1]" as day sheets
      dispatch october on 2025-10-22 with greedy without Dris as less
      """)
    let failure = notebook.failure("export plan less to \"out[1]\" as day sheets replace")
    #expect(failure?.headline.contains("for other drivers") == true)
  }

  @Test("phones and floors of an address that was corrected are on no page, and counted")
  func corrected() throws {
    try notebook.outcome(
      """
      correct october ride 1 pickup "Rue de Lyon 1, 1203 Genève"
      dispatch october on 2025-10-01 with greedy as day
      """)
    let outcome = try notebook.outcome(
      "export plan day to \"out\" as day sheets of \"october.xlsx\"")
    #expect(
      outcome.blocks.contains { block in
        if case .warning(let sentence) = block { sentence.text.contains("address") } else { false }
      })
  }
}

private enum FileManager {
  static func exists(_ path: String) -> Bool { FilePath.exists(path) }
}

extension String {
  /// How often a text stands in this one.
  fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
