import Glibc
import PseudoTerminal
import Tabular
import Testing

@Suite("The program without a terminal")
struct ProgramTests {
  let state: TemporaryDirectory

  init() throws { state = try TemporaryDirectory() }

  @Test("results are on standard output, talk is on standard error, and neither has escapes")
  func streams() throws {
    let run = try ProgramRun(
      [
        "-c", #"load "datasets/october-2025.xlsx" as october"#, "-c",
        "select count(*) as rides from october;",
      ], state: state)
    #expect(run.status == 0)
    #expect(run.output.hasSuffix("rides\n─────\n  211\n"))
    #expect(run.talk.contains("october: 211 rides"))
    #expect(!run.output.contains("\u{1B}") && !run.talk.contains("\u{1B}"))
  }

  /// What is run, and the exit code that tells how it went.
  static let exitCodes: [(arguments: [String], code: Int32)] = [
    (["-c", "select 1;"], 0), (["-c", "select nope;"], 1), (["-c", "lod x"], 1),
    (["run", "missing.carnet"], 1), (["--nope"], 2), (["--format", "xml", "-c", "select 1;"], 2),
    (["--memory", "x.sqlite"], 2), (["--help"], 0), (["--version"], 0),
  ]

  @Test("the exit code tells how it went")
  func exitCodes() throws {
    for (arguments, code) in Self.exitCodes {
      #expect(try ProgramRun(arguments, state: state).status == code, "\(arguments)")
    }
  }

  @Test("a word that is a statement or nearly a command makes no notebook; paths and files do")
  func doubtfulNames() throws {
    let folder = try TemporaryDirectory()
    func run(_ arguments: [String]) throws -> ProgramRun {
      try ProgramRun(arguments, input: "select 1;", in: folder.path, state: state)
    }
    for (word, wayOut) in [
      ("tour", "`carnet -c tour` runs the statement"), ("rnu", "did you mean run?"),
      ("version", "did you mean --version?"), ("recovr", "`carnet ./recovr` makes a notebook"),
    ] {
      let refused = try run([word])
      #expect(refused.status == 2, "\(word)")
      #expect(refused.talk.contains("there is no notebook \(word); "), "\(refused.talk)")
      #expect(refused.talk.contains(wayOut), "\(refused.talk)")
    }
    #expect(folder.names().isEmpty)
    for name in ["./tour", "tour", "tours.sqlite", "october"] {
      #expect(try run([name]).status == 0, "\(name)")
    }
    #expect(folder.names().filter { !$0.contains("-") } == ["october", "tour", "tours.sqlite"])
  }

  @Test("the first mistake stops, and --keep-going goes on and still fails")
  func keepsGoing() throws {
    let statements = ["-c", "select 1 as a;", "-c", "select nope;", "-c", "select 2 as b;"]
    let stopped = try ProgramRun(statements, state: state)
    #expect(stopped.status == 1)
    #expect(stopped.output == "a\n─\n1\n")
    let kept = try ProgramRun(["--keep-going"] + statements, state: state)
    #expect(kept.status == 1)
    #expect(kept.output == "a\n─\n1\nb\n─\n2\n")
  }

  @Test("statements piped in with CRLF run like any others, and --quiet leaves the talk out")
  func pipedInput() throws {
    let run = try ProgramRun(
      ["--quiet"], input: "create table t (a);\r\ninsert into t values (1),\r\n(2);\r\ntables\r\n",
      state: state)
    #expect(run.status == 0, "\(run.talk)")
    #expect(run.talk.isEmpty)
    #expect(run.output.contains("t "))
  }

  @Test("csv, Markdown and JSON say the same as the table")
  func formats() throws {
    let sql = "select 1 as n, 'a,\"b' as t, null as z, 0.5 as r;"
    func output(_ format: String) throws -> String {
      try ProgramRun(["--format", format, "-c", sql], state: state).output
    }
    #expect(try output("csv") == "n,t,z,r\n1,\"a,\"\"b\",,0.5\n")
    #expect(
      try output("markdown").split(separator: "\n").map { $0.filter { $0 != " " } }
        == ["|n|t|z|r|", "|---:|---|---|---:|", "|1|a,\"b|*NULL*|0.5|"])
    #expect(
      try output("json") == #"{"statement":"select 1 as n, 'a,\"b' as t, null as z, 0.5 as r;","#
        + #""ok":true,"messages":[],"warnings":[],"columns":[{"name":"n","kind":"integer"},"#
        + #"{"name":"t","kind":"text"},{"name":"z","kind":"null"},{"name":"r","kind":"real"}],"#
        + #""rows":[{"n":1,"t":"a,\"b","z":null,"r":0.5}]}"# + "\n")
  }

  @Test("every statement's JSON is one document on one line, mistakes included")
  func jsonDocuments() throws {
    let run = try ProgramRun(
      ["--format", "json", "--keep-going"],
      input: """
        load "datasets/october-2025.xlsx" as october
        check october
        dispatch october with recorded as office
        plot load of office
        select 'é"\u{1}' as x, x'00ff' as b;
        select nope;
        help
        """, state: state)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 7)
    for line in lines {
      let file = try TabularFile.open(bytes: Array(line.utf8), name: "line.json")
      guard case .object? = file.json else {
        Issue.record("not an object: \(line.prefix(100))")
        continue
      }
    }
  }

  @Test("a reader that closes its pipe early is no failure")
  func closedPipe() throws {
    let scratch = try TemporaryDirectory()
    let carnet = PseudoTerminal.builtProgram("carnet")
    let script = """
      set -o pipefail
      '\(carnet)' --format csv -c 'with recursive n(i) as (select 1 union all select i + 1 from n \
      where i < 200000) select i from n;' 2>'\(scratch.path)/talk' | head -1 >'\(scratch.path)/out'
      echo $? >'\(scratch.path)/status'
      """
    let path = try scratch.write(script.utf8, to: "script")
    var process: pid_t = 0
    let words = ["/bin/bash", path].map { (text: String) in strdup(text) }
    let variables = ["PATH=/usr/bin:/bin", "CARNET_STATE=\(state.path)"]
      .map { (text: String) in strdup(text) }
    defer { for text in words + variables { free(text) } }
    let error = posix_spawn(&process, "/bin/bash", nil, nil, words + [nil], variables + [nil])
    #expect(error == 0)
    var code: Int32 = 0
    waitpid(process, &code, 0)
    #expect(try TemporaryDirectory.text(of: scratch.path + "/out") == "i\n")
    #expect(try TemporaryDirectory.text(of: scratch.path + "/status") == "0\n")
    #expect(try TemporaryDirectory.text(of: scratch.path + "/talk").isEmpty)
  }
}
