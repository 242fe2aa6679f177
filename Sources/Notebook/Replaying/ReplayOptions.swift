import CommandLanguage
import FleetModel
import SessionRecord

/// What a replay does otherwise than the script says.
public struct ReplayOptions: Sendable {
  /// Stands in for the root seed, wherever the script sets one, and for the seeds of trainings.
  public var seed: UInt64?
  /// Rules that hold from the first statement to the last.
  public var rules: [RuleSetting] = []
  /// A file that is loaded in place of the one of a dataset or table, by its folded name.
  var files: [String: String] = [:]
  /// The last line of the file whose statement runs.
  public var until: Int?
  /// Whether trainings that ran before are taken from what they kept, unproven.
  public var resumes = false
  /// How many episodes of each training run, compared with its recorded curve; nil for all.
  public var episodes: Int?
  /// Minutes of processor time that `carnet replay` may take.
  public var minutes = SessionReplay.defaultMinutes
  /// The most of these that may be asked for: a week.
  public static let mostMinutes = 10_080

  public init() {}

  /// Whether the replay answers what would be, and so verifies nothing.
  var isWhatIf: Bool { seed != nil || !rules.isEmpty || !files.isEmpty }

  /// The settings that a script begins with.
  func settings(_ header: NotebookSettings) -> NotebookSettings {
    var settings = header
    if let seed { settings.seed = seed }
    for rule in rules {
      settings.rules = (try? settings.rules.setting(rule.name, to: rule.value)) ?? settings.rules
    }
    return settings
  }

  /// A statement with the seeds, rules and files that are asked for.
  func changed(_ source: String, by parser: StatementParser) -> String {
    guard isWhatIf, case .success(let statement)? = parser.statements(of: SourceText(source)).first,
      let command = statement.command
    else { return source }
    let changed = changed(command, of: statement)
    return changed == command ? source : statement.with(changed).canonical
  }

  private func changed(_ command: ParsedCommand, of statement: Statement) -> ParsedCommand {
    if command.does(.sets) || command.does(.trains), let seed,
      command[CommandCall.seed] != nil
    {
      return command.setting(CommandCall.seed, to: .integer(Int(clamping: seed)))
    }
    if command.does(.sets), let name = command[SetCommand.rule],
      let rule = rules.first(where: { NameRules.folded($0.name) == NameRules.folded(name) })
    {
      return command.setting(SetCommand.value, to: .number(rule.value))
    }
    if command.does(.loads), let file = files[Self.loadedName(of: command, statement)] {
      return command.setting(LoadCommand.file, to: .path(file))
    }
    return command
  }

  /// The folded name that a `load` gives.
  static func loadedName(of command: ParsedCommand, _ statement: Statement) -> String {
    NameRules.folded(
      command[LoadCommand.name] ?? statement.resultName
        ?? ObjectName.made(ofFile: command[LoadCommand.file] ?? ""))
  }
}
