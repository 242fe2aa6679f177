import FleetModel
import Naming

extension Roster {
  /// The driver whom a sheet means by initials, an alias, or a name in any common form.
  ///
  ///     roster.driver(written: "Y.L")          // Yannis Lambelet
  ///     roster.driver(written: "LAMBELET Y.")  // the same
  ///
  /// - Parameter text: What the sheet has: `Y.L`, `Yannis`, `Lambelet`, `Lambelet Yannis`,
  ///   `Y. Lambelet`, `Yannis L.`, with `M.` or `Mme` before it or not.
  /// - Returns: The driver, or nil where nobody fits or not one alone.
  /// - Complexity: O(drivers).
  public func driver(written text: some StringProtocol) -> RosterDriver? {
    let byInitials = driver(initials: text)
    let byName = driver(called: text)
    guard let byInitials, let byName, byInitials.id != byName.id else {
      return byInitials ?? byName
    }
    return nil
  }

  /// The only driver whom a name fits, in full or with one part cut to its first letter.
  private func driver(called text: some StringProtocol) -> RosterDriver? {
    let words = TextFolding.words(text)
    // A mark such as "?" is a doubt, and a doubt names nobody.
    guard Initials.key(text) != nil else { return nil }
    let bare = Array(words.drop { Self.titles.contains($0) })
    let forms = bare.isEmpty || bare == words ? [words] : [words, bare]
    for form in forms {
      let wanted = form.joined(separator: " ")
      if let whole = driver(named: wanted) { return whole }
      let fitting = drivers.filter { Self.shortened($0).contains(wanted) }
      if fitting.count == 1 { return fitting[0] }
    }
    return nil
  }

  private static let titles: Set<String> = ["m", "mr", "mme", "monsieur", "madame", "chauffeur"]

  /// `y lambelet`, `lambelet y`, `yannis l`, `l yannis`.
  private static func shortened(_ driver: RosterDriver) -> [String] {
    let first = TextFolding.key(driver.name)
    let last = TextFolding.key(driver.surname)
    guard let firstLetter = first.first, let lastLetter = last.first else { return [] }
    return [
      "\(firstLetter) \(last)", "\(last) \(firstLetter)", "\(first) \(lastLetter)",
      "\(lastLetter) \(first)",
    ]
  }
}
