import CivilTime
import FleetModel
import Testing

@Suite("Distances and travel times")
struct TravelTests {
  static let clinic = Coordinate(latitude: 46.2766, longitude: 6.2231)
  static let hospital = Coordinate(latitude: 46.1925, longitude: 6.1497)

  @Test("follow the haversine formula on arcs whose length is known exactly")
  func knownArcs() {
    let quarter = Geodesy.earthRadiusKm * Double.pi / 2
    let origin = Coordinate(latitude: 0, longitude: 0)
    let pole = Coordinate(latitude: 90, longitude: 0)
    let antipode = Coordinate(latitude: 0, longitude: 180)
    #expect(abs(Geodesy.kilometres(from: origin, to: pole) - quarter) < 1e-9)
    #expect(abs(Geodesy.kilometres(from: origin, to: antipode) - 2 * quarter) < 1e-9)
    #expect(Geodesy.kilometres(from: Self.clinic, to: Self.clinic) == 0)
  }

  @Test("keep their digits for points a metre apart, where the arccosine form loses them")
  func tinyDistances() {
    let degree = 180 / (Double.pi * Geodesy.earthRadiusKm)
    let near = Coordinate(latitude: 46.2766 + 0.001 * degree, longitude: 6.2231)
    let metres = Geodesy.kilometres(from: Self.clinic, to: near) * 1_000
    #expect(abs(metres - 1) < 1e-6)
  }

  @Test("round minutes up but leave a leg of exactly a whole minute alone")
  func minutes() {
    let travel = Travel(Rules())
    for whole in [1, 10, 59] {
      let degree = 180 / (Double.pi * Geodesy.earthRadiusKm)
      let exact = Coordinate(latitude: Double(whole) * 25 / 60 * degree, longitude: 0)
      let beyond = Coordinate(latitude: (Double(whole) * 25 / 60 + 0.001) * degree, longitude: 0)
      let origin = Coordinate(latitude: 0, longitude: 0)
      #expect(travel.minutes(from: origin, to: exact) == Minutes(whole))
      #expect(travel.minutes(from: origin, to: beyond) == Minutes(whole + 1))
    }
    #expect(travel.minutes(from: Self.clinic, to: Self.clinic) == Minutes(0))
  }

  @Test("are the same there and back, and in line with a computation made elsewhere")
  func bothWays() {
    let travel = Travel(Rules())
    let there = travel.leg(from: Self.clinic, to: Self.hospital)
    let back = travel.leg(from: Self.hospital, to: Self.clinic)
    #expect(there == back)
    // 10.9235 km by an independent haversine; 10.9235 / 25 · 60 = 26.22 minutes.
    #expect(there.metres == Metres(10_923))
    #expect(there.minutes == Minutes(27))
  }

  @Test("survive coordinates and speeds that are not numbers")
  func nonsense() {
    var rules = Rules()
    let nowhere = Coordinate(latitude: .nan, longitude: .infinity)
    #expect(Travel(rules).metres(from: nowhere, to: Self.clinic).count == 20_015_114)
    for speed in [0, -5, Double.nan] {
      rules.speedKmh = speed
      #expect(Travel(rules).minutes(from: nowhere, to: Self.clinic) > Minutes(0))
    }
  }
}
