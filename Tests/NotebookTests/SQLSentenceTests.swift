import CommandLanguage
import Testing

@testable import Notebook

@Suite("What SQL on the schema says that it did")
struct SQLSentenceTests {
  @Test("a forgotten ; is named where the statement swallowed a command")
  func missingSemicolon() throws {
    let notebook = try NotebookHarness()
    let failure = try #require(notebook.failure("select 1 as n\nexport _ to \"x\""))
    #expect(failure.code == "E-sql")
    #expect(failure.remedy == "`;` seems to be missing before `export`")
    #expect(notebook.failure("select 1 as n\n, from")?.remedy == nil)
  }

  @Test("each statement says what it made, dropped, renamed or altered, and when it did nothing")
  func sentences() throws {
    let notebook = try NotebookHarness()
    let said: [(sql: String, sentence: String)] = [
      ("create table t (a integer, b text);", "made t"),
      ("create index i on t (a);", "made the index i"),
      ("create index if not exists i on t (a);", "it already exists; nothing was made"),
      (
        "create trigger g after insert on t begin update t set b = 'x'; end;", "made the trigger g"
      ),
      ("alter table t add column c;", "altered t"),
      ("alter table t rename column c to d;", "altered t"),
      ("alter table t rename to u;", "renamed t to u"),
      // What the trigger changed is counted, too.
      ("insert into u (a) values (1);", "2 rows changed"),
      ("drop trigger g;", "dropped the trigger g"),
      ("drop index i;", "dropped the index i"),
      ("drop index if exists i;", "there is none of that name; nothing was dropped"),
      ("drop table if exists nix;", "there is none of that name; nothing was dropped"),
      ("create view v as select * from u;", "made v"),
      ("drop view v;", "dropped v"),
      ("delete from u;", "1 row changed"),
    ]
    for (sql, sentence) in said {
      #expect(NotebookHarness.talk(try notebook.outcome(sql)) == [sentence], "\(sql)")
    }
  }
}
