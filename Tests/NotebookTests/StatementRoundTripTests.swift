import SeededRandom
import Testing

@testable import CommandLanguage
@testable import Notebook

@Suite("Statements of every form, written and read")
struct StatementRoundTripTests {
  /// Names, texts and paths with all that a statement could stumble over.
  static let texts = [
    "october", "x", "_", "À la carte", "a b", "it's", "say \"so\"", "seed", "With", "limit", "7",
    "-1", "1.5", "30%", "2025-10-22", "#x", ";", ",", "(", ")", "=", "a,b", "a\tb", "a\nb", "\\",
    "日本", "e\u{301}", "🚐", "'", "\"", "--", "/*", "$DAY", "{{a.b}}", "select", "from", "note",
    "agent", "policy", "auto",
    String(repeating: "long ", count: 40),
  ]

  /// A statement of a form, and what was put into those of its slots that take one text.
  private struct Draw {
    var draws: SeededGenerator
    let form: CommandForm
    var given: [String: String] = [:]

    mutating func statement() -> String {
      ([form.verb] + words(of: form.pattern)).joined(separator: " ")
    }

    private mutating func pick<Element>(_ list: [Element]) -> Element {
      list[draws.below(list.count)]
    }

    private mutating func words(of pattern: UsagePattern) -> [String] {
      switch pattern {
      case .keyword(let word, _): return [draws.below(8) == 0 ? word.uppercased() : word]
      case .mark(let kind, _): return [kind.mark]
      case .sequence(let parts): return parts.flatMap { words(of: $0) }
      case .choice(let parts): return words(of: pick(parts))
      case .optionals(let parts):
        let present = parts.filter { _ in draws.below(2) == 0 }
        return draws.shuffled(present).flatMap { words(of: $0) }
      case .slot(let place, let isList, _):
        let parameter = form.parameters[place]
        guard isList else {
          let (written, text) = value(of: parameter.kind)
          given[parameter.name] = text
          return [written]
        }
        return (0...draws.below(3)).map { _ in value(of: parameter.kind).written }
          .joined(separator: " , ").split(separator: " ", omittingEmptySubsequences: false)
          .map(String.init)
      }
    }

    /// What is written into a slot, and the text that it is to hold, where it holds one.
    private mutating func value(of kind: SlotKind) -> (written: String, text: String?) {
      switch kind {
      case .integer(let range):
        let near = min(range.upperBound, range.lowerBound + draws.below(1_000))
        return ("\(pick([range.lowerBound, range.upperBound, near]))", nil)
      case .number(let range):
        return ("\(pick([range.lowerBound, range.upperBound]))", nil)
      case .share: return (pick(["30%", "0.25", "1%", "12.5%"]), nil)
      case .date: return (pick(["2025-10-22", "1.2.2024"]), nil)
      case .word(let words): return (kind.written(.word(pick(words)), besides: []), nil)
      case .phrase(let phrases):
        let words = pick(phrases).split(separator: " ").map(String.init)
        return (
          words.map { word in
            form.parameters.first { $0.name == word }.map { value(of: $0.kind).written } ?? word
          }.joined(separator: " "), nil
        )
      case .rest: return (pick(["", "x y", "plot line"]), nil)
      case .flag: return ("", nil)
      case .day where draws.below(2) == 0: return (pick(["2025-10-22", "22.10.2025"]), nil)
      case .day: return (NameRules.quoted(pick(StatementRoundTripTests.texts)), nil)
      case .path, .name, .object, .column, .text, .custom:
        let text = pick(StatementRoundTripTests.texts)
        let isBare = text == "october" || text == "x"
        return (isBare && draws.below(2) == 0 ? text : NameRules.quoted(text), text)
      }
    }
  }

  @Test("reading what was written gives the same tree, whose text is the same, for every form")
  func roundTrip() throws {
    let session = try NotebookHarness().session
    let parser = session.parser(.script)
    for form in session.catalogue.grammar.forms {
      var read = 0
      for number in 0..<60 as Range<UInt64> {
        var draw = Draw(
          draws: SeededGenerator(seed: number, purpose: form.verb + " " + form.id), form: form)
        let source = draw.statement()
        let found = parser.statements(of: SourceText(source))
        // A drawn value may be refused, such as a name that is taken; a trap or another form may not.
        guard found.count == 1, case .success(let statement) = found[0],
          case .command(let command) = statement.body
        else { continue }
        read += 1
        let again = try #require(
          parser.statements(of: SourceText(statement.canonical)).first,
          "\(source.debugDescription)"
        ).get()
        #expect(again == statement, "\(source.debugDescription) → \(statement.canonical)")
        #expect(again.canonical == statement.canonical, "\(source.debugDescription)")
        guard command.formID == form.id else { continue }
        for (slot, text) in draw.given {
          #expect(command[named: slot]?.string == text, "\(slot) of \(source.debugDescription)")
        }
      }
      #expect(read >= 6, "of `\(form.syntax.usage)` few statements are read: \(read)")
    }
  }
}
