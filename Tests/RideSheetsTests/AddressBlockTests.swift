import RideSheets
import Testing

@Suite("An address block taken apart")
struct AddressBlockTests {
  @Test(
    "a clean block gives the same parts however they are set apart",
    arguments: [
      "Clinique du Lac\nRue de Lyon 12\n1203 Genève\n022 345 67 89",
      "Clinique du Lac   Rue de Lyon 12   1203 Genève   022 345 67 89",
      "Clinique du Lac\r\nRue de Lyon 12\r\n1203 Genève\r\nTél. 022 345 67 89",
      "Clinique du Lac\tRue de Lyon 12\t1203 Genève\t022 345 67 89",
      "Clinique du Lac\u{a0}\u{a0}Rue de Lyon 12 \u{a0}1203\u{a0}Genève  022\u{a0}345\u{a0}67\u{a0}89",
      "Clinique du Lac, Rue de Lyon 12, CH-1203 Genève, Tél.: 022 345 67 89",
      "Clinique du Lac / Rue de Lyon 12 / 1203 Genève / 022 345 67 89",
      "Clinique du Lac Rue de Lyon 12 1203 Genève 022 345 67 89",
      "Clinique du Lac;Rue de Lyon 12;CH 1203 Genève;022 345 67 89",
    ])
  func sameParts(text: String) {
    let block = AddressBlock(text)
    #expect(block.names == ["Clinique du Lac"])
    #expect(block.street == "Rue de Lyon 12")
    #expect(block.postcode == "1203")
    #expect(block.town == "Genève")
    #expect(block.phones == ["022 345 67 89"])
    #expect(block.label == "Clinique du Lac, Rue de Lyon 12, 1203 Genève")
  }

  @Test(
    "phone numbers are found in every dress",
    arguments: [
      ("022 345 67 89", ["022 345 67 89"], "with blanks"),
      ("0223456789", ["0223456789"], "in one piece"),
      ("079/345.67.89", ["079/345.67.89"], "with a slash and points"),
      ("022 345  67 89", ["022 345 67 89"], "a double blank inside"),
      ("+41 22 345 67 89", ["+41 22 345 67 89"], "international"),
      ("+41 (0)22 345 67 89", ["+41 (0)22 345 67 89"], "with its zero in brackets"),
      ("0041 22 345 67 89", ["0041 22 345 67 89"], "with two zeros"),
      ("+33 4 50 12 34 56", ["+33 4 50 12 34 56"], "from across the border"),
      ("022 345 67 89 / 079 123 45 67", ["022 345 67 89", "079 123 45 67"], "two of them"),
      ("345 67 89", ["345 67 89"], "without its code, standing alone"),
      ("1203 Genève", [], "a postcode"),
      ("Rue du 31-Décembre 12", [], "a street"),
      ("0", [], "a lone zero"),
      ("+", [], "a lone plus"),
      ("123456", ["123456"], "a number of no known form, which can be no place"),
    ] as [(String, [String], String)])
  func phones(text: String, phones: [String], reason: String) {
    #expect(AddressBlock("Clinique du Lac\n" + text).phones == phones, "\(reason)")
  }

  @Test(
    "floors, rooms and persons stay out of the label",
    arguments: [
      ("Rue de Lyon 12, 2e étage", "Rue de Lyon 12", "a floor after a comma"),
      ("Rue de Lyon 12 2ème étage", "Rue de Lyon 12", "a floor behind the number"),
      ("Rue de Lyon 12\nétage 3", "Rue de Lyon 12", "a floor the other way round"),
      ("Clinique du Lac\nrez-de-chaussée", "Clinique du Lac", "the ground floor"),
      ("Clinique du Lac (3e étage)", "Clinique du Lac", "a floor in brackets"),
      ("Clinique du Lac\nch. 203", "Clinique du Lac", "a room, and no way"),
      ("Clinique du Lac\nChambre 12B", "Clinique du Lac", "a room"),
      ("Rue de Lyon 12\ncode 4512A", "Rue de Lyon 12", "a door code"),
      ("Clinique du Lac\nContact : Mme Berra 079 123 45 67", "Clinique du Lac", "a contact"),
      ("Mme DUPONT\nRue de Lyon 12", "Rue de Lyon 12", "a person"),
      ("Chez M. Morel, Rue de Lyon 12", "Rue de Lyon 12", "a host"),
      ("Clinique du Lac, fauteuil roulant", "Clinique du Lac", "a wheelchair"),
      ("Rue de Lyon 12, 1203 Genève, Suisse", "Rue de Lyon 12, 1203 Genève", "the country"),
      ("Clinique (du Lac)", "Clinique (du Lac)", "brackets of a name stay"),
      ("Clinique du Lac, entrée nord", "Clinique du Lac, entrée nord", "a comma in a name stays"),
      ("?", "?", "a lone mark is shown as it is"),
      ("  \n ", "(blank)", "nothing"),
      ("Mme DUPONT 079 123 45 67", "(no place stated)", "only a person is not repeated"),
    ])
  func labels(text: String, label: String, reason: String) {
    #expect(AddressBlock(text).label == label, "\(reason)")
  }

  @Test("the client's own name is a contact in any order and case")
  func clientName() {
    let block = AddressBlock("Dupont Anne\nRue de Lyon 12\n1203 Genève", client: "DUPONT Anne")
    #expect(block.contacts == ["Dupont Anne"])
    #expect(block.label == "Rue de Lyon 12, 1203 Genève")
    #expect(AddressBlock("Clinique Dupont", client: "DUPONT Anne").names == ["Clinique Dupont"])
  }

  @Test(
    "streets, postcodes and towns are told apart",
    arguments: [
      ("12 rue de Lyon", "12 rue de Lyon", nil, nil, "the number first"),
      ("Av. de la Paix 7bis", "Av. de la Paix 7bis", nil, nil, "an abbreviation"),
      ("Grand-Rue 12-14", "Grand-Rue 12-14", nil, nil, "a street without its word in front"),
      ("Route de Meyrin 1234", "Route de Meyrin 1234", nil, nil, "a long number is no postcode"),
      ("1211 Genève 14", nil, "1211", "Genève 14", "a post office's number"),
      ("CH-1247 Anières", nil, "1247", "Anières", "the country before the postcode"),
      ("74100 Annemasse", nil, "74100", "Annemasse", "a French postcode"),
      ("1203", nil, "1203", nil, "a postcode alone"),
      ("Genève", nil, nil, nil, "a town without postcode is a name"),
    ] as [(String, String?, String?, String?, String)])
  func kinds(text: String, street: String?, postcode: String?, town: String?, reason: String) {
    let block = AddressBlock(text)
    #expect(block.street == street, "\(reason)")
    #expect(block.postcode == postcode, "\(reason)")
    #expect(block.town == town, "\(reason)")
  }

  @Test(
    "a wheelchair is one only where the block says so",
    arguments: [
      ("Clinique du Lac\nfauteuil roulant", true, "the plain words"),
      ("Clinique du Lac (en chaise roulante)", true, "the other words, in brackets"),
      ("TPMR", true, "the trade's abbreviation"),
      ("sans fauteuil roulant", false, "a no"),
      ("pas de chaise roulante", false, "another no"),
      ("chaise percée", false, "another chair"),
      ("Clinique du Lac", false, "nothing said"),
    ])
  func wheelchair(text: String, isMentioned: Bool, reason: String) {
    #expect(AddressBlock(text).mentionsWheelchair == isMentioned, "\(reason)")
  }

  @Test("a cell of 100,000 characters is read in no time and its raw text kept")
  func hugeCell() {
    let text = String(repeating: "0 (a, 1203 ", count: 10_000)
    #expect(AddressBlock(text).raw == text)
  }
}
