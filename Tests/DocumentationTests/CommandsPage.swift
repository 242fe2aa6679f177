import CommandLanguage

@testable import Notebook

/// The reference of all commands, which is made from the catalogue.
enum CommandsPage {
  static let file = "docs/commands.md"

  static func text() throws -> String {
    try CommandCatalogue().grammar.markdown(
      title: "Commands",
      introduction: [
        "For everybody who types statements: after a command's section you can write each of its forms. "
          + "Written by `make docs` from the command catalogue, from which help, completion and the "
          + "parser come too. Do not edit it. [language.md](language.md) explains statements, "
          + "names, quotes and SQL.",
        "Square brackets hold what may be left out; words in capitals stand for your own.",
      ])
  }
}
