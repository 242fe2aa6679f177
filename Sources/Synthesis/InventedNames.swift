/// Surnames and first names from which clients are invented; nobody real is meant.
enum InventedNames {
  /// Made of sounds of the region, and of accents that a sheet has to survive.
  static let surnames = [
    "BRUNAVOZ", "CHESEVAL", "DORVAVAZ", "MONTAVRY", "BLÉZOVET", "FRÉCHAVAUD", "GRANVOLLE",
    "PERRUCHEL", "TISSENAVY", "VUARNEVEX", "RÉVILLAVOD", "CORTHAVEL", "MARVALLIN", "DÉLÉTRAVOZ",
    "PIGNOLAVAZ", "SARBAVEL", "JAQUEMAVOZ", "LORVETTE", "BÉROLAVAZ", "CHAVORNEX-BEL",
    "ESTAVELLE", "FONTAVRAY", "GÉRONVELLE", "HUMBLAVOZ", "IZERANDE", "KESTENVOLT", "LÉCHARDEL",
    "MOLLENDRIVAZ", "NICOLLAVAZ", "OLTRAMAVEX", "PRALONVEY", "QUÉLAVOZ-MARIN", "ROSSELAVY",
    "SAVIOLEVAZ", "TRÉBOVEL-VALLY", "URSENBERVELD", "VOLLENWYDEL", "WEIBELIVON", "ZÜRBRAVEN",
    "ÇELIKAVAZ", "BÖHLENVORF", "FERNANDAVES", "COSTAVRES", "MÜHLEBERTEN", "DASILVERAZ",
    "FLÉCHÉRAVAZ", "HOOLSTEVELD", "D'ARVEYRONEL", "NÚÑEVAR", "KOVAČENEVIĆ", "ALBAVREX",
    "BÉCHOLAVET", "CRETTAVEY", "DUPRAVEX", "ÉCHENAVARD", "FAVRELONGE", "GILLIAVOZ", "HÉRITAVEX",
    "JORDANVEY", "LUGRINEVAZ", "MAGNINEVAZ", "NANTERVEX", "ORSIVALLAZ", "PASQUAVEL",
    "REYNAVOUD", "SALAMINVEZ", "THORENSEVAZ", "VALLÉLONGEY", "WÜTHRIVEL", "YERSAVEL",
  ]

  static let women = [
    "Anne", "Béatrice", "Chloé", "Danièle", "Élise", "Françoise", "Geneviève", "Hélène", "Irène",
    "Josée", "Laurence", "Marie-Thérèse", "Noëlle", "Odile", "Renée", "Solange", "Thérèse", "Zoé",
  ]

  static let men = [
    "André", "Benoît", "Cédric", "Didier", "Émile", "François", "Gérard", "Hervé", "Jérôme",
    "Loïc", "Marcel", "Noël", "Olivier", "Pierre-Yves", "René", "Stéphane", "Théo", "Urs",
  ]
}
