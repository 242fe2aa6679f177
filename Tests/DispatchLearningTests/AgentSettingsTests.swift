import Testing

@testable import DispatchLearning

@Suite("Settings of agents")
struct AgentSettingsTests {
  @Test("every setting reads back what was set, and only that changes")
  func roundTrip() throws {
    let values = [
      "formulation": "construct", "layers": "32-16", "learning-rate": "0.0005", "discount": "0.9",
      "batch": "32", "replay": "5000", "warm-up": "100", "update-every": "2", "steps": "4",
      "target-every": "77", "target-rate": "0.01", "double": "off", "priority": "0.6",
      "explore-from": "0.9", "explore-to": "0.1", "explore-factor": "0.99", "clip": "5",
      "varied": "0.25", "jitter": "10", "absence": "0.2", "mixing": "0.1", "imitation": "4",
      "patience": "9", "look-every": "50",
    ]
    #expect(Set(values.keys) == Set(AgentSettings.catalogue.map(\.name)))
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      var settings = AgentSettings()
      try settings.set(name, to: value)
      #expect(settings.values.first { $0.setting.name == name }?.value == value)
      let changed = settings.values.filter { pair in
        AgentSettings().values.first { $0.setting.name == pair.setting.name }?.value != pair.value
      }.map(\.setting.name)
      // A target that moves softly is not copied: the two settings are one.
      #expect(changed == [name] || name == "target-rate" && changed == ["target-every", name])
      if name != "target-rate" { #expect(settings.text == "\(name) \(value)") }
    }
  }

  @Test("unknown names and values out of range are refused")
  func refusals() {
    var settings = AgentSettings()
    #expect(throws: AgentSettingError.unknown("jiter")) { try settings.set("jiter", to: "1") }
    for (name, value) in [
      ("jitter", "-1"), ("jitter", "x"), ("layers", ""), ("layers", "64--64"), ("layers", "0"),
      ("discount", "1.5"), ("discount", "nan"), ("double", "yes"), ("formulation", "magic"),
      ("batch", "0"), ("learning-rate", "0"),
    ] {
      #expect(throws: AgentSettingError.self, "\(name) \(value)") {
        try settings.set(name, to: value)
      }
    }
    #expect(settings == AgentSettings())
  }
}
