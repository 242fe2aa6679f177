import FleetModel
import Testing

/// Points of the federal grid in degrees, held against those that the survey publishes of its stations.
@Suite struct SwissGridTests {
  @Test(
    "published stations lie within 0.1 m of their degrees",
    arguments: [
      // swisstopo's permanent stations: E, N and height, and what they are in ETRS 89.
      (
        "Zimmerwald", 2_602_030.740, 1_191_775.030, 897.4, [46, 52, 37.540569], [7, 27, 54.983511]
      ),
      ("Zürich", 2_680_910.112, 1_251_259.201, 550, [47, 24, 25.842486], [8, 30, 38.194637]),
      ("Locarno", 2_704_160.863, 1_114_349.376, 340, [46, 10, 21.225556], [8, 47, 14.732003]),
      ("Genève", 2_498_930.196, 1_122_714.152, 420, [46, 14, 53.692140], [6, 7, 41.065513]),
    ] as [(String, Double, Double, Double, [Double], [Double])])
  func stations(
    name: String, east: Double, north: Double, height: Double, latitude: [Double],
    longitude: [Double]
  ) {
    let published = Coordinate(latitude: Self.degrees(latitude), longitude: Self.degrees(longitude))
    let point = SwissGrid.coordinate(east: east, north: north, height: height)
    #expect(Geodesy.kilometres(from: point, to: published) * 1_000 < 0.1, "\(name)")
  }

  @Test("without a height, points of the canton are as close")
  func withoutHeight() {
    let published = Coordinate(
      latitude: Self.degrees([46, 14, 53.692140]), longitude: Self.degrees([6, 7, 41.065513]))
    let point = SwissGrid.coordinate(east: 2_498_930.196, north: 1_122_714.152)
    #expect(Geodesy.kilometres(from: point, to: published) * 1_000 < 0.1)
  }

  @Test("numbers of the older grid and degrees are no points of it")
  func others() {
    #expect(SwissGrid.contains(east: 2_500_000, north: 1_117_000))
    #expect(!SwissGrid.contains(east: 500_000, north: 117_000))
    #expect(!SwissGrid.contains(east: 46.2, north: 6.1))
  }

  private static func degrees(_ parts: [Double]) -> Double {
    parts[0] + parts[1] / 60 + parts[2] / 3_600
  }
}
