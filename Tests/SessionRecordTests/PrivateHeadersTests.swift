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
      ("Téléphone", .phone), ("N° tél.", .phone), ("No. de téléphone", .phone), ("phone 2", .phone),
      ("Handy", .phone), ("cellulare", .phone), ("Natel", .phone), ("mobile phone", .phone),
      ("Adresse de départ", .address), ("home address", .address), ("Indirizzo", .address),
      ("Wohnadresse", .address), ("domicile", .address),
      ("Kundenname 1", .name), ("client1", .name), ("Client's name", .name),
      ("Vor- und Nachname", .name), ("nomprenom", .name), ("Klient:in", .name),
      ("Klient/-in", .name), ("Bewohner(in)", .name), ("Versicherte(r)", .name),
      ("assuré(e)", .name), ("assistito", .name), ("pensionnaire", .name),
      ("personne transportée", .name), ("transporté", .name), ("Monsieur/Madame", .name),
      ("Nominativo", .name), ("Begünstigter", .name), ("Pat.", .name), ("pax", .name),
      ("guest", .name), ("Gast", .name), ("member", .name), ("Mitglied", .name),
      ("Angehörige", .name), ("Kontaktperson", .name), ("Abholadresse", .address),
      ("Zieladresse", .address), ("Startadresse", .address), ("Rue et numéro", .address),
      ("Rue/N°", .address), ("Strasse Nr.", .address), ("address line 1", .address),
      ("drop-off address", .address), ("résidence", .address), ("residenza", .address),
      ("Mobiltelefon", .phone), ("N° de téléphone", .phone), ("Natelnummer", .phone),
      ("Telefonnr", .phone), ("numtel", .phone), ("Festnetz", .phone), ("fixe", .phone),
      ("contact number", .phone), ("Kontaktnummer", .phone), ("WhatsApp", .phone),
      ("landline", .phone), ("Rückruf", .phone), ("Mob.", .phone),
      ("Départ", nil), ("from", nil), ("contact", nil), ("number", nil), ("personne", nil),
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

  @Test(
    "the end of a ride is a home beside a client, and a time or a station beside none",
    arguments: [
      "Départ", "Arrivée", "Von", "Nach", "From", "To", "Partenza", "Arrivo", "pickup", "drop-off",
      "prise en charge", "lieu de départ",
    ])
  func ends(header: String) {
    #expect(PrivateHeaders.privacy(of: header, among: ["Fahrgast", header]) == .address)
    #expect(PrivateHeaders.privacy(of: header, among: ["line", header]) == nil)
    #expect(PrivateHeaders.privacy(of: "charge", among: ["client", header, "charge"]) == nil)
  }
}
