import CommandLanguage
import Testing

@testable import Notebook

@Suite("Mistakes in what a plan is asked for")
struct DispatchMistakeTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let text: String
    let code: String
    /// What is underlined.
    let blamed: String
    let headline: String
    var expected: String?
    var remedy: String?
    var testDescription: String { text }
  }

  static let wednesday: [Row] = [
    Row(
      text: "dispatch october on 2025-10-22 with optimal without Driss", code: "E-driver",
      blamed: "Driss", headline: "there is no driver `Driss`",
      expected: "Yannis, Giuseppe, Dris, Khalid, Aurélie, Denis", remedy: "did you mean Dris?"),
    Row(
      text: "dispatch october with greedy pin 155 to Bruno", code: "E-driver", blamed: "Bruno",
      headline: "there is no driver `Bruno`",
      expected: "Yannis, Giuseppe, Dris, Khalid, Aurélie, Denis", remedy: nil),
    Row(
      text: "dispatch october on 2025-10-22 with greedy pin 155, 1 to Dris", code: "E-ride",
      blamed: "155, 1", headline: "ride 1 is not among the rides to plan",
      remedy: "`show october` lists the rides"),
    Row(
      text: "dispatch october on 2025-10-25 with optimal", code: "E-date", blamed: "2025-10-25",
      headline: "october has no ride on 2025-10-25",
      expected: "a day with rides, from 2025-10-01 to 2025-10-31",
      remedy: "`select date, count(*) as rides from october group by date;` lists its days"),
    Row(
      text: "dispatch october with optmal", code: "E-syntax", blamed: "optmal",
      headline: "unexpected `optmal`",
      expected: "`recorded`, `nearest`, `greedy`, `search`, `optimal`, `agent`, `auto`, `policy` "
        + "or `untrained`", remedy: "did you mean optimal?"),
    Row(
      text: "dispatch octobre with optimal", code: "E-dataset", blamed: "octobre",
      headline: "there is no dataset `octobre`", expected: "a dataset: october",
      remedy: "did you mean october?"),
    Row(
      text: "dispatch october with optimal seed 3", code: "E-clause", blamed: "3",
      headline: "`optimal` does not take `seed`", expected: "`seed` with search or auto"),
    Row(
      text: "dispatch october with greedy budget 3", code: "E-clause", blamed: "3",
      headline: "`greedy` does not take `budget`", expected: "`budget` with search or optimal"),
    Row(
      text: "dispatch october with nearest within 3 seconds", code: "E-clause", blamed: "3",
      headline: "`nearest` does not take `within`",
      expected: "`within` with search or optimal"),
    Row(
      text: "dispatch october with recorded without Dris", code: "E-clause", blamed: "Dris",
      headline: "`recorded` does not take `without`",
      expected: "`without` with nearest or greedy or search or optimal or agent AGENT or "
        + "auto agent AGENT or policy AGENT or untrained AGENT or auto untrained AGENT or auto"),
    Row(
      text: "dispatch october with search budget 3 within 2 seconds", code: "E-clause", blamed: "2",
      headline: "`budget` and `within` cannot be combined",
      remedy: "leave one out"),
  ]

  static let hand: [Row] = [
    Row(
      text: "dispatch hand with optimal fairness 7 days", code: "E-date", blamed: "7",
      headline: "hand has days without dates; a rolling gap needs dates",
      remedy: "leave `fairness` out"),
    Row(
      text: "dispatch hand with recorded", code: "E-recorded", blamed: "recorded",
      headline: "hand records no drivers", expected: "nearest, greedy, search, optimal, auto"),
    Row(
      text: "dispatch hand on mondy with optimal", code: "E-date", blamed: "mondy",
      headline: "hand has no ride on mondy", expected: "a day with rides, from monday to tuesday",
      remedy: "did you mean monday?"),
    Row(
      text: "dispatch hand with optimal without Dris", code: "E-driver", blamed: "Dris",
      headline: "there is no driver `Dris`", expected: "Anna, Bo"),
    Row(
      text: "dispatch hand with optimal pin 2 to Anna", code: "E-ride", blamed: "2",
      headline: "ride 2 has no place at one end and is set aside",
      remedy: "`assume 20 minutes` plans it on that assumption"),
    Row(
      text: "metrics hand", code: "E-plan", blamed: "hand",
      headline: "hand is a dataset, not a plan",
      expected: "a plan made by `dispatch`", remedy: "`show hand` shows its rows"),
    Row(
      text: "explain plan p ride 2", code: "E-ride", blamed: "2",
      headline: "ride 2 has no place at one end and is not planned",
      remedy: "`dispatch … assume 20 minutes` plans such rides on that assumption"),
    Row(
      text: "explain plan p ride 3 on monday", code: "E-ride", blamed: "3",
      headline: "p has no ride 3", expected: "1", remedy: "`show plan p` lists its rides"),
    Row(
      text: "explain plan p on sunday", code: "E-date", blamed: "sunday",
      headline: "p has no ride on sunday", expected: "a day with rides, from monday to tuesday",
      remedy: "did you mean monday?"),
    Row(
      text: "price of fairness of hand on sunday", code: "E-date", blamed: "sunday",
      headline: "hand has no ride on sunday", expected: "a day with rides, from monday to tuesday",
      remedy: "did you mean monday?"),
    Row(
      text: "compare optimal, geedy on hand", code: "E-plan", blamed: "geedy",
      headline: "there is no method or plan `geedy`",
      expected: "recorded, nearest, greedy, search, optimal, auto, p",
      remedy: "did you mean greedy?"),
    Row(
      text: "compare optimal, Optimal on hand", code: "E-syntax", blamed: "Optimal",
      headline: "`Optimal` is given twice", remedy: "remove one of the two"),
    Row(
      text: "compare p, october on hand", code: "E-plan", blamed: "october",
      headline: "there is no method or plan `october`",
      expected: "recorded, nearest, greedy, search, optimal, auto, p"),
    Row(
      text: "compare greedy, recorded on hand", code: "E-recorded", blamed: "recorded",
      headline: "hand records no drivers", expected: "nearest, greedy, search, optimal, auto"),
  ]

  private func check(_ row: Row, in notebook: NotebookHarness) throws {
    let before = try notebook.contents()
    let failure = try #require(notebook.failure(row.text), "\(row.text) was taken")
    #expect(failure.code == row.code)
    #expect(SourceText(row.text)[failure.span] == row.blamed)
    #expect(failure.headline == row.headline)
    #expect(failure.expected == row.expected)
    #expect(failure.remedy == row.remedy)
    #expect(try notebook.contents() == before)
  }

  @Test("each names the place, what was expected and a way out, and changes nothing")
  func october() throws {
    let notebook = try NotebookHarness.october()
    for row in Self.wednesday { try check(row, in: notebook) }
  }

  @Test("days from outside have mistakes of their own")
  func handMade() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add("monday", [.init(540, 0, 4.9), .init(600, nil, 4.9)])
    days.add("tuesday", [.init(540, 0, 4.9)])
    let notebook = try days.loaded(in: folder)
    try notebook.outcome("dispatch hand with greedy as p")
    for row in Self.hand { try check(row, in: notebook) }
  }
}
