import Files
import RideSheets
import Synthesis
import Tabular
import Testing

@Suite("Seeds")
struct RepeatabilityTests {
  @Test("seed 2025 gives the bundled files, byte for byte")
  func sameBytes() throws {
    let data = try SyntheticDatasets(
      seed: 2025, roster: BundledFiles.roster(), gazetteer: BundledFiles.gazetteer())
    try withTemporaryFolder { folder in
      try data.write(to: folder, through: FileGate())
      for name in SyntheticDatasets.fileNames {
        let written = try TabularFile.open(folder + "/" + name)
        let bundled = try BundledFiles.open(name)
        #expect(
          written.sha256 == bundled.sha256,
          "\(name) is out of date: make datasets")
      }
    }
  }

  @Test("another seed gives another October with the same guarantees", arguments: [1, 7, 99])
  func otherSeeds(_ seed: UInt64) throws {
    let roster = try BundledFiles.roster()
    let gazetteer = try BundledFiles.gazetteer()
    let sheet = try SyntheticDatasets.october(seed: seed, roster: roster, gazetteer: gazetteer)
    let bundled = try ImportedOffice.october.get()
    #expect(sheet.rows != bundled.sheets[0].rows.map(\.cells))
    expectGuarantees(ImportedOffice(sheet: sheet, roster: roster, gazetteer: gazetteer))
  }

  @Test("a gazetteer without the clinic is refused with a way out")
  func noClinic() throws {
    let roster = try BundledFiles.roster()
    let error = #expect(throws: SynthesisError.self) {
      _ = try SyntheticDatasets(seed: 1, roster: roster, gazetteer: .empty)
    }
    #expect(error?.description.contains("places.csv") == true)
  }

  @Test("a roster without three regular drivers is refused with a way out")
  func noDrivers() throws {
    let gazetteer = try BundledFiles.gazetteer()
    let error = #expect(throws: SynthesisError.self) {
      _ = try SyntheticDatasets.october(seed: 1, roster: .empty, gazetteer: gazetteer)
    }
    #expect(error == .noReferenceDay)
  }
}
