import FleetModel
import Tabular
import Testing

@testable import RideSheets

@Suite("Wheelchairs in words and marks")
struct WheelchairTests {
  private func mention(
    _ text: String, _ shortForms: WheelchairMention.ShortForms = .wheelchair
  ) -> WheelchairMention {
    WheelchairMention(SpokenWords(text), shortForms: shortForms)
  }

  @Test(
    "each word that offices have for a wheelchair or a stretcher asks for one",
    arguments: [
      "fauteuil roulant", "chaise roulante", "CHAISE ROULANTE", "en fauteuil", "F.R.", "FR",
      "F. R.",
      "ch. roul.", "ch.roul.", "Ch. roulante", "chaise roul.", "PMR", "P.M.R.", "TPMR", "UFR",
      "Rollstuhl", "wheel chair", "wheelchair", "brancard", "fauteuil pliable", "client en FR",
      "transfert fauteuil possible", "fauteuil (le sien)", "Fauteuil électrique", "civière",
      "personne à mobilité réduite", "fau\u{200b}teuil", "FAUTEUIL\u{a0}ROULANT", "f. roulant",
    ])
  func needed(text: String) {
    #expect(mention(text) == .needed)
  }

  @Test(
    "a denial of something else, and a denial of a denial, ask for one",
    arguments: [
      "ne se déplace pas sans fauteuil", "ne peut pas venir sans son fauteuil",
      "jamais sans fauteuil roulant", "impossible sans fauteuil", "ne marche pas, fauteuil roulant",
      "ne marche pas\nfauteuil", "ne marche pas. Fauteuil.", "ne quitte pas son fauteuil",
      "ne sort jamais sans chaise roulante", "fauteuil, non accompagné", "fauteuil non pliable",
      "fauteuil roulant: oui", "fauteuil ? oui", "canne plus fauteuil", "marche pas fauteuil",
      "sans canne, en fauteuil", "pas d'ascenseur - fauteuil", "ne se déplace qu'en fauteuil",
      "nicht ohne Rollstuhl", "pas de rollator mais fauteuil: oui", "non (fauteuil roulant)",
    ])
  func neededAllTheSame(text: String) {
    #expect(mention(text) == .needed)
  }

  @Test(
    "a denial is a no",
    arguments: [
      "sans fauteuil", "fauteuil roulant: non", "fauteuil roulant - non", "fauteuil (non)",
      "fauteuil ? non", "pas de chaise roulante", "pas besoin d'un fauteuil",
      "n'est pas en fauteuil",
      "n'utilise pas de fauteuil", "aucun fauteuil", "sans canne ni fauteuil", "kein Rollstuhl",
      "fauteuil pas nécessaire", "le fauteuil n'est pas nécessaire", "n'a plus besoin de fauteuil",
      "plus en fauteuil", "peut marcher sans fauteuil", "non, sans fauteuil", "sans FR", "FR: non",
      "fauteuil non nécessaire", "fauteuil = 0", "no wheelchair", "fauteuil inutile",
    ])
  func denied(text: String) {
    #expect(mention(text) == .denied)
  }

  @Test(
    "furniture, aids for walking and other words are no wheelchair",
    arguments: [
      "salle du fauteuil dentaire", "fauteuil dentaire", "fauteuil de dialyse", "rollator",
      "salle fauteuil 3", "canne", "France", "froid", "Chemin Roulin", "roulant", "chaises", "",
    ])
  func none(text: String) {
    #expect(mention(text) == .none)
  }

  @Test("what leaves it open is told with its words, and with what is made of it")
  func doubtful() {
    #expect(mention("avec ou sans fauteuil") == .doubtful("fauteuil", taken: true))
    #expect(mention("fauteuil ?") == .doubtful("fauteuil", taken: true))
    #expect(mention("fauteuil 12") == .doubtful("fauteuil", taken: true))
    #expect(mention("pas toujours en fauteuil") == .doubtful("fauteuil", taken: true))
    for text in [
      "n'a pas son fauteuil", "sans son fauteuil", "évtl. fauteuil", "refuse le fauteuil",
      "peut-être en fauteuil",
    ] {
      #expect(mention(text) == .doubtful("fauteuil", taken: true), "\(text)")
    }
    #expect(mention("accès PMR") == .doubtful("pmr", taken: true))
    #expect(mention("chaise") == .doubtful("chaise", taken: false))
    #expect(mention("personne handicapée") == .doubtful("handicapee", taken: false))
  }

  @Test("FR is a wheelchair in remarks, and nothing in a language, an address or initials")
  func shortForms() {
    #expect(mention("FR", .hint) == .doubtful("fr", taken: false))
    #expect(mention("FR", .other) == .none)
    #expect(mention("Clinique du Lac\nF.R.", .apart) == .doubtful("fr", taken: true))
    #expect(mention("DUPONT Anne (F.R.)", .apart) == .doubtful("fr", taken: true))
    #expect(mention("74100 Annemasse, FR", .apart) == .none)
    #expect(mention("F.R.", .apart) == .none)
    #expect(mention("DUPONT F.R.", .apart) == .none)
    #expect(mention("1700 Fribourg FR", .apart) == .none)
  }

  @Test(
    "marks in a column for wheelchairs",
    arguments: [
      ("x", .needed), ("X", .needed), ("oui", .needed), ("OUI ", .needed), ("1", .needed),
      ("✓", .needed), ("✔\u{fe0f}", .needed), ("V", .needed), ("ok", .needed), ("TPMR", .needed),
      ("X (électrique)", .needed), ("oui - pliable", .needed), ("électrique", .needed),
      ("FR", .needed), ("true", .needed), ("🦽", .needed), ("oui, avec accompagnant", .needed),
      ("non", .denied), ("0", .denied), ("-", .denied), ("N", .denied), ("sans", .denied),
      ("non, rollator", .denied), ("non (canne)", .denied), ("rollator", .denied),
      ("fauteuil: non", .denied), ("", .none),
      ("  ", .none), ("?", .doubtful("?", taken: false)), ("✗", .doubtful("✗", taken: false)),
      ("oui ?", .doubtful("oui ?", taken: true)), ("2", .doubtful("2", taken: false)),
      ("peut-être", .doubtful("peut-être", taken: false)),
      ("1 accompagnant", .doubtful("1 accompagnant", taken: true)),
      ("non pliable", .doubtful("non pliable", taken: true)),
      ("non valide", .doubtful("non valide", taken: true)),
      ("•", .doubtful("•", taken: false)), ("chaise", .doubtful("chaise", taken: false)),
    ] as [(String, WheelchairMention)])
  func marks(text: String, verdict: WheelchairMention) {
    #expect(WheelchairMention(mark: .text(text)) == verdict)
  }

  @Test("a ticked box and a one are marks of a workbook")
  func cells() {
    #expect(WheelchairMention(mark: .boolean(true)) == .needed)
    #expect(WheelchairMention(mark: .boolean(false)) == .denied)
    #expect(WheelchairMention(mark: .number(1)) == .needed)
    #expect(WheelchairMention(mark: .number(0)) == .denied)
    #expect(WheelchairMention(mark: .error("#N/A")) == .doubtful("#N/A", taken: false))
  }

  private func read(_ headers: [String], _ rows: [[String]]) throws -> RideImport {
    let header = Samples.header + headers.map(Cell.text)
    let cells = rows.map { row in
      Samples.cells(schedule: .text("03.11.2025 08:00"), course: "A")
        + row.map { $0.isEmpty ? Cell.empty : .text($0) }
    }
    let numbered = ([header] + cells).enumerated().map { NumberedRow($0.offset + 1, $0.element) }
    return RideSheetImport.read(
      [("Feuil1", numbered)], roster: try Samples.roster(), gazetteer: Samples.gazetteer
    ).result
  }

  @Test("an unknown mark is a finding with its row and column, never a silent no")
  func finding() throws {
    let result = try read(["Fauteuil roulant"], [["peut-être"], ["x"], ["non"], []])
    #expect(result.rides.map(\.needsWheelchair) == [false, true, false, false])
    #expect(
      result.findings.filter { $0.kind != .doubledRide } == [
        SourceFinding(
          kind: .unclearWheelchair, sheet: "Feuil1", row: 2, column: "Fauteuil roulant",
          detail: "'peut-être' leaves open whether a wheelchair is needed; "
            + "the ride is taken without one")
      ])
  }

  @Test("a column that denies what the remarks ask for is told, and the wheelchair is sent")
  func contradiction() throws {
    let result = try read(["TPMR", "Remarques"], [["non", "fauteuil roulant"]])
    #expect(result.rides.map(\.needsWheelchair) == [true])
    #expect(result.findings.map(\.column) == ["TPMR"])
  }

  @Test("a column's header tells what FR means; a column without a header is one of remarks")
  func roles() throws {
    let result = try read(
      ["Langue", "Remarque", "Société", ""],
      [["FR"], ["", "FR"], ["", "", "FR"], ["", "", "", "FR"], ["", "", "", "", "FR"]])
    #expect(result.rides.map(\.needsWheelchair) == [false, true, false, true, true])
    let doubts = result.findings.filter { $0.kind == .unclearWheelchair }
    #expect(doubts.map(\.row) == [4])
    #expect(doubts.map(\.column) == ["Société"])
  }
}
