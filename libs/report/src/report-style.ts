import { CHART_STYLE } from '@app/charts';

/** The width of text and pictures, in pixels: that of A4 between its margins. */
export const WIDTH = 660;

/** The width of one of two pictures beside each other. */
export const HALF_WIDTH = 320;

export const REPORT_STYLE = `${CHART_STYLE}
body { margin: 2rem auto; max-width: ${WIDTH}px; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; background: var(--paper); color: var(--ink); }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 0.5rem; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 0.5rem; }
p { margin: 0 0 0.5rem; }
.quiet, footer { color: var(--quiet); font-size: 0.8125rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 0.875rem; }
th, td { padding: 0.2rem 0 0.2rem 0.75rem; text-align: right; font-weight: 400; border-bottom: 1px solid var(--rule); }
th:first-child { text-align: left; padding-left: 0; }
thead th { color: var(--quiet); }
section { break-inside: avoid; }
.second { break-before: page; }
.beside { display: grid; grid-template-columns: repeat(auto-fit, minmax(${HALF_WIDTH}px, 1fr)); column-gap: 20px; }
@page { size: A4; margin: 14mm; }
@media print { :root { color-scheme: light; } body { margin: 0; padding: 0; font-size: 13px; } table { font-size: 12px; } h2 { margin-top: 1rem; } }
`;
