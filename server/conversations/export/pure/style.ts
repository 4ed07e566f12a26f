/** The one style of an exported page; its digest is in the page's policy, so it is written exactly once. */
export const STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 2rem 1.5rem; font: 15px/1.5 system-ui, sans-serif; color: #1c1b1a; background: #fff; }
h1 { margin: 0 0 .75rem; font-size: 1.4rem; font-weight: 600; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0 0 1.5rem; padding-bottom: 1.25rem; border-bottom: 1px solid #d9d6d2; }
dt { color: #5f5b57; }
dd { margin: 0; overflow-wrap: anywhere; }
h2 { margin: 1.75rem 0 .75rem; font-size: .85rem; font-weight: 600; color: #5f5b57; text-align: center; break-after: avoid; }
article { margin: .6rem 0; padding: .55rem .8rem; border-left: 3px solid #c9c5c0; break-inside: avoid-page; }
article.contact { border-color: #4f46e5; }
article.note { border-color: #b45309; background: #fdf3dc; }
header { display: flex; gap: .75rem; align-items: baseline; font-size: .85rem; color: #5f5b57; }
header b { font-weight: 600; color: #1c1b1a; overflow-wrap: anywhere; }
header time { margin-left: auto; white-space: nowrap; font-variant-numeric: tabular-nums; }
header mark { padding: 0 .4rem; border-radius: 4px; background: #b45309; color: #fff; font-weight: 600; }
article > div { white-space: pre-wrap; overflow-wrap: anywhere; }
article ul { margin: .35rem 0 0; padding-left: 1.1rem; font-size: .9rem; }
p.line { margin: .4rem 0; font-size: .85rem; color: #5f5b57; text-align: center; overflow-wrap: anywhere; }
p.gone { margin: 0; font-style: italic; color: #5f5b57; }
footer { margin-top: 2rem; padding-top: 1rem; border-top: 1px solid #d9d6d2; font-size: .8rem; color: #5f5b57; }
@page { margin: 16mm; }
@media print { body { max-width: none; padding: 0; } article.note { print-color-adjust: exact; } }
`
