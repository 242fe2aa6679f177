import Testing

@testable import SessionRecord

@Suite("Pseudonyms: no client's name leaves")
struct PseudonymsTests {
  static func register(_ names: [String], keeping: [String] = []) -> Pseudonyms {
    var pseudonyms = Pseudonyms(keeping: keeping)
    pseudonyms.register(names)
    return pseudonyms
  }

  @Test(
    "a client's name is found in any form",
    arguments: [
      ("MÜLLER Anne-Sophie", "as registered"),
      ("müller anne-sophie", "in lower case"),
      ("MÜLLER ANNE-SOPHIE", "in upper case"),
      ("Muller Anne Sophie", "without diacritics and hyphen"),
      ("Mueller Anne-Sophie", "with the umlaut written out"),
      ("mu\u{308}ller anne-sophie", "with a combining mark"),
      ("Anne-Sophie MÜLLER", "the first name first"),
      ("MÜLLER,  Anne_Sophie", "with other separators"),
      ("MÜLLER\nAnne-Sophie", "over two lines"),
      ("MüllerAnneSophie", "without blanks"),
      ("annesophiemüller", "without blanks, turned"),
      ("xMÜLLER Anne-Sophiey", "glued to other letters"),
      ("MÜL\u{ad}LER Anne-Sophie", "with a soft hyphen"),
    ])
  func forms(text: String, reason: String) {
    let pseudonyms = Self.register(["Madame MÜLLER Anne-Sophie", "DUPONT Marie"])
    let pseudonym = pseudonyms.pseudonym(of: "müller anne sophie") ?? "none"
    let replaced = pseudonyms.replacing(in: "<\(text)>")
    #expect(replaced.contains(pseudonym), "\(reason): \(replaced)")
    #expect(!Self.leaks("muller", in: replaced) && !Self.leaks("sophie", in: replaced))
  }

  @Test(
    "parts of a name are found as words, other words stay",
    arguments: [
      ("the Dupont family", "the Name-* family", "the surname alone"),
      ("marie's rides", "Name-*'s rides", "the first name alone"),
      ("Mariellen", "Mariellen", "a longer word"),
      ("DUPO…", "Client…", "a name cut in a table"),
      ("DUPONT Ma…", "Client…", "a name cut in its second word"),
      ("DUPONTMarie,DUPONT", "Client-*,Name-*", "a concatenation"),
      ("Giuseppe: 6", "Giuseppe: 6", "a driver"),
      ("maison de la Tour", "maison de la Tour", "particles and short words"),
    ])
  func parts(text: String, expected: String, reason: String) {
    let pseudonyms = Self.register(
      ["DUPONT Marie", "de la TO Li", "Rossi Giuseppe"],
      keeping: ["Giuseppe"])
    let replaced = pseudonyms.replacing(in: text)
    #expect(Self.withoutSigns(replaced) == expected, "\(reason): \(replaced)")
  }

  /// `Client-7F3B` as `Client-*`.
  static func withoutSigns(_ text: String) -> String {
    text.replacing(#/(Client|Name|Address)-[0-9BDFGHK]+/#) { $0.output.1 + "-*" }
  }

  @Test("names without separator between them are all found")
  func concatenation() {
    let names = ["DUPONT Marie", "MARTIN Paul", "ROCHAT Zoé"]
    let pseudonyms = Self.register(names)
    for text in [
      names.joined(), names.joined().uppercased(), names.joined(separator: ",").lowercased(),
      names.joined(separator: "|"),
    ] {
      let replaced = pseudonyms.replacing(in: text)
      let count = Self.withoutSigns(replaced).filter { $0 == "*" }.count
      #expect(count == 3, "\(text) → \(replaced)")
      for part in ["dupont", "marie", "martin", "paul", "rochat", "zoe"] {
        #expect(!Self.leaks(part, in: replaced), "\(text) → \(replaced)")
      }
    }
  }

  @Test("a pseudonym depends on the value alone, never on the order or on other clients")
  func stability() {
    let names = ["DUPONT Marie", "MARTIN Paul", "ROCHAT Zoé", "Dupont marie"]
    let one = Self.register(names)
    let other = Self.register(names.reversed() + ["AUBERT Luc"])
    for name in names { #expect(one.pseudonym(of: name) == other.pseudonym(of: name)) }
    #expect(one.pseudonym(of: "DUPONT Marie") == one.pseudonym(of: "Mme dupont  MARIE"))
    #expect(one.pseudonym(of: "Marie DUPONT") == nil)
    #expect(one.pseudonym(of: "nobody") == nil)
    var keyed = Pseudonyms(key: "notebook")
    keyed.register(names)
    #expect(keyed.pseudonym(of: "DUPONT Marie") != one.pseudonym(of: "DUPONT Marie"))
  }

  @Test("no two of many clients share a pseudonym, and a later one changes no earlier one")
  func collisions() {
    var pseudonyms = Self.register((0..<1000).map { "NAME\($0) First" })
    let before = (0..<1000).compactMap { pseudonyms.pseudonym(of: "NAME\($0) First") }
    #expect(Set(before).count == 1000)
    #expect(before.contains { $0.count > "Client-1234".count })
    pseudonyms.register((1000..<1500).map { "NAME\($0) First" })
    #expect(before == (0..<1000).compactMap { pseudonyms.pseudonym(of: "NAME\($0) First") })
  }

  @Test(
    "Swiss phone numbers are masked, dates, figures and hashes are not",
    arguments: [
      ("tél 022 123 45 67.", "tél 0xx xxx xx xx."),
      ("022/123.45.67", "0xx xxx xx xx"),
      ("(022) 123 45 67", "0xx xxx xx xx"),
      ("0791234567", "0xx xxx xx xx"),
      ("079 123 4567, 079-123-45-67", "0xx xxx xx xx, 0xx xxx xx xx"),
      ("+41 22 123 45 67", "0xx xxx xx xx"),
      ("+41 (0)22 123 45 67", "0xx xxx xx xx"),
      ("0041221234567", "0xx xxx xx xx"),
      ("+41\u{a0}79\u{a0}123\u{a0}45\u{a0}67", "0xx xxx xx xx"),
      ("05.10.2025 10:30", "05.10.2025 10:30"),
      ("0.1234567890", "0.1234567890"),
      ("2025-10-22 07:00", "2025-10-22 07:00"),
      ("1022123456789", "1022123456789"),
      ("0221234567890", "0221234567890"),
      ("sha256:f0791234567a", "sha256:f0791234567a"),
      ("022 12", "022 12"),
      ("+33 6 12 34 56 78", "0xx xxx xx xx"),
      ("0033612345678", "0xx xxx xx xx"),
      ("06 12 34 56 78, 06.12.34.56.78", "0xx xxx xx xx, 0xx xxx xx xx"),
      ("+49 30 901820", "0xx xxx xx xx"),
      ("+33 (0)6 12 34 56 78!", "0xx xxx xx xx!"),
      ("+1.2345678901", "+1.2345678901"),
      ("01.02.2025 06.07", "01.02.2025 06.07"),
      ("+12 rides", "+12 rides"),
      ("call 791234567 or 41227345678.", "call 0xx xxx xx xx or 0xx xxx xx xx."),
      ("711234567, 791234567.5, 1.791234567", "711234567, 791234567.5, 1.791234567"),
      ("+4", "+4"), ("(0", "(0"), ("00", "00"),
    ])
  func phones(text: String, masked: String) {
    #expect(Pseudonyms().replacing(in: text) == masked)
  }

  @Test(
    "words of the program, columns, functions, towns and houses stay, names beside them go",
    arguments: [
      ("max(ride)", "max(ride)", "a function of a column"),
      ("sum(km) filter (where max(ride) > 3)", "sum(km) filter (where max(ride) > 3)", "SQL"),
      ("'max(ride)'", "'max(ride)'", "a function in quotes"),
      ("Max called", "Name-* called", "a first name in prose"),
      ("'Ride'", "'Name-*'", "a literal"),
      ("1214 Vernier", "1214 Vernier", "a town"),
      ("Clinique La Colline, 1206", "Clinique La Colline, 1206", "a house"),
      ("COLLINE Rose", "Client-*", "a whole name"),
      ("RIDE Max at 9", "Client-* at 9", "a whole name of the program's words"),
      ("case when Order then 1 end", "case when Order then 1 end", "keywords"),
    ])
  func kept(text: String, expected: String, reason: String) {
    var hashes = PrivateHashes()
    for name in ["RIDE Max", "VERNIER Case", "COLLINE Rose", "ORDER Whenax"] {
      hashes.add(name: name)
    }
    let entries = hashes.finish()
    let pseudonyms = Pseudonyms(indexed: { NameHash.flags(of: $0, in: entries) }) {
      KeptWords(
        people: ["Giuseppe"], places: ["Vernier", "Clinique La Colline"],
        identifiers: ["ride", "km"],
        isKeyword: { ["case", "order", "when"].contains($0.lowercased()) })
    }
    let replaced = Self.withoutSigns(pseudonyms.replacing(inCode: text))
    #expect(replaced == expected, "\(reason): \(replaced)")
  }

  @Test(
    "the cells of a private column are hidden whole, known or not",
    arguments: [
      (CellPrivacy.name, "Madame NOBODY Jane", "Client-*"),
      (.name, "Giuseppe", "Giuseppe"),
      (.name, "", ""),
      (.phone, "791234567", "0xx xxx xx xx"),
      (.phone, "41791234567", "0xx xxx xx xx"),
      (.phone, "none", "none"),
      (.address, "Chemin des Érables 17, 1217 Meyrin", "Address-*, 1217 Meyrin"),
      (.address, "17, chemin des Érables, 1217 Meyrin", "Address-*, 1217 Meyrin"),
      (.address, "Bachtelstrasse 4b, 8810 Horgen", "Address-*, 8810 Horgen"),
      (.address, "1217 Meyrin", "1217 Meyrin"),
      (.address, "Av. du Zimtstern 8, app. 4, 1260 Nyon", "Address-*, 1260 Nyon"),
      (.address, "Av. du Zimtstern 8, étage 4", "Address-*"),
      (.address, "Av. du Zimtstern 8, code 12A4", "Address-*"),
      (.address, "c/o M. Tell\nAv. du Zimtstern 8\n1260 Nyon", "Address-*\n1260 Nyon"),
      (.address, "via Zimtstern, 4, 6900 Lugano", "Address-*, 6900 Lugano"),
      (.address, "Lieu-dit Zimtstern, 1260 Nyon", "Address-*, 1260 Nyon"),
      (.address, "Rue du Ztar, Nyon", "Address-*, Nyon"),
      (.address, "Rue du Ztar 8 CH-1260 Nyon", "Address-* CH-1260 Nyon"),
      (.address, #"{"street":"Rue du Ztar 8","town":"Nyon"}"#, "Address-*"),
      (.address, "Nyon", "Nyon"),
      (.address, "08:10", "08:10"),
      (
        .address, "Clinique La Colline, Avenue de Beau-Séjour 6",
        "Clinique La Colline, Avenue de Beau-Séjour 6"
      ),
      (.open, "DUPONT Marie", "DUPONT Marie"),
      (.searched, "DUPONT Marie", "Client-*"),
    ])
  func cells(privacy: CellPrivacy, cell: String, expected: String) {
    var hashes = PrivateHashes()
    hashes.add(name: "DUPONT Marie")
    let entries = hashes.finish()
    let pseudonyms = Pseudonyms(indexed: { NameHash.flags(of: $0, in: entries) }) {
      KeptWords(people: ["Giuseppe"], places: ["Nyon"], houses: ["Clinique La Colline"])
    }
    #expect(Self.withoutSigns(pseudonyms.replacing(in: cell, of: privacy)) == expected)
  }

  @Test(
    "a street is known by value wherever its number stands, and has one pseudonym",
    arguments: [
      ("12, rue du Grand-Zimt, 1003 Lausanne", "12 rue du Grand-Zimt"),
      ("12, rue du Grand-Zimt, 1003 Lausanne", "rue du Grand-Zimt 12"),
      ("7, route de Nyon", "7, Route de Nyon"),
      ("Domicile: Av. du Zimtstern 8", "av. du Zimtstern 8"),
      ("Domicile Av. du Zimtstern 8", "Av. du Zimtstern 8"),
      ("Pharmacie, Av. du Zimtstern 8", "Av. du Zimtstern 8"),
      ("Genolier, Av. du Zimtstern 8, app. 4", "Av. du Zimtstern, 8"),
      ("Pharmacie, 12, rue du 31-Décembre", "rue du 31-Décembre 12"),
      ("via Zimtstern, 4, 6900 Lugano", "Via Zimtstern 4"),
      ("Alte Zimtstrasse 4b, 8810 Horgen", "alte zimtstrasse 4b"),
      ("Zimtstern 4, 1260 Nyon", "Zimtstern 4"),
    ])
  func streets(address: String, street: String) {
    var hashes = PrivateHashes()
    var bytes = address
    bytes.withUTF8 { hashes.add(address: $0, beside: .none) }
    let entries = hashes.finish()
    let pseudonyms = Pseudonyms(indexed: { NameHash.flags(of: $0, in: entries) }) { .none }
    let text = pseudonyms.replacing(in: "to \(street).")
    #expect(Self.withoutSigns(text) == "to Address-*.")
    let cell = pseudonyms.replacing(in: address, of: .address)
    #expect(cell.prefix(20) == text.dropFirst(3).prefix(20), "\(cell) \(text)")
    for open in ["étage 4", "app. 4", "1003 Lausanne", "Genolier", "Pharmacie"] {
      #expect(pseudonyms.replacing(in: open) == open)
    }
  }

  @Test("a pseudonym is no text to search again")
  func ownPseudonyms() {
    let pseudonyms = Self.register(["BFG Client", "47F Address", "MARTIN Paul", "Client Inconnu"])
    for text in [
      "Client-411047F70360", "Name-BFGH", "Address-0221234567BF", "x, Client-0BFG0BFG0BFG.",
      // A client may be called like what stands in front of a pseudonym.
      "ride_Client-0BFG0BFG0BFG",
    ] {
      #expect(pseudonyms.replacing(in: text) == text)
    }
    #expect(Self.withoutSigns(pseudonyms.replacing(in: "Name-BFGH, Paul")) == "Name-*, Name-*")
  }

  @Test("a name of three words is found in every order of them")
  func orders() {
    let pseudonyms = Self.register(["DUPONT Marie Claude"])
    let pseudonym = pseudonyms.pseudonym(of: "dupont marie claude") ?? "none"
    for text in [
      "DUPONT Claude Marie", "Marie DUPONT Claude", "Marie Claude DUPONT", "Claude DUPONT Marie",
      "Claude Marie DUPONT",
    ] {
      #expect(pseudonyms.replacing(in: text) == pseudonym, "\(text)")
    }
  }

  @Test(
    "merging keeps each hash once, in order, of few and of many", arguments: [0, 1, 100, 20_000])
  func merging(count: Int) {
    var draws = Draws(seed: UInt64(count))
    let hashes = (0..<count).map { _ in draws.bits() }
    let twice = hashes + hashes.reversed()
    #expect(AscendingHashes.merged(twice) == Array(Set(hashes)).sorted())
  }

  /// Looks for a folded word in a folded text.
  static func leaks(_ folded: String, in text: String) -> Bool {
    fold(text).contains(folded)
  }

  static func fold(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    folded.append(
      contentsOf: FoldedText(text).units.compactMap { Unicode.Scalar($0.scalar) })
    return String(folded)
  }

  @Test("of 1,000 names planted in any form in prose none is left", arguments: 0..<2)
  func planted(seed: Int) {
    var draws = Draws(seed: UInt64(seed))
    let names = (0..<1000).map { _ in Self.name(&draws) }
    let pseudonyms = Self.register(names)
    var text = ""
    var planted: [String] = []
    for _ in 0..<150 {
      let name = draws.pick(names)
      planted.append(name)
      text += draws.pick(Self.prose) + Self.form(of: name, &draws)
      text += draws.pick([" ", ",", "\n", ";", "…", " 022 345 67 89 ", "|"])
    }
    let folded = Self.fold(pseudonyms.replacing(in: text))
    for name in planted {
      let words = FoldedText(name).words.map { word in
        String(String.UnicodeScalarView(word.compactMap { Unicode.Scalar($0) }))
      }
      #expect(!folded.contains(words.joined(separator: " ")), "seed \(seed), \(name)")
      #expect(!folded.contains(words.joined()), "seed \(seed), \(name)")
      let left = folded.split { !$0.isLetter }.map(String.init)
      for word in words where word.count >= 3 {
        #expect(!left.contains(word), "seed \(seed), \(word) of \(name)")
      }
    }
    #expect(!folded.contains("345 67"))
  }

  private static let prose = ["ride of ", "", "to the clinic: ", "7 km, ", "x|", "(", "à 10:30 "]

  private static func name(_ draws: inout Draws) -> String {
    let syllables = ["bal", "né", "ro", "chü", "gua", "mi", "ça", "tor", "ñu", "vel", "dra", "œs"]
    func word(_ draws: inout Draws) -> String {
      (0..<(2 + draws.below(2))).map { _ in draws.pick(syllables) }.joined()
    }
    let hyphen = draws.below(5) == 0 ? "-" + word(&draws) : ""
    return word(&draws).uppercased() + " " + word(&draws).capitalisedFirst + hyphen
  }

  private static func form(of name: String, _ draws: inout Draws) -> String {
    let words = name.split(separator: " ")
    switch draws.below(8) {
    case 0: return name.uppercased()
    case 1: return name.lowercased()
    case 2: return words.reversed().joined(separator: " ")
    case 3: return words.joined()
    case 4: return words.joined(separator: ", ")
    case 5: return String(words.first ?? "")
    case 6: return fold(name)
    default: return name
    }
  }

  @Test("any text, with and without names, is taken without a trap", arguments: 0..<30)
  func rubbish(seed: Int) {
    var draws = Draws(seed: UInt64(seed))
    let pseudonyms = Self.register((0..<5).map { _ in draws.nastyText() } + ["e\u{301}œ\u{301}"])
    let text = draws.nastyText(atMost: 40) + "022 " + draws.nastyText(atMost: 40)
    _ = pseudonyms.replacing(in: text)
    #expect(Pseudonyms().replacing(in: "plain") == "plain")
  }
}

extension String {
  fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
