import CommandLanguage
import Testing

@testable import Notebook

@Suite("Texts that a spreadsheet would compute")
struct FormulaGuardTests {
  private static let rows =
    "a = select '=1+2' as x, '@SUM(A1)' as y union all select '+41 22', '-x' "
    + "union all select -5, '-5' union all select char(9) || '=1', 'plain';"

  @Test("an export warns of them, with their number and the first one's place")
  func warns() throws {
    let scratch = try TemporaryDirectory()
    let notebook = try NotebookHarness(folder: scratch.path)
    try notebook.outcome(Self.rows)
    for ending in ["csv", "tsv"] {
      let outcome = try notebook.outcome("export a to \"a.\(ending)\"")
      #expect(
        NotebookHarness.talk(outcome).dropLast().last
          == "a.\(ending): 5 cells that a spreadsheet would run as formulas, the first in row 1, "
          + "column x; `safe` guards them by a leading '")
    }
    let text = try TemporaryDirectory.text(of: scratch.path + "/a.csv")
    #expect(text == "x,y\n=1+2,@SUM(A1)\n+41 22,-x\n-5,-5\n\t=1,plain\n")
  }

  @Test("`safe` guards them and nothing else, and says how many")
  func guards() throws {
    let scratch = try TemporaryDirectory()
    let notebook = try NotebookHarness(folder: scratch.path)
    try notebook.outcome(Self.rows)
    let outcome = try notebook.outcome("export a to \"a.csv\" safe")
    #expect(
      NotebookHarness.talk(outcome).dropLast().last
        == "a.csv: 5 cells that a spreadsheet would run as formulas, the first in row 1, column x: "
        + "guarded by a leading '")
    let text = try TemporaryDirectory.text(of: scratch.path + "/a.csv")
    #expect(text == "x,y\n'=1+2,'@SUM(A1)\n'+41 22,'-x\n-5,-5\n'\t=1,plain\n")
    try notebook.outcome("b = select 1 as \"=x\";")
    let head = try notebook.outcome("export b to \"b.csv\" safe")
    #expect(NotebookHarness.talk(head).last?.contains("the header of column =x") == true)
    #expect(try TemporaryDirectory.text(of: scratch.path + "/b.csv") == "'=x\n1\n")
  }

  @Test("harmless tables say nothing, and formats that no spreadsheet computes take no `safe`")
  func harmless() throws {
    let scratch = try TemporaryDirectory()
    let notebook = try NotebookHarness(folder: scratch.path)
    try notebook.outcome("a = select -5 as n, 'x=1' as t, 1e300 as r;")
    #expect(NotebookHarness.talk(try notebook.outcome("export a to \"a.csv\"")).count == 1)
    #expect(notebook.failure("export a to \"a.json\" safe")?.code == "E-format")
  }
}
