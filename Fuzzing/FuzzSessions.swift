import SessionRecord

/// Reads any bytes as a session file; what is read must print and read again as the same.
@c(LLVMFuzzerTestOneInput)
public func fuzzSessions(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: data, count: size), as: UTF8.self)
  guard let file = try? SessionFile(text) else { return 0 }
  guard let again = try? SessionFile(file.text), again.text == file.text else {
    preconditionFailure("a session file does not print as it reads")
  }
  return 0
}
