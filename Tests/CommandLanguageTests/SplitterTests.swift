import CommandLanguage
import Testing

@Suite("Statements are found without a grammar")
struct SplitterTests {
}
