import CommandLanguage

/// Every command of the language; help, completion, docs and the parser read this one list.
struct CommandCatalogue: Sendable {
  let commands: [any NotebookCommand]
  let grammar: Grammar

  /// The catalogue in the order in which help shows it.
  init() throws(GrammarError) {
    commands = [
      LoadCommand(), CheckCommand(), ShowCommand(), HeadCommand(), DescribeCommand(),
      TablesCommand(), SchemaCommand(),
      ForgetCommand(), PrivacyCommand(), SplitCommand(), DispatchCommand(), ExplainCommand(),
      CompareCommand(),
      MetricsCommand(), PriceCommand(), TrainCommand(), FineTuneCommand(), EvaluateCommand(),
      JobsCommand(),
      WatchCommand(), WaitCommand(), StopCommand(), AgentsCommand(), PromoteCommand(),
      RollbackCommand(),
      ExportCommand(), ImportCommand(), PlotCommand(), SetCommand(), RulesCommand(),
      AssertCommand(), SaveCommand(), ReplayCommand(), DiffCommand(), RecoverCommand(),
      EditCommand(),
      TourCommand(), HelpCommand(), QuitCommand(),
    ]
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
