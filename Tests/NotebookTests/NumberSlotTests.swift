import CommandLanguage
import FleetModel
import Synchronization
import Testing

@testable import Notebook

@Suite("Numbers in statements")
struct NumberSlotTests {
  private static let odd = [
    "-1", "0", "0.5", "-0.5", "1e300", "-1e300", "nan", "inf", "1e-300", "9223372036854775807",
    "9223372036854775808", "-9223372036854775809", "99999999999999999999999999", "0x10", "1e999",
    "١٢",
  ]

  /// Statements with `#` in the place of a number, and one that does.
  private static let templates: [(text: String, good: String)] = [
    ("set seed #", "7"), ("set rule speed #", "30"), ("set rule boarding #", "5"),
    ("plot histogram km of october bins #", "5"), ("plot histogram km of october width #", "5"),
    ("show october limit #", "5"), ("head october #", "5"),
    ("dispatch october on 2025-10-22 with greedy pin # to Dris", "155"),
    ("dispatch october on 2025-10-22 with greedy fairness # days", "7"),
    ("dispatch october on 2025-10-22 with greedy assume # minutes", "20"),
    ("dispatch october on 2025-10-22 with search seed #", "7"),
    ("dispatch october on 2025-10-22 with search budget #", "7"),
    ("dispatch october on 2025-10-22 with search within # seconds", "0.1"),
    ("explain plan w ride #", "155"), ("split october holdout # replace", "30%"),
    ("split october holdout # days replace", "5"),
    ("split october holdout 30% validation # replace", "10%"),
    ("split october holdout 30% seed # replace", "7"),
  ]

  /// Statements whose numbers are read alone, since running them takes long.
  private static let readAlone: [(text: String, good: String)] = [
    ("train v on october episodes #", "50"), ("train v on october seed #", "5"),
    ("train v on october seeds #", "5"), ("train v on october threads #", "2"),
    ("train v on october until #", "5"), ("finetune v as u on october episodes #", "50"),
    ("finetune v as u on october seed #", "5"), ("finetune v as u on october seeds #", "5"),
    ("finetune v as u on october threads #", "2"), ("finetune v as u on october until #", "5"),
    ("stop v until #", "5"), ("replay \"x\" until #", "5"), ("replay \"x\" episodes #", "5"),
    ("replay \"x\" with rule speed #", "30"),
    ("replay \"x\" with data \"y\" for z and rule speed #", "30"), ("tour #", "1"),
    ("export session to \"x.html\" width #", "80"),
    ("correct october ride # time 08:45", "5"), ("cancel october ride #", "5"),
    ("assign october ride # to Dris", "5"), ("place \"x\" at #, 6.1", "46.2"),
    ("drop correction #", "1"), ("load \"x.csv\" rows # to 9", "3"),
    ("load \"x.csv\" rows 1 to #", "3"),
  ]

  private func parsed(_ text: String, _ session: NotebookSession) -> ParsedCommand? {
    guard
      case .success(let statement)? = session.parser(.script)
        .statements(of: SourceText(text)).first, case .command(let command) = statement.body
    else { return nil }
    return command
  }

  @Test("every slot of a number is tried below")
  func coversAllSlots() throws {
    let session = try NotebookHarness().session
    var tried: Set<String> = []
    for (text, good) in Self.templates + Self.readAlone {
      let command = try #require(
        parsed(text.replacing("#", with: good), session), "\(text)")
      for binding in command.bindings { tried.insert("\(command.verb) \(binding.slot)") }
    }
    for syntax in session.catalogue.commands.flatMap(\.syntaxes) {
      let verb = syntax.usage.prefix { $0 != " " }
      for parameter in syntax.parameters {
        switch parameter.kind {
        case .integer, .number, .share:
          #expect(tried.contains("\(verb) \(parameter.name)"), "\(syntax.usage)")
        default: continue
        }
      }
    }
  }

  @Test("that are out of range, or none, are refused with the range, and nothing traps or is cut")
  func oddNumbers() throws {
    let deadline = Mutex(0)
    let notebook = try NotebookHarness(isInterrupted: {
      deadline.withLock { asked in
        asked += 1
        return asked > 20_000
      }
    })
    try notebook.outcome(
      """
      load "datasets/october-2025.xlsx" as october
      dispatch october on 2025-10-22 with greedy as w
      """)
    for (text, _) in Self.templates {
      for value in Self.odd {
        deadline.withLock { $0 = 0 }
        let statement = text.replacing("#", with: value)
        let evaluations = notebook.run(statement)
        #expect(evaluations.count == 1)
        guard let failure = evaluations.first?.failure else { continue }
        #expect(failure.code != "E-internal" && failure.code != "E-sql", "\(statement)")
        let isTold = failure.expected != nil || failure.headline.contains(" to ")
        #expect(isTold || failure.code == "E-stopped", "\(statement): \(failure.headline)")
      }
    }
    for (text, _) in Self.readAlone {
      for value in ["-1", "1e300", "nan", "99999999999999999999999999"] {
        let failure = try #require(
          notebook.failure(text.replacing("#", with: value)), "\(text) \(value)")
        #expect(failure.code != "E-internal", "\(text) \(value)")
      }
    }
  }

  @Test(
    "a number that is no rule's is refused with the rule's own range",
    arguments: Rules.catalogue.filter(\.words.isEmpty).flatMap { rule in
      ["-1e300", "1e300", "-1", "99999999999999999999999"].map { (rule.name, $0) }
    })
  func rules(name: String, value: String) throws {
    let notebook = try NotebookHarness()
    let failure = try #require(notebook.failure("set rule \(name) \(value)"))
    #expect(failure.code == "E-rule")
    #expect(failure.headline.contains(try Rules.rule(named: name).rangeText))
  }
}
