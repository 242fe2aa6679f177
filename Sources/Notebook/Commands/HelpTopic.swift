import CommandLanguage

/// Help topics other than commands.
enum HelpTopic: String, CaseIterable {
  case sql, names, note, keys

  /// The topic of a word: its own name, or a word or mark that begins such a statement.
  init?(word: String) {
    let word = word.lowercased()
    if let topic = HelpTopic(rawValue: word) {
      self = topic
    } else if SQLWords.leads.contains(word) || SQLWords.refusedLeads.contains(word) {
      self = .sql
    } else if ["=", "_", "name"].contains(word) {
      self = .names
    } else if word == "notes" {
      self = .note
    } else {
      return nil
    }
  }

  /// The page, without what depends on the notebook.
  var lines: [String] {
    switch self {
    case .sql: Self.sqlPage
    case .names: Self.namesPage
    case .note: Self.notePage
    case .keys: Self.keysPage
    }
  }

  /// The overview: how to begin, each kind of statement, the commands by task, where to read on.
  ///
  /// It fits a screen of 60 columns and 20 rows.
  static func overview(_ groups: [CommandCatalogue.Group]) -> [String] {
    let width = (groups.map(\.title.count).max() ?? 0) + 2
    let commands = groups.map { group in
      "  " + group.title + String(repeating: " ", count: width - group.title.count)
        + group.verbs.joined(separator: " ")
    }
    return [
      "To begin: `tour`, or `load \"rides.xlsx\"` for your own file.", "",
      "select …;         SQL: ends at ;, may span lines",
      "NAME = STATEMENT  names a result; _ is the last result",
      "note \"TEXT\"       adds text to the record",
      "COMMAND …         ends with its line; the commands by task:",
    ] + commands + [
      "", "`help load` explains a command; see also `help sql`,",
      "`help names`, `help note` and `help keys`.",
    ]
  }

  private static let sqlPage = [
    "SQL begins with \(SQLWords.leadsText). It ends at `;` and may span "
      + "lines. `--` begins a comment.",
    "`NAME = select …;` names the rows; `_` is the last result.",
    "Imported data and plans are read-only: `create table my_copy as select * from october;` makes "
      + "a copy that you can change.",
    "Each statement is a transaction of its own: "
      + SQLWords.refusedLeads.joined(separator: ", ") + " are refused.",
  ]

  private static let namesPage = [
    "NAME = STATEMENT",
    "  Names the result of a command or of SQL. The result is a table like any other.",
    "  A name consists of letters, digits and `_`; case does not matter. Quote any other name.",
    "  `_` is the last result. `as NAME` names what `load`, `dispatch` or `train` makes.",
    "  `forget NAME` removes a name and its content.",
    "  Examples",
    "    busy = select date, count(*) as rides from rides group by date;",
    "    show busy",
    "    export busy to \"busy.csv\"",
  ]

  private static let notePage = [
    "note \"TEXT\"",
    "  Adds text to the record. The text ends at its closing quote; a quote within it is doubled.",
    "note",
    "  Alone on its line: the lines of Markdown that follow, up to a line with only a dot.",
    "  `{{RESULT.COLUMN}}` in a note shows the value in a result of one row when the note runs; "
      + "`{{RESULT.COLUMN where COLUMN = 'value'}}` picks one of several rows. A replay verifies "
      + "the value.",
    "  `export session to \"october.html\"` turns notes into prose.",
    "  Examples",
    "    note \"Fridays are the quiet days.\"",
    "    note",
    "    # Loads in October",
    "    One driver had *six* rides.",
    "    .",
  ]

  private static let keysPage = [
    "Tab  completes the word before the cursor; pressed again, lists the choices",
    "Return  runs the statement; SQL continues on further lines until its ;",
    "Up, Down  earlier statements, whole",
    "Ctrl-R  searches them: type part of one; Ctrl-R again goes further back, Return runs it",
    "Ctrl-C  clears what is typed, or stops what is running; it never ends the program",
    "Ctrl-D  ends the session at an empty prompt",
    "Ctrl-A, Ctrl-E  move to the beginning and end of the line",
    "Ctrl-W, Ctrl-U, Ctrl-K  delete the word before the cursor, everything, the text after it",
    "Ctrl-L  clears the screen",
    "", "Pasted text runs only after Return. `edit` opens an editor on the previous statement.",
    "~/.editrc is read: `bind -v` in it selects vi keys.",
    "`set pager off`, `set numbers swiss` and `set timer on` change how results are shown.",
  ]
}
