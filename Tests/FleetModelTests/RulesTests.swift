import CivilTime
import FleetModel
import Testing

@Suite("Rules of a day")
struct RulesTests {
  @Test("start from the catalogue's defaults, each within its own range")
  func defaults() throws {
    for rule in Rules.catalogue {
      #expect(Rules().value(of: rule) == rule.defaultValue, "\(rule.name)")
      #expect(rule.range.contains(rule.defaultValue), "\(rule.name)")
      #expect(rule.summary.hasSuffix("."), "\(rule.name)")
    }
    #expect(Set(Rules.catalogue.map(\.name)).count == Rules.catalogue.count)
  }

  @Test("are set one by one by name, and nothing else moves", arguments: Rules.catalogue)
  func settings(rule: Rule) throws {
    let changed = try Rules().setting(rule.name, to: rule.range.upperBound)
    for other in Rules.catalogue {
      let expected = other == rule ? rule.range.upperBound : other.defaultValue
      #expect(changed.value(of: other) == expected)
    }
  }

  @Test(
    "refuse what makes no sense and say what does",
    arguments: [
      ("speed", 0, "rule speed cannot be 0; allowed: 1 to 130 km/h"),
      ("speed", -1, "rule speed cannot be -1; allowed: 1 to 130 km/h"),
      ("speed", .nan, "rule speed cannot be nan; allowed: 1 to 130 km/h"),
      ("speed", .infinity, "rule speed cannot be inf; allowed: 1 to 130 km/h"),
      ("boarding", 1e300, "rule boarding cannot be 1e+300; allowed: 0 to 120 minutes"),
      (
        "margin", 2.5,
        "rule margin cannot be 2.5; it takes whole minutes, allowed: 0 to 120 minutes"
      ),
      ("max_rides", 0, "rule max_rides cannot be 0; allowed: 1 to 100 rides"),
      ("travel", 2, "rule travel cannot be 2; allowed: great circle or roads"),
      (
        "travel", 0.5, "rule travel cannot be 0.5; it takes a word, allowed: great circle or roads"
      ),
      ("sped", 30, "there is no rule 'sped'; did you mean 'speed'?"),
      ("tol", 30, "there is no rule 'tol'; did you mean 'tolerance_outbound'?"),
      (
        "colour", 1,
        "there is no rule 'colour'; the rules are speed, boarding, alighting, margin, "
          + "tolerance_outbound, tolerance_return, tolerance_unconfirmed, max_rides, stay, break, max_span, "
          + "travel"
      ),
    ])
  func refusals(name: String, value: Double, message: String) {
    let error = #expect(throws: RuleError.self) { try Rules().setting(name, to: value) }
    #expect(error?.description == message)
  }

  @Test("know their names in any case and with blanks or hyphens")
  func spelling() throws {
    #expect(try Rules().setting("Tolerance Return", to: 15).toleranceReturn == Minutes(15))
    #expect(try Rules().setting("MAX-RIDES", to: 8).maxRides == 8)
    #expect(try Rules().value(of: "Speed") == 25)
  }

  @Test("allow lateness by kind of ride")
  func tolerances() {
    let rules = Rules()
    #expect(rules.tolerance(of: Sample.ride(1, at: 0)) == Minutes(0))
    #expect(rules.tolerance(of: Sample.ride(1, at: 0, .return)) == Minutes(30))
    #expect(rules.tolerance(of: Sample.ride(1, at: 0, .return, confirmed: false)) == Minutes(60))
    for confirmed in [true, false] {
      #expect(
        rules.tolerance(of: Sample.ride(1, at: 0, .unknown, confirmed: confirmed)) == Minutes(60))
    }
  }
}
