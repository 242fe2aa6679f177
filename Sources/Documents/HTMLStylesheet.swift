import Plotting

/// The styles of an exported page: light and dark, phone and paper.
enum HTMLStylesheet {
  /// How much of the first series' colour the shades of a plot have, on which its numbers stand.
  static var shades: [Double] { SVGPlotRenderer.shadeOpacities }

  /// The colours of one theme, each pair of text and ground with a contrast of at least 4.5 : 1.
  ///
  /// Source: Web Content Accessibility Guidelines 2.2, success criterion 1.4.3.
  struct Theme {
    var ground, text, muted, link, line, sourceGround, errorGround, errorText: String
    var warningGround, warningText: String
    /// The series of plots and what is broken, each told from the ground.
    ///
    /// Contrast is at least 3 : 1 (success criterion 1.4.11); the values stand beside the marks.
    var plots: [String]
    var alert: String

    /// Each text colour with the ground that it stands on.
    var pairs: [(text: String, ground: String)] {
      [
        (text, ground), (muted, ground), (link, ground), (text, sourceGround),
        (errorText, errorGround), (warningText, warningGround), (link, sourceGround),
      ]
    }

    var variables: String {
      """
      --ground: \(ground); --text: \(text); --muted: \(muted); --link: \(link); \
      --line: \(line); --source-ground: \(sourceGround); --error-ground: \(errorGround); \
      --error-text: \(errorText); --warning-ground: \(warningGround); \
      --warning-text: \(warningText); --plot-alert: \(alert);
      \(plots.enumerated().map { "--plot-\($0 + 1): \($1);" }.joined(separator: " "))
      """
    }
  }

  static let light = Theme(
    ground: "#ffffff", text: "#1c1e21", muted: "#595f69", link: "#0b57a4", line: "#d5d9e0",
    sourceGround: "#f3f5f8", errorGround: "#fdeceb", errorText: "#8c1d18",
    warningGround: "#fff4d6", warningText: "#5f4300",
    plots: ["#0072b2", "#b34f00", "#007d5b", "#8f6200", "#a9487f", "#2b79a8", "#7a6f00"],
    alert: "#b3261e")

  static let dark = Theme(
    ground: "#15181c", text: "#e4e7eb", muted: "#a4adb8", link: "#8ab8f5", line: "#3a414b",
    sourceGround: "#1f242b", errorGround: "#3b1b19", errorText: "#ffb7b0",
    warningGround: "#382c0c", warningText: "#f6d488",
    plots: ["#4ba3dd", "#ee8a3c", "#35b892", "#e6b23d", "#dd94bb", "#7fc6f2", "#f0e442"],
    alert: "#ff8a80")

  static let text = """
    :root { color-scheme: light dark; \(light.variables) }
    @media (prefers-color-scheme: dark) { :root { \(dark.variables) } }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body { margin: 0; background: var(--ground); color: var(--text);
      font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
      overflow-wrap: break-word; }
    main, footer { max-width: 52rem; margin: 0 auto; padding: 1rem; }
    h1 { font-size: 1.7rem; line-height: 1.25; margin: 1rem 0 1.5rem; }
    h2 { font-size: 1.3rem; margin: 2rem 0 .75rem; }
    h3, h4, h5, h6 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
    p, ul, ol, blockquote { margin: .75rem 0; }
    a { color: var(--link); }
    blockquote { margin-left: 0; padding-left: 1rem; border-left: .25rem solid var(--line);
      color: var(--muted); }
    hr { border: 0; border-top: 1px solid var(--line); margin: 2rem 0; }
    code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono",
      monospace; font-size: .875rem; }
    :not(pre) > code { background: var(--source-ground); padding: .1em .3em; border-radius: .2em; }
    pre { margin: .75rem 0; padding: .75rem; overflow-x: auto; line-height: 1.45; }
    pre.source, .note pre { background: var(--source-ground); border-radius: .4rem; }
    pre.source { border-left: .25rem solid var(--link); white-space: pre-wrap; }
    pre.drawn { padding: .25rem 0; line-height: 1.25; }
    section { margin: 1.5rem 0; }
    figure { margin: .75rem 0; }
    caption { font-weight: 600; text-align: left; padding-bottom: .35rem; }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap; }
    .scroll { position: relative; overflow-x: auto; max-width: 100%; }
    .plot svg { display: block; max-width: 100%; height: auto; overflow: visible; }
    table { border-collapse: separate; border-spacing: 0; font-size: .9rem;
      font-variant-numeric: tabular-nums; }
    th, td { padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line);
      text-align: left; vertical-align: top; white-space: pre; }
    thead th { border-bottom-width: 2px; font-weight: 600; vertical-align: bottom; }
    tbody th { font-weight: 400; }
    .number { text-align: right; padding-left: .5rem; }
    .long { white-space: pre-wrap; min-width: 20rem; overflow-wrap: anywhere; }
    .scroll.tall { max-height: 80vh; overflow-y: auto; }
    .tall thead th { position: sticky; top: 0; z-index: 1; background: var(--ground); }
    .lead tr > :first-child { position: sticky; left: 0; background: var(--ground); }
    .lead thead tr > :first-child { z-index: 2; }
    @media screen and (min-width: 60rem) {
      .sideways, .listed { --room: min(100vw - 4rem, 100rem); width: var(--room);
        margin-left: calc((100% - var(--room)) / 2); }
      .sideways .scroll, .listed .scroll { width: fit-content; margin: 0 auto; }
    }
    .mark { color: var(--muted); font-size: .8rem; margin: -.5rem 0 .5rem; text-align: right; }
    .null { color: var(--muted); }
    .said { color: var(--muted); font-size: .9rem; margin: .5rem 0; padding-left: .75rem;
      border-left: .15rem solid var(--line); }
    .said.warning { color: var(--warning-text); padding: .4rem .75rem; }
    .remark { color: var(--muted); font-size: .85rem; margin: .25rem 0 0; }
    .error, .warning { padding: .6rem .75rem; border-radius: .4rem; }
    .error { background: var(--error-ground); color: var(--error-text); }
    .error code { background: none; padding: 0; }
    .warning { background: var(--warning-ground); color: var(--warning-text); }
    footer { border-top: 1px solid var(--line); color: var(--muted); font-size: .85rem; }
    footer h2 { font-size: 1rem; margin: .5rem 0; }
    dl { margin: 0; }
    dl > div { display: flex; flex-wrap: wrap; gap: 0 .75rem; padding: .15rem 0; }
    dt { flex: 0 0 7rem; }
    dd { flex: 1 1 14rem; margin: 0; min-width: 0; overflow-wrap: anywhere; }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    @page { margin: 14mm; }
    @page sideways { size: landscape; margin: 10mm; }
    @media print {
      :root { color-scheme: light; \(light.variables) --text: #000000; }
      main, footer { max-width: none; padding: 0; }
      body { font-size: 10pt; }
      pre, pre.drawn { white-space: pre-wrap; overflow: visible; }
      .scroll, .scroll.tall { overflow: visible; max-height: none; }
      .tall thead th, .lead tr > :first-child { position: static; }
      table { font-size: 8pt; line-height: 1.3; }
      th, td { padding: .15em .6em .15em 0; }
      .long { min-width: 8em; }
      thead { display: table-header-group; }
      tr, .plot, pre.source, .error, .said, .mark { break-inside: avoid; }
      pre.source, .mark, h1, h2, h3, h4, h5, h6 { break-after: avoid; }
      .plot svg { max-width: 11cm !important; }
      .sideways { page: sideways; }
      .sideways table { font-size: 6.5pt; }
      .listed table, .listed tbody, .listed tr, .listed td, .listed tbody th { display: block; }
      .listed thead { display: none; }
      .listed tr { padding: .5em 0; border-bottom: 2px solid var(--line); }
      .listed td, .listed tbody th { border: 0; text-align: left; padding-left: 14em;
        text-indent: -14em; white-space: pre-wrap; overflow-wrap: anywhere; }
      .listed td::before, .listed tbody th::before { content: attr(data-name) ":";
        display: inline-block; min-width: 14em; text-indent: 0; font-weight: 600; }
      .note a::after { content: " (" attr(href) ")"; }
    }
    """
}
