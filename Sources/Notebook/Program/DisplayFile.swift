import Files
import SessionRecord

/// Keeps how results are shown from one session at the terminal to the next.
struct DisplayFile {
  /// `display` in the folder of states.
  let path: String
  let files: FileGate

  /// What was kept, or the defaults.
  func read() -> DisplaySettings {
    var settings = DisplaySettings()
    guard let text = try? ScriptFile.text(at: path) else { return settings }
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { settings.set(String(parts[0]), to: String(parts[1])) }
    }
    return settings
  }

  /// Keeps settings; where the folder cannot be written they hold for this session only.
  func write(_ settings: DisplaySettings) {
    let text = settings.lines.map { $0 + "\n" }.joined()
    try? files.write(Array(text.utf8), to: path, replacing: true)
  }
}
