import TerminalText

/// How results are shown to people: never part of a record, nor of csv and json.
public struct DisplaySettings: Sendable, Equatable {
  /// When a pager shows results that are longer than the screen.
  public enum PagerChoice: Sendable, Equatable {
    /// `PAGER`, else `less` or `more`, for what is longer than the screen.
    case on
    case off
    /// A command of the user's.
    case command(String)
  }

  public var pager = PagerChoice.on
  public var numbers = NumberStyle.plain
  /// Whether each statement says how long it took.
  public var showsTime = false

  public init() {}

  /// The settings as they are kept, one a line: `pager=on`.
  public var lines: [String] {
    ["pager=\(pagerText)", "numbers=\(numbers.rawValue)", "timer=\(showsTime ? "on" : "off")"]
  }

  /// The pager as it is set.
  public var pagerText: String {
    switch pager {
    case .on: "on"
    case .off: "off"
    case .command(let command): command
    }
  }

  /// Takes one setting; an unknown name or value is skipped.
  public mutating func set(_ name: String, to value: String) {
    switch name {
    case "pager":
      switch value {
      case "on", "": pager = .on
      case "off": pager = .off
      default: pager = .command(value)
      }
    case "numbers": numbers = NumberStyle(rawValue: value) ?? numbers
    case "timer": showsTime = value == "on"
    default: break
    }
  }
}
