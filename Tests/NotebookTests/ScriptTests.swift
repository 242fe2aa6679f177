import Glibc
import PseudoTerminal
import Testing

@Suite("Scripts")
struct ScriptTests {
  let state: TemporaryDirectory
  let folder: TemporaryDirectory

  init() throws {
    state = try TemporaryDirectory()
    folder = try TemporaryDirectory()
  }

  private func run(
    _ arguments: [String], input: String = "", script: String? = nil
  ) throws -> ProgramRun {
    if let script { try folder.write(script.utf8, to: "s.carnet") }
    return try ProgramRun(arguments, input: input, in: folder.path, state: state)
  }

  @Test("parameters are given behind the script, by --set, or by the script itself")
  func parameters() throws {
    let script = #"""
      #!/usr/bin/env -S carnet run
      #: parameters DAY=2025-10-22, WORDS="a 'b' ""c""", N   # the last has no default
      select $DAY as d, $WORDS as w, $N + 1 as n, '$N' as t, "x $N" from (select 1 as "x $N"); -- $NO
      """#
    let given = try run(
      ["run", "s.carnet", "N=-5", "DAY=2025-01-01", "--format", "csv"], script: script)
    #expect(
      given.output == "d,w,n,t,x -5\n2025-01-01,\"a 'b' \"\"c\"\"\",-4,$N,1\n", "\(given.talk)")
    let set = try run(["--set", "N=5", "--format", "csv"], input: script)
    #expect(set.output == "d,w,n,t,x 5\n2025-10-22,\"a 'b' \"\"c\"\"\",6,$N,1\n", "\(set.talk)")
    let plain = try run([
      "--set", "T=x", "-c", "create table $T (a);", "--format", "csv", "-c", "select * from $T;",
    ])
    #expect(plain.status == 0 && plain.output == "a\n", "\(plain.talk)")
  }

  /// Arguments behind the script, and what is said before anything runs.
  static let mistakes: [(arguments: [String], says: String)] = [
    ([], "no value is given for $A, $B"), (["A=1"], "no value is given for $B"),
    (["A=1", "B=2", "C=3"], "the script has no parameter C"),
    (["A=1", "B=2", "A=3"], "the parameter A is given twice"),
    (["A=1", "B=a\nb"], "the value of $B contains a line break"),
    (["A=1", "B"], "The value 'B' is invalid"),
  ]

  @Test("a parameter that is missing, unknown or given twice is wrong usage, and nothing runs")
  func parameterMistakes() throws {
    let script = "create table t (a);\nselect $A, $B, $A;\nselect 'ran';"
    for (arguments, says) in Self.mistakes {
      let ran = try run(["run", "s.carnet"] + arguments, script: script)
      #expect(ran.status == 2, "\(arguments)")
      #expect(ran.talk.contains(says), "\(arguments): \(ran.talk)")
      #expect(ran.output.isEmpty, "\(arguments)")
    }
  }

  @Test("records hold the values, so that a replay needs none")
  func recordsHoldValues() throws {
    let script = "select $A as a;\nnote \"of $A\"\nsave session as \"r.carnet\""
    #expect(try run(["run", "s.carnet", "A=it's"], script: script).status == 0)
    let record = try TemporaryDirectory.text(of: folder.path + "/r.carnet")
    #expect(record.contains("select 'it''s' as a;") && record.contains("note \"of it's\""))
    #expect(try run(["replay", "r.carnet"]).status == 0)
    #expect(try run(["run", "r.carnet", "A=x"]).status == 2)
  }

  @Test("the exit code is 0, 1, 2 or 3, from a script, a pipe and -c alike")
  func exitCodes() throws {
    let cases: [(script: String, code: Int32)] = [
      ("select 1;", 0), ("", 0), ("# nothing", 0), ("assert 1;", 0), ("assert 0;", 1),
      ("select nope;", 1), ("lod x", 1), ("select $X;", 2), ("quit\nlod x", 0),
    ]
    for (script, code) in cases {
      #expect(try run(["run", "s.carnet"], script: script).status == code, "\(script)")
      #expect(try run([], input: script).status == code, "\(script)")
      #expect(try run(["-c", script]).status == code, "\(script)")
    }
    try folder.write("#carnet 1\nselect 1 as a;\n#= rows 2\n".utf8, to: "wrong.carnet")
    #expect(try run(["replay", "wrong.carnet"]).status == 3)
    #expect(try run(["-c", "replay \"wrong.carnet\""]).status == 3)
    #expect(try run(["-c", "replay \"wrong.carnet\"", "-c", "assert 0;"]).status == 1)
  }

  @Test("the end of each -c ends its statement, a comment behind it too")
  func severalStatements() throws {
    let ran = try run([
      "--format", "csv", "-c", "select 1 as a", "-c", "select 2 as b -- two", "-c",
      "select 3 as c;\ntables; # all", "-c", "assert 'x' = 'x'", "-c", "select 4 as d",
    ])
    #expect(ran.status == 0, "\(ran.talk)")
    #expect(ran.output.hasPrefix("a\n1\nb\n2\nc\n3\n") && ran.output.hasSuffix("d\n4\n"))
    #expect(try run(["-c", "select 1;\nselect", "-c", "tables"]).talk.contains("2:"))
  }

  @Test("--quiet leaves mistakes and results, and --keep-going fails at the end")
  func quiet() throws {
    let script = "create table t (a);\nselect nope;\nassert 0;\nselect 1 as a;"
    let ran = try run(["-q", "--keep-going", "--format", "csv"], input: script)
    #expect(ran.status == 1)
    #expect(ran.output == "a\n1\n")
    #expect(!ran.talk.contains("made t"))
    #expect(ran.talk.contains("no such column: nope") && ran.talk.contains("does not hold"))
  }

  /// Runs a script of the shell in the folder.
  private func shell(_ script: String) throws {
    let path = try folder.write(script.utf8, to: "script")
    var process: pid_t = 0
    let words = ["/usr/bin/env", "-C", folder.path, "/bin/bash", path]
      .map { (text: String) in strdup(text) }
    let variables = ["PATH=/usr/bin:/bin", "CARNET_STATE=\(state.path)"]
      .map { (text: String) in strdup(text) }
    defer { for text in words + variables { free(text) } }
    #expect(posix_spawn(&process, "/usr/bin/env", nil, nil, words + [nil], variables + [nil]) == 0)
    var code: Int32 = 0
    waitpid(process, &code, 0)
  }

  @Test("behind a reader that has seen enough the statements run on, and the exit code is theirs")
  func closedPipe() throws {
    let carnet = PseudoTerminal.builtProgram("carnet")
    let many = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 90000)"
    try shell(
      """
      '\(carnet)' --format csv -c "\(many) select i from n" -c 'export _ to "n.csv"' -c 'assert 0' \
      2> talk | head -1 > out
      echo ${PIPESTATUS[0]} > status
      """)
    func text(_ name: String) throws -> String {
      try TemporaryDirectory.text(of: folder.path + "/" + name)
    }
    #expect(try text("out") == "i\n" && text("status") == "1\n")
    let talk = try text("talk")
    #expect(talk.hasPrefix("n.csv: 90000 rows") && !talk.contains("pipe"), "\(talk)")
    #expect(try TemporaryDirectory.bytes(of: folder.path + "/n.csv").count > 500_000)
  }

  @Test("a disk that is full leaves one mistake and nothing half-written")
  func fullDisk() throws {
    let carnet = PseudoTerminal.builtProgram("carnet")
    let many = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 60000)"
    for ending in ["csv", "json", "xlsx", "md"] {
      // The largest file is 100 KB; the signal of a larger one must not end the program.
      let script = """
        ulimit -f 100
        '\(carnet)' -c "\(many) select i, hex(randomblob(9)) as h from n;" -c 'export _ to "big.\(ending)"' \
        > '\(folder.path)/out' 2> '\(folder.path)/talk'
        echo $? > '\(folder.path)/status'
        """
      try shell(script)
      #expect(try TemporaryDirectory.text(of: folder.path + "/status") == "1\n")
      let talk = try TemporaryDirectory.text(of: folder.path + "/talk")
      #expect(talk.contains("big.\(ending): ") && talk.contains("at 2:13"), "\(talk)")
      #expect(!folder.names().contains { $0.hasPrefix("big") }, "\(folder.names())")
    }
  }
}
