// SPDX-License-Identifier: Apache-2.0

/** Made for a narrow screen first: whatever is wide scrolls by itself, and the page never does sideways. */
export const pageStyle = `
:root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #cf222e; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main { padding: 1rem; max-width: 70rem; margin: 0 auto; }
header { border-left: 0.6rem solid; }
header.passed { border-color: var(--good); }
header.failed { border-color: var(--bad); }
h1 { font-size: 1.3rem; margin: 0; }
h2 { font-size: 1.15rem; margin: 1.5rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 1rem 0 0.25rem; }
article { border: 1px solid var(--line); border-left: 0.4rem solid var(--bad); border-radius: 0.4rem; padding: 0 0.8rem 0.8rem; margin: 0.8rem 0; }
pre { overflow-x: auto; overflow-wrap: normal; font: 0.8rem/1.35 ui-monospace, monospace; padding: 0.5rem; border: 1px solid var(--line); border-radius: 0.3rem; }
pre.command { white-space: pre-wrap; overflow-wrap: anywhere; user-select: all; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 0.8rem; margin: 0.5rem 0; }
dt { opacity: 0.7; }
dd { margin: 0; }
.wide { overflow-x: auto; }
.wide img { background: white; max-width: none; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
th, td { padding: 0.3rem 0.6rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; position: sticky; left: 0; background: Canvas; }
tr.failed td:first-child { color: var(--bad); font-weight: 600; }
summary { padding: 0.5rem 0; cursor: pointer; }
.seeds { font: 0.85rem/1.6 ui-monospace, monospace; }
.seeds .failed { color: var(--bad); font-weight: 700; }
.seeds .missing { text-decoration: line-through; }
`;
