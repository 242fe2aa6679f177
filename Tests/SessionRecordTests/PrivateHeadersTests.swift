import Testing

@testable import SessionRecord

@Suite("Headers that mean private values")
struct PrivateHeadersTests {
  @Test(
    "a header tells what its column holds, in four languages",
    arguments: [
      ("client", CellPrivacy.name), ("Clients", .name), ("Nom du client", .name),
      ("Nom/Prénom", .name), ("Nom et prénom", .name), ("PRÉNOM", .name), ("clientName", .name),
      ("passenger", .name), ("Passagère", .name), ("Bénéficiaire", .name), ("Fahrgast", .name),
      ("Kunde", .name), ("Name des Kunden", .name), ("Vorname", .name), ("Nachname", .name),
      ("Name, Vorname", .name), ("paziente", .name), ("Cognome e nome", .name),
      ("first name", .name), ("Full Name", .name), ("patient_name", .name),
      ("Téléphone", .phone), ("N° tél.", nil), ("No. de téléphone", .phone), ("phone 2", .phone),
      ("Handy", .phone), ("cellulare", .phone), ("Natel", .phone), ("mobile phone", .phone),
      ("Adresse de départ", .address), ("home address", .address), ("Indirizzo", .address),
      ("Wohnadresse", .address), ("domicile", .address),
      ("client_id", nil), ("clients served", nil), ("name", nil), ("nom", nil), ("km", nil),
      ("driver", nil), ("plate", nil), ("first", nil), ("last", nil), ("", nil), ("ride", nil),
      ("address count", nil), ("nom de la rue", nil),
    ])
  func header(text: String, privacy: CellPrivacy?) {
    #expect(PrivateHeaders.privacy(of: text, among: [text]) == privacy)
  }

  @Test(
    "`name` alone is a person's beside what persons have, never a driver's or a place's",
    arguments: [
      (["name", "phone", "km"], CellPrivacy.name), (["Nom", "Date de naissance"], .name),
      (["name", "Vorname"], .name), (["name", "kind", "latitude", "longitude"], nil),
      (["name", "surname", "initials"], nil), (["name", "driver"], nil), (["name", "price"], nil),
      (["nome", "indirizzo"], .name), (["name", "address", "latitude", "longitude"], nil),
    ])
  func alone(headers: [String], privacy: CellPrivacy?) {
    #expect(PrivateHeaders.privacy(of: headers[0], among: headers) == privacy)
  }
}
