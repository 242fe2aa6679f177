import Files
import Testing

@testable import SessionRecord

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("Journals that are kept and journals that go")
struct JournalPruningTests {
  private static func journal(
    in folder: ScratchFolder, started: String, ends: Bool
  ) throws -> Journal {
    var begin = JournalTests.begin
    begin.started = started
    let journal = try Journal.begin(in: folder.path, begin, sync: .never)
    _ = try journal.willRun("select 1;")
    if ends { try journal.end() } else { journal.close() }
    return journal
  }

  /// A name of a moment that sorts by number.
  private static func moment(_ number: Int) -> String { "2025-10-22T\(100_000 + number)" }

  @Test("past 500 the oldest that ended go; the unfinished stay and are found, however old")
  func tooMany() throws {
    let folder = ScratchFolder()
    let crashed = try [0, 250].map {
      try Self.journal(in: folder, started: Self.moment($0), ends: false).path
    }
    for number in 1...(Journal.mostEnded + 20) where number != 250 {
      _ = try Self.journal(in: folder, started: Self.moment(number), ends: true)
    }
    Journal.prune(in: folder.path, now: 0, through: FileGate())
    let ended = OpenFile.names(in: folder.path + "/ended")
    #expect(ended.count == Journal.mostEnded)
    #expect(ended.first?.contains(Self.moment(20)) == true)
    #expect(Journal.unfinished(in: folder.path) == crashed.reversed())
    #expect(Journal.paths(in: folder.path).count == Journal.mostEnded + 2)
  }

  @Test("after 30 days those that ended go, and unfinished ones never")
  func tooOld() throws {
    let folder = ScratchFolder()
    let old = try Self.journal(in: folder, started: Self.moment(1), ends: true).path
    let crashed = try Self.journal(in: folder, started: Self.moment(2), ends: false).path
    let young = try Self.journal(in: folder, started: Self.moment(3), ends: true).path
    let day = 86_400
    let now = time(nil)
    for path in [old, crashed] {
      var times = [timeval(), timeval()]
      for index in times.indices { times[index].tv_sec = now - 31 * day }
      #expect(utimes(path, times) == 0)
    }
    Journal.prune(in: folder.path, now: now, through: FileGate())
    #expect(FileIdentity(of: old) == nil)
    #expect(FileIdentity(of: young) != nil)
    #expect(Journal.unfinished(in: folder.path) == [crashed])
  }

  @Test("journals that ended among the living, or were settled, are moved out of their way")
  func moves() throws {
    let folder = ScratchFolder()
    let settled = try Self.journal(in: folder, started: Self.moment(1), ends: false).path
    try Journal.settle(settled)
    let ended = try Self.journal(in: folder, started: Self.moment(2), ends: true).path
    let name = ended.split(separator: "/").last.map(String.init) ?? ""
    try FileGate().rename(ended, to: folder.path + "/" + name)
    let living = try Journal.begin(in: folder.path, JournalTests.begin, sync: .never)
    Journal.prune(in: folder.path, now: 0, through: FileGate())
    #expect(Journal.names(in: folder.path).map { "\(folder.path)/\($0)" } == [living.path])
    #expect(OpenFile.names(in: folder.path + "/ended").count == 2)
  }

  @Test("history reads ended and living journals in the order of their names")
  func history() throws {
    let folder = ScratchFolder()
    for (number, source) in ["a", "b", "c"].enumerated() {
      var begin = JournalTests.begin
      begin.started = Self.moment(number)
      let journal = try Journal.begin(in: folder.path, begin, sync: .never)
      _ = try journal.willRun(source)
      if source != "b" { try journal.end() }
    }
    #expect(Journal.history(in: folder.path, last: 5) == ["a", "b", "c"])
  }
}
