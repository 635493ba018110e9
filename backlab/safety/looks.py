"""How the sheet for reviewers looks, on a screen and on A4; FOOT stands for what is printed below each page."""

LOOKS = """
:root { color-scheme: light; font: 15px/1.4 system-ui, "Liberation Sans", Arial, sans-serif; color: #16232a; }
body { margin: 0; background: #fff; }
main { max-width: 68rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.7rem; margin: 0 0 .5rem; }
h2 { font-size: 1.3rem; margin: 2rem 0 .5rem; border-bottom: 2px solid #16232a; }
h3 { font-size: 1.1rem; margin: 1.5rem 0 .4rem; }
h3.emergency, h3.urgent, h3.routine { padding: .2rem .5rem; border-left: .5rem solid; }
h3.emergency { color: #ab2018; }
h3.urgent { color: #8f4400; }
h3.routine { color: #17598e; }
p, ul, ol { margin: 0 0 .3rem; }
ul, ol { padding-left: 1.2rem; }
dl { display: flex; flex-wrap: wrap; gap: .3rem 2rem; margin: .6rem 0; }
dl div { display: flex; gap: .4rem; }
dt { color: #47575f; }
dd { margin: 0; font-weight: 600; }
code { font: .85em/1.3 ui-monospace, "Liberation Mono", monospace; overflow-wrap: anywhere; }
table { width: calc(100% - 2px); border-collapse: collapse; margin: 0 0 1rem; table-layout: fixed; }
th { text-align: left; background: #ebefec; font-size: .9rem; }
th, td { padding: .25rem .5rem; vertical-align: top; overflow-wrap: break-word; }
tbody { border: 1px solid #6e7e85; border-top-width: 2px; }
.name td { padding-bottom: 0; color: #47575f; }
.sign td { padding: .3rem .5rem .5rem; }
.signing { display: flex; flex-wrap: wrap; align-items: flex-end; gap: .5rem 1rem; font-size: .9rem; }
.signing > span { display: flex; align-items: flex-end; }
.tick { white-space: nowrap; }
.tick { gap: .35rem; font-weight: 600; }
.box { width: 1rem; height: 1rem; border: 1.5px solid #16232a; }
.line { flex: 1; min-width: 3rem; margin-left: .3rem; border-bottom: 1px solid #16232a; height: 1.3em; }
.wide { flex: 3 0 9rem; }
.middle { flex: 2 0 7rem; }
.short { flex: 1 0 7rem; }
.rest { flex: 1 0 100%; }
.whole { border: 2px solid #16232a; padding: 0 1rem 1rem; margin-top: 1rem; }
.whole h2 { border: 0; margin-top: .6rem; }
.whole .signing { font-size: 1rem; gap: 1rem; }
.whole .line { height: 1.8em; }
.rules th:nth-child(1), .cautions th:nth-child(1) { width: 48%; }
.rules th:nth-child(3) { width: 17%; }
.cautions th:nth-child(2) { width: 14%; }
.treatments th:nth-child(1) { width: 38%; }
.causes th:nth-child(2) { width: 24%; }
.causes th:nth-child(3) { width: 42%; }
a, .above { overflow-wrap: anywhere; }
.above { font-size: .9em; }
@page {
  size: A4;
  margin: 14mm 12mm 16mm;
  @bottom-left { content: "FOOT"; font: 8pt sans-serif; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; }
}
@media print {
  :root { font-size: 8.5pt; line-height: 1.3; }
  main { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; }
  tbody, .whole { break-inside: avoid; }
  th { print-color-adjust: exact; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
  h2 { margin-top: 1rem; }
}
"""
