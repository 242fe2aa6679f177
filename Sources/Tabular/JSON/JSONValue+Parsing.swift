extension JSONValue {
  /// Parses the one JSON value that some bytes are.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - name: What errors call them.
  /// - Throws: `TabularError` with the place where parsing stopped.
  /// - Complexity: O(bytes).
  public init(parsing bytes: some Collection<UInt8>, name: String) throws(TabularError) {
    self = try JSONDocument(ByteSource(bytes: bytes, name: name)).value
  }
}
