import SessionRecord
import Testing

@testable import Documents

@Suite("What documents hide")
struct VeilTests {
  private static let cutting = PathCutting(folders: ["/home/Anna Muster/rides", "/srv/data"])

  @Test(
    "absolute paths are cut to their last part, and nothing else is",
    arguments: [
      ("load \"/home/bea/x/october.xlsx\" as o", "load \"october.xlsx\" as o", "a quoted path"),
      ("load \"/home/bea/my data/o.xlsx\"", "load \"o.xlsx\"", "a path with blanks in quotes"),
      ("load /home/bea/o.xlsx as o", "load o.xlsx as o", "a bare path"),
      ("/home/Anna Muster/rides/a/b.csv: gone", "a/b.csv: gone", "a known folder with blanks"),
      ("/home/Anna Muster/other/b.csv", "other/b.csv", "a folder above the known one"),
      ("in /home/Anna Muster/rides.", "in ..", "the folder itself"),
      ("see /tmp/x/y.csv.", "see y.csv.", "the point that ends a sentence"),
      ("/home/bea", "~", "a home says its owner's name"),
      ("~/notes/a.txt", "a.txt", "from home"),
      ("file:///home/bea/a.html", "a.html", "an address of a file"),
      ("C:\\Users\\Bea\\a.xlsx", "a.xlsx", "Windows"),
      ("https://x.ch/a/b", "https://x.ch/a/b", "an address"),
      ("km/h and 22/10/2025 and a/b/c", "km/h and 22/10/2025 and a/b/c", "slashes in words"),
      ("../data/x.csv", "../data/x.csv", "a relative path"),
      ("a / b / c", "a / b / c", "divisions"),
      ("/", "/", "a slash"),
    ])
  func paths(text: String, cut: String, reason: String) {
    #expect(Self.cutting.cutting(text) == cut, "\(reason)")
  }

  @Test("in SQL only quoted paths are cut: a slash divides")
  func sql() {
    #expect(
      Self.cutting.cutting("select x /a/b from t;", onlyQuoted: true) == "select x /a/b from t;")
    #expect(
      Self.cutting.cutting("select '/home/bea/x.csv';", onlyQuoted: true) == "select 'x.csv';")
  }

  @Test("no text of any letters traps, and one without slashes stays", arguments: 0..<3)
  func anyText(seed: UInt64) {
    var draws = Draws(seed: seed)
    let pieces = [
      "/", "\\", "~", "a", "home", "C:", "\"", "'", " ", ".", "é", "file:///", "«", "»", "\n",
    ]
    for _ in 0..<500 {
      let text = (0..<draws.below(20)).map { _ in draws.pick(pieces) }.joined()
      let cut = Self.cutting.cutting(text)
      if !text.contains("/") && !text.contains("\\") { #expect(cut == text, "seed \(seed)") }
      _ = Self.cutting.cutting(text, onlyQuoted: true)
    }
  }

  @Test("a plot's labels are hidden, its keys and numbers are not")
  func json() {
    var pseudonyms = Pseudonyms()
    pseudonyms.register(["TITLE Marie", "Müller Zoé"])
    let veil = NameVeil(pseudonyms: pseudonyms, folders: [])
    let json = #"{"title":"M\u00fcller Zo\u00e9","values":[0.0221234567,22],"labels":["a\"b"]}"#
    let hidden = veil.hiding(json: json)
    #expect(hidden.hasPrefix(#"{"title":"Client-"#))
    #expect(hidden.hasSuffix(#","values":[0.0221234567,22],"labels":["a\"b"]}"#))
  }

  @Test("`with names` takes pseudonyms away again")
  func revealing() {
    var pseudonyms = Pseudonyms()
    pseudonyms.register(["Mme DUPONT Marie", "Martin Paul"])
    let hidden = pseudonyms.replacing(in: "DUPONT Marie rode with Martin, not Client-0000")
    #expect(!hidden.contains("DUPONT") && !hidden.contains("Martin"))
    let veil = NameVeil(revealing: pseudonyms)
    #expect(veil.hiding(hidden) == "Mme DUPONT Marie rode with Martin, not Client-0000")
    #expect(veil.scheme == nil)
  }
}
