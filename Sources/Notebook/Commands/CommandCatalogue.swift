import CommandLanguage

/// Every command of the language; help, completion, docs and the parser read this one list.
struct CommandCatalogue: Sendable {
  /// Commands that serve one task, as the overview of help shows them.
  struct Group: Sendable {
    /// One word.
    let title: String
    let commands: [any NotebookCommand]

    /// The verbs in the order of the commands, each once.
    var verbs: [String] {
      var verbs: [String] = []
      for syntax in commands.flatMap(\.syntaxes) {
        let verb = String(syntax.usage.prefix { $0 != " " })
        if !verbs.contains(verb) { verbs.append(verb) }
      }
      return verbs
    }
  }

  let groups: [Group]
  let commands: [any NotebookCommand]
  let grammar: Grammar

  /// The catalogue in the order in which help shows it.
  init() throws(GrammarError) {
    groups = [
      Group(
        title: "Data",
        commands: [
          LoadCommand(), DatasetCommand(), CheckCommand(), DescribeCommand(), TablesCommand(),
          SchemaCommand(),
          ForgetCommand(),
        ]),
      Group(
        title: "Rides",
        commands: [
          CorrectCommand(), CancelCommand(), AssignCommand(), PlaceCommand(),
          DropCorrectionCommand(), GeocodeCommand(),
        ]),
      Group(
        title: "Results",
        commands: [ShowCommand(), HeadCommand(), PlotCommand(), ExportCommand()]),
      Group(
        title: "Plans", commands: [DispatchCommand(), RulesCommand()]),
      Group(
        title: "Judging",
        commands: [
          ExplainCommand(), CompareCommand(), MetricsCommand(), PriceCommand(),
          SensitivityCommand(),
        ]),
      Group(
        title: "Training",
        commands: [
          SplitCommand(), TrainCommand(), FineTuneCommand(), JobsCommand(), WatchCommand(),
          WaitCommand(), StopCommand(),
        ]),
      Group(
        title: "Agents",
        commands: [
          EvaluateCommand(), AgentsCommand(), PromoteCommand(), RollbackCommand(), ImportCommand(),
        ]),
      Group(
        title: "Sessions",
        commands: [
          SaveCommand(), ReplayCommand(), DiffCommand(), AssertCommand(), RecoverCommand(),
          PrivacyCommand(),
        ]),
      Group(
        title: "Program",
        commands: [SetCommand(), EditCommand(), TourCommand(), HelpCommand(), QuitCommand()]),
    ]
    commands = groups.flatMap(\.commands)
    grammar = try Grammar(commands.flatMap(\.syntaxes))
  }

  /// The words of the commands, in lower case.
  var vocabulary: Set<String> {
    Set(
      commands.flatMap(\.syntaxes).flatMap { syntax in
        syntax.usage.split { !$0.isLetter }.map(String.init).filter { $0 == $0.lowercased() }
      })
  }

  /// The command of a verb.
  func command(of verb: String) -> (any NotebookCommand)? {
    commands.first { command in
      command.syntaxes.contains { $0.usage.prefix { $0 != " " } == verb }
    }
  }
}
