import CommandLanguage
import Testing

@Suite("Help and the reference are made from the grammar")
struct HelpTests {
  static let show = [
    CommandSyntax(
      usage: "show NAME [limit N] [wide]", summary: "Shows a table.",
      parameters: [
        CommandParameter(name: "NAME", kind: .object([.table]), help: "the table"),
        CommandParameter(
          name: "N", kind: .integer(1...1000), help: "how many to show", defaultText: "20",
          unit: "rows"),
        CommandParameter(name: "wide", kind: .flag, help: "does not cut | cells"),
      ],
      details: ["More on it."], examples: ["show rides limit 5"]),
    CommandSyntax(usage: "show plan '(' ')'", summary: "Shows a plan."),
    CommandSyntax(usage: "quit", summary: "Ends the session."),
  ]

  @Test("help of a verb shows each form with its options, units, defaults and examples")
  func verb() throws {
    let grammar = try Grammar(Self.show)
    #expect(
      grammar.help(verb: "SHOW") == [
        "show NAME [limit N] [wide]",
        "  Shows a table.",
        "    NAME  the table",
        "    N     how many to show; whole number from 1 to 1000 rows; default 20",
        "    wide  does not cut | cells",
        "  More on it.",
        "  Example",
        "    show rides limit 5",
        "",
        "show plan ( )",
        "  Shows a plan.",
      ])
    #expect(grammar.help(verb: "sho") == nil)
  }

  @Test("the reference holds each form, its options and a fenced example")
  func markdown() throws {
    #expect(
      try Grammar(Self.show).markdown(title: "Commands", introduction: ["All of them."]) == """
        # Commands

        All of them.

        - [`show`](#show): Shows a table. Shows a plan.
        - [`quit`](#quit): Ends the session.

        ## show

        ```
        show NAME [limit N] [wide]
        ```

        Shows a table.

        | word | meaning | unit | default |
        |---|---|---|---|
        | `NAME` | the table |  |  |
        | `N` | how many to show; whole number from 1 to 1000 rows | rows | 20 |
        | `wide` | does not cut \\| cells |  |  |

        More on it.

        ```carnet
        show rides limit 5
        ```

        ```
        show plan ( )
        ```

        Shows a plan.

        ## quit

        ```
        quit
        ```

        Ends the session.

        """)
  }
}
