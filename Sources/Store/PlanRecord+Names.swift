extension NotebookDatabase {
  /// The names of the plans of a dataset, in the order in which they were made.
  ///
  /// - Throws: ``StoreError`` where the notebook cannot be read.
  public func plans(of dataset: String) throws -> [String] {
    try rows(
      "SELECT p.name FROM main.carnet_plan p JOIN main.carnet_dataset d ON d.id = p.dataset_id "
        + "WHERE d.name = ? ORDER BY p.id", [.text(dataset)]
    ).map { $0[0].text }
  }
}
