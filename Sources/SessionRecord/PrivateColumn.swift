/// How the cells of a column may leave.
public enum CellPrivacy: String, Hashable, Sendable, CaseIterable {
  /// As they are: somebody declared the column public.
  case open
  /// With the private values in them replaced that the notebook knows.
  case searched
  /// Each is a client's name, known or not.
  case name
  /// Each is an address, of which postcode and town may stay.
  case address
  /// Each is a phone number, also where it is a whole number.
  case phone
}

/// What a column's header says of its cells, in French, German, English and Italian.
public enum PrivateHeaders {
  /// What kind of private thing a header means, or nil.
  ///
  ///     PrivateHeaders.privacy(of: "Nom/Prénom", among: [])           // .name
  ///     PrivateHeaders.privacy(of: "name", among: ["name", "kind"])   // nil
  ///
  /// A header is read word for word; every word must belong to it. `client_id` names no client.
  /// `name` alone means a person only beside something else that a person has, and never in a table
  /// of drivers or of places.
  ///
  /// - Parameters:
  ///   - header: The column's header or name.
  ///   - others: All headers of the table.
  /// - Returns: What the cells are, or nil where the header tells of nothing private.
  /// - Complexity: O(headers) for `name` alone, else linear in the header.
  public static func privacy(of header: String, among others: [String]) -> CellPrivacy? {
    let words = Words(header)
    guard !words.all.isEmpty else { return nil }
    if words.consist(of: phones, phoneFillers) { return .phone }
    if words.consist(of: addresses, addressFillers) { return .address }
    if words.consist(of: persons, personal.union(qualifiers).union(personFillers)) { return .name }
    if words.consist(of: rideEnds, rideEndFillers) {
      let table = others.map(Words.init)
      let hasPerson = table.contains {
        $0.consist(of: persons, personal.union(qualifiers).union(personFillers))
      }
      return hasPerson ? .address : nil
    }
    // "Vor- und Nachname".
    if words.all.first == "vor", words.has(surnames) { return .name }
    guard words.consist(of: personal, words.has(names) ? qualifiers : []) else { return nil }
    let table = others.map(Words.init)
    if table.contains(where: { $0.has(drivers) }) { return nil }
    if words.has(givenNames) || words.has(surnames) || words.has(qualifiers) { return .name }
    guard !table.contains(where: { $0.consist(of: coordinates, []) }) else { return nil }
    let isPerson = table.contains { other in
      other.has(givenNames) || other.has(surnames) || other.consist(of: phones, phoneFillers)
        || other.consist(of: addresses, addressFillers) || other.has(traits)
    }
    return isPerson ? .name : nil
  }

  /// The private columns of a table by their places.
  public static func columns(of headers: [String]) -> [(index: Int, privacy: CellPrivacy)] {
    headers.enumerated().compactMap { index, header in
      privacy(of: header, among: headers).map { (index, $0) }
    }
  }

  // MARK: Words

  private static let persons: Set<String> = [
    "client", "clients", "cliente", "clientes", "clienti", "patient", "patients", "patiente",
    "patientin", "patienten", "paziente", "pazienti", "passager", "passagers", "passagere",
    "passageres", "passenger", "passengers", "passeggero", "passeggeri", "passeggera",
    "beneficiaire", "beneficiaires", "beneficiary", "beneficiario", "beneficiaria", "usager",
    "usagers", "usagere", "utente", "utenti", "kunde", "kunden", "kundin", "klient", "klientin",
    "klienten", "fahrgast", "fahrgaste", "fahrgaeste", "customer", "customers", "rider", "resident",
    "kundenname", "patientenname", "fahrgastname", "klientenname", "clientname", "patientname",
    "customername", "passengername",
    "assistito", "assistita", "assistiti", "pensionnaire", "pensionnaires", "transporte",
    "transportee", "transportes", "transportees", "monsieur", "madame", "nominativo",
    "nominativi", "begunstigter", "begunstigte", "beguenstigter", "pat", "pax", "guest",
    "guests", "gast", "gaste", "gaeste", "member", "members", "mitglied", "mitglieder",
    "angehorige", "angehoriger", "angehoerige", "kontaktperson", "bewohner", "bewohnerin",
    "bewohnerinnen", "versicherte", "versicherter", "versicherten", "assure", "assuree",
    "assures", "assurees", "nomprenom", "prenomnom", "nomclient", "nomduclient",
    "nompatient", "nomdupatient",
  ]
  private static let names: Set<String> = ["nom", "noms", "name", "names", "namen", "nome", "nomi"]
  private static let givenNames: Set<String> = [
    "prenom", "prenoms", "vorname", "vornamen", "firstname", "forename", "givenname", "prenome",
    "rufname",
  ]
  private static let surnames: Set<String> = [
    "nachname", "nachnamen", "familienname", "surname", "lastname", "cognome", "cognomi",
    "fullname",
  ]
  /// What may follow a word for a person: `Klient:in`, `client 1`, `Client's name`.
  private static let personFillers: Set<String> = [
    "s", "in", "innen", "r", "n", "ne", "personne", "person", "1", "2", "3", "4",
  ]
  /// Words for an end of a ride, which is a home where a column of clients stands beside it.
  private static let rideEnds: Set<String> = [
    "depart", "departs", "arrivee", "von", "nach", "from", "to", "partenza", "arrivo", "pickup",
    "dropoff", "prise",
  ]
  private static let rideEndFillers: Set<String> = [
    "charge", "lieu", "ort", "luogo", "place", "location", "pick", "up", "drop", "off",
  ]
  /// What tells that a name is a person's.
  private static let qualifiers: Set<String> = [
    "first", "given", "last", "family", "famille", "full", "complet", "usage",
  ]
  private static let addresses: Set<String> = [
    "adresse", "adresses", "address", "addresses", "indirizzo", "indirizzi", "anschrift",
    "wohnadresse", "heimadresse", "domicile", "domicilio", "wohnsitz", "street", "rue", "strasse",
    "streetaddress", "homeaddress",
    "residence", "residenza", "startadresse", "zieladresse", "abholadresse", "lieferadresse",
    "hausadresse",
  ]
  private static let addressFillers: Set<String> = [
    "depart", "arrivee", "prise", "charge", "home", "private", "privee", "client", "patient",
    "abholadresse", "pickup", "dropoff", "partenza", "arrivo", "casa", "kunde", "postale", "postal",
    "destination", "1", "2",
    "numero", "no", "nr", "n", "number", "nummer", "line", "off", "drop", "pick", "up", "lieu",
    "zip", "code", "plz", "npa", "localite", "ort", "ville", "town", "city", "3",
  ]
  private static let phones: Set<String> = [
    "telephone", "telephones", "tel", "phone", "phones", "mobile", "portable", "natel", "handy",
    "telefon", "telefono", "telefonnummer", "handynummer", "mobilnummer", "rufnummer", "cellulare",
    "gsm", "fax", "mobil", "cell", "cellphone", "phonenumber",
    "mobiltelefon", "mobiltelefonnummer", "telefonnummern", "natelnummer", "telefonnr", "numtel",
    "notel", "festnetz", "festnetznummer", "fixe", "contactnumber", "kontaktnummer", "whatsapp",
    "landline", "ruckruf", "rueckruf", "ruckrufnummer", "mob",
  ]
  private static let phoneFillers: Set<String> = [
    "numero", "no", "nr", "number", "nummer", "client", "patient", "home", "prive", "privat",
    "kunde",
    "contact", "fixe", "1", "2",
    "n", "num",
  ]
  private static let personal = names.union(givenNames).union(surnames)
  private static let drivers: Set<String> = [
    "driver", "initials", "initiales", "shift", "cft", "chauffeur", "conducteur", "fahrer",
    "autista", "chauffeurs",
  ]
  private static let coordinates: Set<String> = [
    "latitude", "longitude", "lat", "lon", "lng", "breite", "lange",
  ]
  /// What a table of persons holds beside their names.
  private static let traits: Set<String> = [
    "birth", "born", "birthdate", "birthday", "naissance", "ne", "nee", "geburtsdatum",
    "geburtstag",
    "nascita", "email", "mail", "courriel", "avs", "ahv", "age", "sexe", "gender",
  ]
  /// Words that join others.
  private static let joints: Set<String> = [
    "et", "ou", "de", "du", "des", "la", "le", "les", "l", "d", "of", "the", "and", "or", "und",
    "oder", "der", "die", "das", "e", "o", "del", "della", "di", "a", "au", "en",
  ]

  /// The words of a header, folded, also where `clientName` has no blank.
  private struct Words {
    let all: [String]
    /// Without blanks, as in `contact number`.
    private let joined: String

    init(_ header: String) {
      let folded = FoldedText(header)
      var words: [String] = []
      var word = String.UnicodeScalarView()
      for (index, unit) in folded.units.enumerated() {
        if folded.isBoundary(index), !word.isEmpty {
          words.append(String(word))
          word = String.UnicodeScalarView()
        }
        if unit.kind == .letter || unit.kind == .digit, let scalar = Unicode.Scalar(unit.scalar) {
          word.append(scalar)
        }
      }
      if !word.isEmpty { words.append(String(word)) }
      all = words.filter { !PrivateHeaders.joints.contains($0) }
      joined = words.joined()
    }

    func has(_ set: Set<String>) -> Bool { all.contains(where: set.contains) }

    /// Whether one of the words is of a set, and each is of it or of another.
    func consist(of set: Set<String>, _ fillers: Set<String>) -> Bool {
      set.contains(joined)
        || has(set) && all.allSatisfy { set.contains($0) || fillers.contains($0) }
    }
  }
}
