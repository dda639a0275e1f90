import { LegendDisplayMode, LegendPlacement, VizLegendOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DatasourceVariableBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as NumberBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as LinesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Board, Panel } from './panels.ts';

/** The data source is chosen on the dashboard, so that the file fits every Grafana. */
const SOURCE = { type: 'prometheus', uid: '${source}' } as const;

/** Grafana divides a dashboard into 24 columns; heights are in units of its own. */
const SIZE = { number: { span: 4, height: 4 }, lines: { span: 12, height: 8 } } as const;

/** The library hides legends by default, and a line without a name says nothing. */
const legend = (): VizLegendOptionsBuilder =>
  new VizLegendOptionsBuilder().showLegend(true).displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom);

const panelOf = ({ title, says, kind, unit, queries }: Panel): NumberBuilder | LinesBuilder => {
  const builder = kind === 'number' ? new NumberBuilder() : new LinesBuilder().min(0).legend(legend());
  builder.title(title).description(says).datasource(SOURCE).span(SIZE[kind].span).height(SIZE[kind].height);
  if (unit !== null) builder.unit(unit);
  for (const [i, query] of queries.entries()) {
    builder.withTarget(new DataqueryBuilder().expr(query.expr).legendFormat(query.legend).refId('ABCDEF'.charAt(i)));
  }
  return builder;
};

/** The dashboard as Grafana imports it. */
export const dashboardOf = ({ uid, title, panels }: Board): Dashboard => {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .tags(['acv-stream'])
    .time({ from: 'now-6h', to: 'now' })
    .refresh('30s')
    .timezone('browser')
    .tooltip(DashboardCursorSync.Crosshair)
    .withVariable(new DatasourceVariableBuilder('source').label('Prometheus').type('prometheus'));
  for (const panel of panels) builder.withPanel(panelOf(panel));
  return builder.build();
};
