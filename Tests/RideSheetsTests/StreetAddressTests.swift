import Testing

@testable import RideSheets

@Suite("What of an address may leave")
struct StreetAddressTests {
  @Test(
    "Street, number, postcode and town stay; what else was typed is cut off",
    arguments: [
      ("Rue du Four 61, 1290 Versoix", "Rue du Four 61, 1290 Versoix"),
      ("Clinique X\nRue de Lyon 12  1203 Genève  022 345 67 89", "Rue de Lyon 12, 1203 Genève"),
      ("Rue de Lyon 12 code 4567, 1203 Genève", "Rue de Lyon 12, 1203 Genève"),
      ("Rue de Lyon 12 digicode 45A67B\n1203 Genève", "Rue de Lyon 12, 1203 Genève"),
      ("Rue de Lyon 12 A45B, 1203 Genève", "Rue de Lyon 12, 1203 Genève"),
      ("Rue de Lyon 12 bis, 3e étage, 1203 Genève", "Rue de Lyon 12bis, 1203 Genève"),
      ("12, rue de Lyon, 1203 Genève", "rue de Lyon 12, 1203 Genève"),
      ("Rue du 31 Décembre 8, 1207 Genève", "Rue du 31 Décembre 8, 1207 Genève"),
      ("Rue du 31-Décembre 8, 1207 Genève", "Rue du 31-Décembre 8, 1207 Genève"),
      ("Av. du 1er Août 3, 1290 Versoix", "Av. du 1er Août 3, 1290 Versoix"),
      ("Rue de Lyon 12, 1203 Genève chez Mme Martin", "Rue de Lyon 12, 1203 Genève"),
      ("Rue de Lyon 12, 1203 Genève code 1234", "Rue de Lyon 12, 1203 Genève"),
      ("Mme Martin Anne, Rue de Lyon 12, 1203 Genève", "Rue de Lyon 12, 1203 Genève"),
      ("Rue Martin 4, 1203 Genève", "Rue Martin 4, 1203 Genève"),
      ("1203 Genève", "1203 Genève"),
    ])
  func kept(block: String, text: String) {
    let address = StreetAddress(
      AddressBlock(block, client: "MARTIN Anne"), withholding: ["martin", "anne"])
    #expect(address?.text == text)
  }

  @Test(
    "A client's name that looks like a street or a town does not leave",
    arguments: [
      "Martin 12, 1203 Genève", "Martin, 1203 Genève Anne", "Chez Martin 4, 1203 Genève",
    ])
  func withheld(block: String) {
    let address = StreetAddress(
      AddressBlock(block, client: "MARTIN Anne"), withholding: ["martin", "anne"])
    #expect(address?.text == "1203 Genève")
  }

  @Test(
    "Too little to ask is nothing",
    arguments: [
      "", "?", "HUG", "Rue de Lyon 12", "1203", "079 123 45 67", "Cabinet du Dr. X",
    ])
  func nothing(block: String) {
    #expect(StreetAddress(AddressBlock(block)) == nil)
  }

  @Test("A town without a postcode counts where it is known to be one")
  func town() {
    let address = StreetAddress(AddressBlock("Rue du Four 61, Versoix")) { $0 == "Versoix" }
    #expect(address?.text == "Rue du Four 61, Versoix")
  }
}
