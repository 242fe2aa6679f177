import CivilTime
import Testing

@testable import Tabular

@Test("a small csv opens, infers and delivers")
func smallCSV() throws {
  let file = try TabularFile.open(
    bytes: Array("a;b;c\n1;1,5;x\n;2;0041\n".utf8), name: "t.csv")
  let sheet = try file.sheet(at: 0).typed()
  #expect(sheet.columns.map(\.type) == [.integer, .real, .text])
  var batches: [TableBatch] = []
  try sheet.forEachBatch { batches.append($0) }
  #expect(batches.count == 1)
}

@Test("a workbook that the writer made is read back with its dates")
func smallWorkbook() throws {
  let path = "/tmp/carnet-tabular-first.xlsx"
  let writer = try WorkbookWriter(path: path)
  try writer.addSheet("Feuil1", columnWidths: [20, 12])
  try writer.write(["Nom", "Date", "km"], isHeader: true)
  let day = try #require(CivilDate(iso: "2025-10-22"))
  try writer.write([.text("FAVRE Anne"), .date(day, time: Minutes(450)), .number(12.5)])
  try writer.close()
  let file = try TabularFile.open(path)
  #expect(file.sheetNames == ["Feuil1"])
  var rows: [[Cell]] = []
  try file.sheet(at: 0).forEachRow { _, cells in
    rows.append(cells)
    return true
  }
  #expect(
    rows == [
      [.text("Nom"), .text("Date"), .text("km")],
      [.text("FAVRE Anne"), .date(day, time: Minutes(450)), .number(12.5)],
    ])
  let sheet = try file.sheet(at: 0).typed()
  #expect(sheet.columns.map(\.type) == [.text, .datetime, .real])
}
