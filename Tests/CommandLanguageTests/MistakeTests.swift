import CommandLanguage
import Testing

@Suite("A mistake names the place, what was expected and the way out")
struct MistakeTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var marked: String
    var mode = StatementParser.Mode.script
    var code: ErrorCode
    var headline: String
    var expected: String?
    var remedy: String?
    var testDescription: String { marked }
  }

  static let rows = [
    Row(
      marked: "1️⃣lod2️⃣ x", code: .verb, headline: "unknown command `lod`",
      remedy: "did you mean load?"),
    Row(
      marked: "1️⃣qqq2️⃣ x", code: .verb, headline: "unknown command `qqq`",
      remedy: "help lists the commands"),
    Row(
      marked: "1️⃣s2️⃣ x", mode: .prompt, code: .verb,
      headline: "`s` is the start of more than one command",
      expected: "`show`, `split`, `set` or `shell`", remedy: "type more letters"),
    Row(
      marked: "1️⃣sho2️⃣ x", code: .verb, headline: "`sho` is abbreviated", expected: "`show`",
      remedy: "commands can be abbreviated at the prompt only; write show"),
    Row(
      marked: "1️⃣\"load\"2️⃣ x", code: .verb, headline: "unknown command `\"load\"`",
      remedy: "did you mean load?"),
    Row(
      marked: "load1️⃣", code: .missing, headline: "FILE is missing",
      expected: "FILE (the file to read)",
      remedy: "the form is: load FILE [sheet SHEET] [as NAME] [replace]"),
    Row(
      marked: "load x as1️⃣ ;", code: .missing, headline: "NAME is missing",
      expected: "NAME (the name it gets)",
      remedy: "the form is: load FILE [sheet SHEET] [as NAME] [replace]"),
    Row(
      marked: "load x 1️⃣shet2️⃣ y", code: .syntax, headline: "unexpected `shet`",
      expected: "`sheet`, `as`, `replace` or the end of the statement",
      remedy: "did you mean sheet?"),
    Row(
      marked: "load x as y 1️⃣as2️⃣ z", code: .syntax, headline: "`as` is given twice",
      remedy: "remove one of the two"),
    Row(
      marked: "compare greedy, agent V1, nearest, 1️⃣agent2️⃣ v1 on x", code: .syntax,
      headline: "`agent v1` is given twice", remedy: "remove one of the two"),
    Row(
      marked: "dispatch x on 2025-10-22 1️⃣on2️⃣ 2025-10-23 with greedy", code: .syntax,
      headline: "`on` is given twice", remedy: "remove one of the two"),
    Row(
      marked: "load x as 1️⃣rides2️⃣", code: .name, headline: "`rides` is a built-in name",
      remedy: "choose another name"),
    Row(
      marked: "load x as 1️⃣\"Load\"2️⃣", code: .name, headline: "`Load` is a built-in name",
      remedy: "choose another name"),
    Row(
      marked: "load x as 1️⃣a-b2️⃣", code: .name, headline: "`a-b` is not a name",
      expected: "NAME (the name it gets): letters, digits and `_`",
      remedy: "quote it: \"a-b\""),
    Row(
      marked: "load 1️⃣\"\"2️⃣", code: .text, headline: "the text is empty",
      expected: "FILE (the file to read): some text"),
    Row(
      marked: "load 1️⃣'x # c2️⃣", code: .quote, headline: "the quote is not closed",
      expected: "its closing quote on the same line",
      remedy: "double a quote inside the text"),
    Row(
      marked: "load x1️⃣,2️⃣ y", code: .syntax, headline: "unexpected `,`",
      expected: "`sheet`, `as`, `replace` or the end of the statement",
      remedy: "help load shows the form"),
    Row(
      marked: "show x limit 1️⃣50002️⃣", code: .range, headline: "`5000` is out of range",
      expected: "N (rows to show): a whole number from 1 to 1000 rows"),
    Row(
      marked: "show x limit 1️⃣-12️⃣", code: .range, headline: "`-1` is out of range",
      expected: "N (rows to show): a whole number from 1 to 1000 rows"),
    Row(
      marked: "show x limit 1️⃣99999999999999999999992️⃣", code: .range,
      headline: "`9999999999999999999999` is out of range",
      expected: "N (rows to show): a whole number from 1 to 1000 rows"),
    Row(
      marked: "show x limit 1️⃣many2️⃣", code: .number, headline: "`many` is not a whole number",
      expected: "N (rows to show): a whole number from 1 to 1000 rows"),
    Row(
      marked: "show x limit1️⃣", code: .missing, headline: "N is missing",
      expected: "N (rows to show): a whole number from 1 to 1000 rows",
      remedy: "the form is: show NAME [limit N]"),
    Row(
      marked: "show x limit 5 1️⃣limit2️⃣ 6", code: .syntax, headline: "`limit` is given twice",
      remedy: "remove one of the two"),
    Row(
      marked: "show plan1️⃣", code: .missing, headline: "NAME is missing",
      expected: "NAME (the plan)", remedy: "the form is: show plan NAME"),
    Row(
      marked: "show1️⃣", code: .missing, headline: "the statement is incomplete",
      expected: "NAME (the table) or `plan`", remedy: "help show shows the forms"),
    Row(
      marked: "dispatch october on 1️⃣2025-02-302️⃣ with greedy", code: .date,
      headline: "`2025-02-30` is not a date",
      expected: "DAY (the day): a date such as 2025-10-22 or 22.10.2025"),
    Row(
      marked: "dispatch october on 1️⃣friday2️⃣ with greedy", code: .date,
      headline: "`friday` is not a date",
      expected: "DAY (the day): a date such as 2025-10-22 or 22.10.2025"),
    Row(
      marked: "dispatch october1️⃣", code: .missing, headline: "the statement is incomplete",
      expected: "`on` or `with`",
      remedy: "the form is: dispatch DATASET [on DAY] with METHOD [as NAME]"),
    Row(
      marked: "dispatch october with 1️⃣gredy2️⃣", code: .syntax, headline: "unexpected `gredy`",
      expected: "`recorded`, `nearest`, `greedy` or `agent`", remedy: "did you mean greedy?"),
    Row(
      marked: "dispatch october with agent1️⃣", code: .missing, headline: "AGENT is missing",
      expected: "AGENT (the agent's name)",
      remedy: "the form is: dispatch DATASET [on DAY] with METHOD [as NAME]"),
    Row(
      marked: "dispatch october with1️⃣", code: .missing, headline: "METHOD is missing",
      expected: "METHOD (how): recorded, nearest, greedy or agent AGENT",
      remedy: "the form is: dispatch DATASET [on DAY] with METHOD [as NAME]"),
    Row(
      marked: "split october holdout 1️⃣130%2️⃣", code: .range, headline: "`130%` is out of range",
      expected: "SHARE (the part set aside): a share from 0% to 100%"),
    Row(
      marked: "split october holdout 1️⃣a2️⃣ third", code: .number, headline: "`a` is not a share",
      expected: "SHARE (the part set aside): a share such as 30% or 0.3"),
    Row(
      marked: "compare greedy,1️⃣", code: .missing, headline: "METHOD is missing",
      expected: "METHOD (a method): recorded, nearest, greedy or agent AGENT",
      remedy: "the form is: compare METHOD, … on DATASET [holdout]"),
    Row(
      marked: "compare greedy1️⃣", code: .missing, headline: "`on` is missing", expected: "`on`",
      remedy: "the form is: compare METHOD, … on DATASET [holdout]"),
    Row(
      marked: "compare greedy 1️⃣recorded2️⃣ on october", code: .syntax,
      headline: "unexpected `recorded`", expected: "`,` or `on`",
      remedy: "help compare shows the form"),
    Row(
      marked: "set rule 1️⃣sped2️⃣ 3", code: .word, headline: "`sped` is not one of the choices",
      expected: "RULE (the rule): speed or margin", remedy: "did you mean speed?"),
    Row(
      marked: "set rule speed 1️⃣1212️⃣", code: .range, headline: "`121` is out of range",
      expected: "VALUE (its value): a number from 0 to 120 km/h or min"),
    Row(
      marked: "set rule speed 1️⃣30km2️⃣", code: .number, headline: "`30km` is not a number",
      expected: "VALUE (its value): a number from 0 to 120 km/h or min"),
    Row(
      marked: "set 1️⃣rul2️⃣ speed 3", code: .syntax, headline: "unexpected `rul`",
      expected: "`rule` or `seed`", remedy: "did you mean rule?"),
    Row(
      marked: "plot line a 1️⃣b2️⃣ of c", code: .syntax, headline: "unexpected `b`", expected: "`,`",
      remedy: "help plot shows the form"),
    Row(
      marked: "plot 1️⃣pie2️⃣ of c", code: .syntax, headline: "unexpected `pie`",
      expected: "`line` or `load`", remedy: "help plot shows the form"),
    Row(
      marked: "tables 1️⃣now2️⃣", code: .syntax, headline: "unexpected `now`",
      expected: "the end of the statement", remedy: "help tables shows the form"),
    Row(
      marked: "explain 1️⃣select2️⃣ 1", code: .syntax, headline: "unexpected `select`",
      expected: "`plan`", remedy: "to explain SQL, write: explain query plan select …;"),
    Row(
      marked: "1️⃣rides2️⃣ = select 1;", code: .name, headline: "`rides` is a built-in name",
      remedy: "choose another name"),
    Row(
      marked: "1️⃣my-x2️⃣ = select 1;", code: .name, headline: "`my-x` is not a name",
      expected: "letters, digits and `_`", remedy: "quote it: \"my-x\""),
    Row(
      marked: "1️⃣select2️⃣ = tables", code: .name, headline: "`select` is a built-in name",
      remedy: "choose another name"),
    Row(
      marked: "1️⃣_2️⃣ = tables", code: .name, headline: "`_` is a built-in name",
      remedy: "choose another name"),
    Row(
      marked: "1️⃣x2️⃣ =", code: .name, headline: "there is nothing after `x =`",
      expected: "the statement whose result is named", remedy: "write it on the same line"),
    Row(
      marked: "1️⃣x2️⃣ = note \"a\"", code: .note, headline: "a note does not have a result to name",
      remedy: "leave out the name and `=`"),
    Row(
      marked: "1️⃣note2️⃣", code: .note, headline: "the note is empty", expected: "text",
      remedy: "write note \"…\""),
    Row(
      marked: "note 1️⃣\"\"2️⃣", code: .note, headline: "the note is empty", expected: "text",
      remedy: "write note \"…\""),
    Row(
      marked: "note 1️⃣hello there2️⃣", code: .note, headline: "the text of a note must be quoted",
      expected: "`\"` or the end of the line",
      remedy: "write note \"…\", or `note` alone, then lines of text, then a line with only a dot"),
    Row(
      marked: "note \"a\" 1️⃣b2️⃣", code: .note, headline: "unexpected `b` after the note",
      expected: "the end of the line", remedy: "double a quote inside the text"),
    Row(
      marked: "note 1️⃣\"2️⃣a\nb", code: .quote, headline: "the note's quote is not closed",
      expected: "its closing quote"),
    Row(
      marked: "select 1️⃣'a; tables2️⃣", code: .quote, headline: "a quote in the SQL is not closed",
      expected: "its closing quote"),
    Row(
      marked: "select 1 1️⃣/* a2️⃣", code: .unfinished, headline: "the comment is not closed",
      expected: "`*/`"),
    Row(
      marked: "1️⃣note2️⃣\nhello\nselect 1;\n", code: .unfinished,
      headline: "the note is not finished", expected: "a line with only a dot"),
    Row(
      marked: "create trigger t begin select 1;1️⃣", code: .unfinished,
      headline: "the trigger is not finished", expected: "`end;`"),
    Row(
      marked: "load 1️⃣“2️⃣a.csv”", code: .quote, headline: "“ is not a quote character",
      expected: "`\"` or `'`", remedy: "write straight quotes: \"…\""),
    Row(
      marked: "load1️⃣\u{A0}2️⃣a.csv", code: .text,
      headline: "a no-break space does not separate words",
      expected: "a blank", remedy: "type the space again"),
    Row(
      marked: "1️⃣(2️⃣a)", code: .verb, headline: "unknown command `(`",
      remedy: "help lists the commands"),
    Row(
      marked: "load a1️⃣(2️⃣1).csv as x", code: .syntax, headline: "unexpected `(`",
      expected: "`sheet`, `as`, `replace` or the end of the statement",
      remedy: "quote it: \"a(1).csv\""),
    Row(
      marked: "load my 1️⃣file.csv2️⃣", code: .syntax, headline: "unexpected `file.csv`",
      expected: "`sheet`, `as`, `replace` or the end of the statement",
      remedy: "quote a path that contains spaces"),
    Row(
      marked: "tables 1️⃣show2️⃣ x", code: .syntax, headline: "unexpected `show`",
      expected: "the end of the statement",
      remedy: "start a new statement on its own line or after ;"),
    Row(
      marked: "show x limit 1️⃣\"5\"2️⃣", code: .number, headline: "`\"5\"` is not a whole number",
      expected: "N (rows to show): a whole number from 1 to 1000 rows"),
    Row(
      marked: "show é日 1️⃣x2️⃣", code: .syntax, headline: "unexpected `x`",
      expected: "`limit` or the end of the statement", remedy: "help show shows the form"),
    Row(
      marked: "tables 1️⃣\u{0}2️⃣", code: .text, headline: "the statement contains a NUL character",
      remedy: "remove it"),
  ]

  @Test("each mistake has its place and its words", arguments: rows)
  func mistake(row: Row) throws {
    let marked = MarkedText(row.marked)
    let results = try TestGrammar.parser(row.mode).statements(of: SourceText(marked.text))
    guard results.count == 1, case .failure(let diagnostic)? = results.first else {
      Issue.record("no mistake but \(results)")
      return
    }
    let start = try #require(marked.offsets.first)
    let end = marked.offsets.last ?? start
    #expect(diagnostic.span == SourceSpan(start, end))
    #expect(diagnostic.code == row.code)
    #expect(diagnostic.headline == row.headline)
    #expect(diagnostic.expected == row.expected)
    #expect(diagnostic.remedy == row.remedy)
  }
}
