import TablesHarness
import Tabular

/// Gives any bytes to one of the readers of tables; an error is fine, a trap is not.
@c(LLVMFuzzerTestOneInput)
public func fuzzTables(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  guard size > 1 else { return 0 }
  let bytes = UnsafeBufferPointer(start: data + 1, count: size - 1)
  switch data[0] % 11 {
  case 0: TabularFuzz.csv(bytes)
  case 1: TabularFuzz.tsv(bytes)
  case 2: TabularFuzz.json(bytes)
  case 3: TabularFuzz.jsonLines(bytes)
  case 4: TabularFuzz.sheetXML(bytes)
  case 5: TabularFuzz.sharedTextsXML(bytes)
  case 6: TabularFuzz.stylesXML(bytes)
  case 7: TabularFuzz.openDocumentXML(bytes)
  case 8: TabularFuzz.csvWithOptions(bytes)
  case 9: TabularFuzz.binaryRecords(bytes)
  default: TabularFuzz.xlsx(bytes)
  }
  return 0
}
