import CivilTime
import FleetModel
import Store
import Testing

@Suite("Splits in the notebook")
struct SplitRecordTests {
  private func dataset(_ name: String) -> DatasetRecord {
    let stop = BookedRide.Stop(label: "x", stated: nil)
    return DatasetRecord(
      name: name, file: "f", sha256: name, format: "csv", rowsRead: 1, blankRows: 0,
      rides: (1...3).map { id in
        BookedRide(
          id: id, sheet: "s", row: id, leg: 1, client: "", day: DayLabel("day \(id / 3)"),
          scheduled: Minutes(540), direction: .outbound, isConfirmed: true, needsWheelchair: false,
          initials: "", driver: nil, pickup: stop, dropoff: stop)
      }, rejects: [], findings: [])
  }

  private func split(_ dataset: String, _ parts: [DayPart]) -> SplitRecord {
    SplitRecord(
      dataset: dataset, holdout: "30%", validation: 0.25, seed: .max,
      days: parts.enumerated().map { index, part in
        SplitRecord.Day(
          label: DayLabel("day \(index)"), hash: "h\(index)", part: part,
          knownFrom: index == 1 ? "may" : nil)
      })
  }

  private func notebook() throws -> NotebookDatabase {
    let notebook = try NotebookDatabase(.memory)
    try notebook.transaction {
      for name in ["may", "june"] { try $0.insert(dataset(name), identity: name) }
      try $0.insert(split("may", [.training, .holdout]))
      return nil
    }
    return notebook
  }

  @Test("come back as they went in, and another takes the place of the one before")
  func roundTrip() throws {
    let notebook = try notebook()
    #expect(try notebook.split(of: "MAY") == split("may", [.training, .holdout]))
    #expect(try notebook.split(of: "june") == nil)
    try notebook.transaction {
      try $0.insert(split("may", [.validation, .training]))
      return nil
    }
    #expect(try notebook.split(of: "may") == split("may", [.validation, .training]))
    #expect(try notebook.rows("SELECT count(*) FROM carnet_split_day") == [[.integer(2)]])
  }

  @Test("the view counts the rides of each day and says whence its part is known")
  func view() throws {
    #expect(
      try notebook().rows("SELECT dataset, date, part, rides, known_from, holdout FROM splits") == [
        [.text("may"), .text("day 0"), .text("training"), .integer(2), .null, .text("30%")],
        [
          .text("may"), .text("day 1"), .text("holdout"), .integer(1), .text("may"), .text("30%"),
        ],
      ])
  }

  @Test("days are known by content from all other datasets, and go with the dataset")
  func known() throws {
    let notebook = try notebook()
    let parts = try notebook.parts(outside: "june")
    #expect(parts.keys.sorted() == ["h0", "h1"])
    #expect(parts["h1"]?.part == .holdout && parts["h1"]?.dataset == "may")
    #expect(try notebook.parts(outside: "May").isEmpty)
    try notebook.transaction {
      try $0.removeObject(named: "may")
      return nil
    }
    #expect(try notebook.parts(outside: "june").isEmpty)
    #expect(try notebook.rows("SELECT count(*) FROM carnet_split_day") == [[.integer(0)]])
  }
}
