/// A noun with its article: `a plan`, `an agent`.
public func withArticle(_ noun: String) -> String {
  (noun.first.map { "aeiou".contains($0) } == true ? "an " : "a ") + noun
}
