/**
 * Colours and strokes of the charts as a style sheet, for a page or a report. Gains and losses are teal and orange, a pair
 * that colour-blind readers can tell apart; `light-dark()` follows the colour scheme without a redraw.
 */
export const CHART_STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#ffffff, #14161a);
  --ink: light-dark(#1b1d21, #e9eaec);
  --quiet: light-dark(#5c6068, #a4a9b3);
  --rule: light-dark(#e2e4e8, #30343b);
  --accent: light-dark(#1f5fa6, #82b7f2);
  --gain: light-dark(#00756b, #4cc3b4);
  --loss: light-dark(#b04a00, #f39a54);
}
.chart { margin: 0; max-width: 100%; }
.chart svg, .sparkline { display: block; max-width: 100%; overflow: visible; }
.chart svg { font-size: 12px; }
.chart text { fill: var(--ink); font-variant-numeric: tabular-nums; }
.chart .tick, .chart .quiet { fill: var(--quiet); }
.chart .grid { stroke: var(--rule); stroke-width: 1; }
.chart .zero { stroke: var(--quiet); stroke-width: 1; }
.chart .line, .sparkline .line { fill: none; stroke: var(--accent); stroke-width: 2; stroke-linejoin: round; }
.chart path.quiet { fill: none; stroke: var(--quiet); stroke-width: 1.5; stroke-dasharray: 4 3; }
.sparkline .line { stroke-width: 1.5; }
.chart .line-label { fill: var(--accent); font-weight: 600; }
.chart .line-label.quiet { fill: var(--quiet); font-weight: 400; }
.chart .band { fill: var(--accent); fill-opacity: 0.12; }
.dot { fill: var(--accent); }
.chart .chosen { stroke: var(--quiet); stroke-width: 1; stroke-dasharray: 2 3; }
.chart .restated { fill: var(--paper); stroke: var(--loss); stroke-width: 2; }
.chart .strips rect, .chart .hit { fill: transparent; }
.pickable { cursor: pointer; }
.chart .cursor-line { stroke: var(--accent); stroke-width: 1; }
.chart .column.at .hit { fill: var(--quiet); fill-opacity: 0.1; }
.chart-cursor { font-size: 0.8125rem; color: var(--quiet); }
.chart-cursor input { display: block; height: 1rem; min-height: 0; max-width: none; margin-block: 0; padding: 0; appearance: none; background: linear-gradient(var(--rule), var(--rule)) center / 100% 2px no-repeat; cursor: pointer; }
.chart-cursor input::-webkit-slider-thumb { appearance: none; width: 16px; height: 16px; border-radius: 50%; background: var(--accent); }
.chart-cursor input::-moz-range-thumb { width: 16px; height: 16px; border: 0; border-radius: 50%; background: var(--accent); }
.chart .strips rect:hover { fill: var(--accent); fill-opacity: 0.06; }
.bar.total, .bar.accent { fill: var(--accent); }
.bar.gain { fill: var(--gain); }
.bar.loss { fill: var(--loss); }
.bar.quiet { fill: light-dark(#b9bec7, #565c67); }
.chart .step { stroke: var(--quiet); stroke-width: 1; }
.chart .heat-ground { fill: var(--paper); }
.chart .heat { fill: var(--accent); }
.chart .heat-text { font-size: 11px; }
.mark { fill-opacity: 0.7; }
.mark-0 { fill: var(--accent); }
.mark-1 { fill: var(--loss); }
.mark-2 { fill: var(--gain); }
.mark-3 { fill: light-dark(#7a4fa3, #c3a1e8); }
.mark-4 { fill: light-dark(#6b6f76, #a9aeb8); }
.mark-5 { fill: light-dark(#9c1f4f, #f08bb0); }
.chart .backdrop { fill: var(--quiet); fill-opacity: 0.05; }
.chart .backdrop.darker { fill-opacity: 0.12; }
.chart .over { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.chart .event { stroke: var(--rule); stroke-width: 1; }
.chart .event-dot { fill: var(--accent); }
.chart-legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin: 0 0 0.25rem; font-size: 0.8125rem; color: var(--quiet); }
.chart-legend svg { vertical-align: -1px; }
.swatch { display: inline-block; width: 0.7em; height: 0.7em; background: var(--accent); }
.swatch.gain { background: var(--gain); }
.swatch.loss { background: var(--loss); }
.swatch.quiet { background: light-dark(#b9bec7, #565c67); }
.chart-table { font-size: 0.8125rem; color: var(--quiet); }
.chart-table summary { cursor: pointer; padding: 0.25rem 0; }
.chart-scroll { overflow-x: auto; max-height: 24rem; }
.chart-table table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.chart-table th, .chart-table td { padding: 0.15rem 0.75rem 0.15rem 0; text-align: right; white-space: nowrap; font-weight: 400; }
.chart-table th:first-child { text-align: left; }
.multiples { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: 1rem; list-style: none; margin: 0; padding: 0; }
.multiple-name { display: flex; justify-content: space-between; gap: 0.5rem; font-size: 0.875rem; border-bottom: 1px solid var(--rule); }
.multiples .chosen .multiple-name { border-color: var(--accent); }
@media print { .chart-table:not([open]), .chart-cursor input { display: none; } .chart { break-inside: avoid; } }
`;
