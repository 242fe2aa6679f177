/// A prompt with its escape sequences between marks, so that libedit does not count their columns.
///
/// libedit forbids a mark at the very end, so a blank follows an escape sequence there.
///
/// - Parameters:
///   - prompt: The prompt, which may be styled.
///   - invisible: The character that stands on both sides of what takes no columns.
/// - Returns: The prompt for libedit.
func markedPrompt(_ prompt: String, invisible: Unicode.Scalar) -> String {
  var result = String.UnicodeScalarView()
  var isEscape = false
  for scalar in prompt.unicodeScalars {
    if scalar == "\u{1B}", !isEscape {
      result.append(invisible)
      isEscape = true
    }
    result.append(scalar)
    if isEscape, scalar == "m" {
      result.append(invisible)
      isEscape = false
    }
  }
  if isEscape { result.append(invisible) }
  if result.last == invisible { result.append(" ") }
  return String(result)
}
