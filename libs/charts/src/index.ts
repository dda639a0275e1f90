export { Bars, type BarLayer } from './bars.tsx';
export { CHART_STYLE } from './chart-style.ts';
export { HeatMap, type HeatCell } from './heat-map.tsx';
export { LineChart, type ChartLine } from './line-chart.tsx';
export { Scatter, type ScatterPoint, type ScatterRange } from './scatter.tsx';
export { SmallMultiples, type Multiple } from './small-multiples.tsx';
export { Sparkline } from './sparkline.tsx';
export { Timeline, type TimelineRow, type TimelineSpan } from './timeline.tsx';
export { Waterfall, type WaterfallPart } from './waterfall.tsx';
