import TerminalText
import Testing

@testable import Plotting

@Suite("Marks on either back end")
struct FigureTests {
  /// A lake's outline, a ride across it, a place and the names of two, the second a wide one.
  private let lake: Plane? = {
    let shore = [(6.0, 46.0), (6.2, 46.0), (6.2, 46.1), (6.0, 46.1), (6.0, 46.0)]
      .map { Plane.Position(x: $0.0, y: $0.1) }
    return MapProjection(shore).map { projection in
      Plane(
        scales: .land(projection),
        marks: [
          .way(shore, Plane.Look(color: nil, form: 0), title: "lake"),
          .way([shore[0], shore[2]], Plane.Look(series: 1), title: "Ana"),
          .count(shore[0], 3, title: "3 pick-ups"), .name(shore[0], "Pully"),
          .name(shore[3], "東京"),
        ], key: [])
    }
  }()

  @Test("a map takes an outline and names of places, which stand beside them")
  func names() throws {
    let lake = try #require(lake)
    let lines = TextPlane(lake, on: TextCanvas(width: 24, glyphs: .ascii)).lines.map {
      $0.pieces.map(\.text).joined()
    }
    #expect(
      lines.joined(separator: "\n") == """
        .東京...................
        .                  ... .
        .               ...    .
        .            ...       .
        .          ..          .
        .       ...            .
        .    ...               .
        . ...                  .
        3Pully..................
        |-----| 5 km
        """)
    var page = SVGPage()
    SVGPlane(plane: lake).draw(on: &page)
    #expect(page.elements.joined().contains(">Pully</text>"))
    #expect(page.elements.joined().contains("<title>lake</title>"))
  }

  @Test("a name is cut at the edge, and left out where another one stands")
  func crowded() throws {
    let here = Plane.Position(x: 6, y: 46)
    let there = Plane.Position(x: 6.1, y: 46)
    let projection = try #require(MapProjection([here, there]))
    let plane = Plane(
      scales: .land(projection),
      marks: [.name(here, "Lausanne"), .name(here, "Pully"), .name(there, "Genf")], key: [])
    let line = TextPlane(plane, on: TextCanvas(width: 7, glyphs: .ascii)).lines[0]
    #expect(line.pieces.map(\.text).joined() == " Lausa~")
  }
}
