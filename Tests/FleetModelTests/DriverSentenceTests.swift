import Testing

@testable import FleetModel

@Suite("Sentences about drivers")
struct DriverSentenceTests {
  private let names = [1: "driver 12", 12: "Cy", 3: "Bo 12"]

  @Test("each driver gets his name, and no words that look like a driver do")
  func named() {
    let sentence: DriverSentence =
      "\(driver: 1) and \(driver: 12) take ride \(12) of driver 3 before \(driver: 99)"
    #expect(
      sentence.named { names[$0] ?? "nobody" }
        == "driver 12 and Cy take ride 12 of driver 3 before nobody")
    #expect(
      sentence.description == "driver 1 and driver 12 take ride 12 of driver 3 before driver 99")
  }

  @Test("joined and added sentences keep their drivers")
  func joined() {
    let drivers = [1, 12, 3].map { "\(driver: $0)" as DriverSentence }
    let sentence: DriverSentence = "by " + drivers.joined(separator: ", ")
    #expect(sentence.named { names[$0] ?? "" } == "by driver 12, Cy, Bo 12")
    #expect([DriverSentence]().joined(separator: ", ").description == "")
  }

  @Test("a ride that several drivers serve names all of them")
  func servedTwice() {
    let drivers = [1, 3].map { Sample.driver($0) }
    let day = Sample.day([Sample.ride(7, at: 540)], drivers)
    let plan = Plan(
      routes: drivers.map { Plan.Route(driver: $0.id, rides: [7]) }, unassigned: [])
    let violation = Feasibility.violations(of: plan, on: day).first { $0.rule == .servedTwice }
    #expect(
      violation?.facts.named { names[$0] ?? "" } == "ride 7 is served 2 times, by driver 12, Bo 12")
  }
}
