import TablesHarness
import Tabular

/// Gives any bytes to the reader of workbooks; an error is fine, a trap is not.
@c(LLVMFuzzerTestOneInput)
public func fuzzWorkbook(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  TabularFuzz.xlsx(UnsafeBufferPointer(start: data, count: size))
  return 0
}
