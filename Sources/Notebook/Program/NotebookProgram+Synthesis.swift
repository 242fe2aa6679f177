import RideSheets
import Synthesis
import TerminalText

extension NotebookProgram {
  /// Writes the synthetic data of a seed into a folder, which is made where it is missing.
  public func synthesize(seed: UInt64, into folder: String) -> Int32 {
    reporting {
      let path = FilePath.absolute(folder, in: world.folder)
      let data = try SyntheticDatasets(
        seed: seed, roster: BundledData.roster(), gazetteer: BundledData.gazetteer())
      for written in try data.write(to: path, through: world.files) {
        world.talk("wrote \(FilePath.relative(written, from: world.folder))")
      }
      return ExitStatus.success
    }
  }
}
