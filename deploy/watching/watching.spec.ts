import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { METRICS } from '@app/platform';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { dashboardOf } from './dashboards/grafana.ts';
import { BOARDS } from './dashboards/panels.ts';
import { readQuery } from './read-query.ts';

type Rule = Readonly<{
  alert: string;
  expr: string;
  labels: Readonly<{ severity: string }>;
  annotations: Readonly<{ summary: string; runbook: string }>;
}>;
type Due = Readonly<{ alertname: string; exp_alerts: readonly unknown[] }>;

const root = join(import.meta.dirname, '..', '..');
const read = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8');
const alerts = (file: string): string => read('deploy', 'watching', 'alerts', file);

const { groups }: { groups: readonly Readonly<{ rules: readonly Rule[] }>[] } = parse(alerts('alerts.yaml'));
const rules = groups.flatMap((group) => group.rules);
const due = ['alerts.test.yaml', 'alerts-of-days.test.yaml']
  .map((file): { tests: readonly Readonly<{ alert_rule_test: readonly Due[] }>[] } => parse(alerts(file)))
  .flatMap(({ tests }) => tests.flatMap((test) => test.alert_rule_test));
const runbook = read('docs', 'how-to', 'answer-an-alert.md');

/** Metrics of Prometheus itself and of every Node process. */
const COMMON = ['up', 'process_resident_memory_bytes', 'process_cpu_seconds_total'];
const known: ReadonlySet<string> = new Set([...COMMON, ...Object.values(METRICS).map(({ name }) => name)]);

/** As panels these would be flat lines, or say what others say. */
const SEEN_BY_ALERTS_ONLY = ['acv_compacted_input_topics', 'acv_certificate_expires_timestamp_seconds'];

const faultsOf = (query: string): readonly string[] => {
  const { errors, metrics } = readQuery(query);
  return [...errors, ...metrics.filter((name) => !known.has(name)).map((name) => `no metric ${name}`)];
};

describe('readQuery', () => {
  it('finds a fault of syntax and a metric that does not exist', () => {
    expect(faultsOf('sum(acv_lag_records')).toHaveLength(1);
    expect(faultsOf('sum(rate(acv_batch_secs_bucket[$__rate_interval]))')).toEqual(['no metric acv_batch_secs']);
    expect(faultsOf('sum(rate(acv_batch_seconds_bucket[$__rate_interval]))')).toEqual([]);
  });
});

describe('the alerts', () => {
  it.each(rules)('$alert reads metrics that exist', ({ expr }) => {
    expect(readQuery(expr).metrics).not.toEqual([]);
    expect(faultsOf(expr)).toEqual([]);
  });

  it.each(rules)('$alert is tried where it is silent and where it fires', ({ alert }) => {
    const tried = due.filter(({ alertname }) => alertname === alert).map(({ exp_alerts }) => exp_alerts.length > 0);
    expect(new Set(tried)).toEqual(new Set([false, true]));
  });

  it.each(rules)('$alert has a severity, a summary and an entry in the runbook', ({ alert, labels, annotations }) => {
    expect(['page', 'ticket']).toContain(labels.severity);
    expect(annotations.summary).not.toBe('');
    expect(annotations.runbook).toBe(`docs/how-to/answer-an-alert.md#${alert.toLowerCase()}`);
    const entry = runbook.split('\n## ').find((section) => section.startsWith(`${alert}\n`)) ?? '';
    expect(entry).toContain('**It means**');
    expect(entry).toContain('**Do**');
    expect(entry).toContain('**It is over**');
  });

  it('has no entry in the runbook without an alert', () => {
    const entries = [...runbook.matchAll(/^## (Acv\w+)$/gm)].map(([, name]) => name);
    expect(entries).toEqual(rules.map(({ alert }) => alert));
  });
});

describe('the dashboards', () => {
  it.each(BOARDS)('$uid reads metrics that exist', ({ panels }) => {
    for (const { queries } of panels) for (const { expr } of queries) expect(faultsOf(expr)).toEqual([]);
  });

  it.each(BOARDS)('$uid is the written file', (board) => {
    const written: unknown = JSON.parse(read('deploy', 'watching', 'dashboards', `${board.uid}.json`));
    expect(written).toEqual(JSON.parse(JSON.stringify(dashboardOf(board))));
  });

  it('show every metric of the table', () => {
    const shown = new Set(
      BOARDS.flatMap(({ panels }) =>
        panels.flatMap(({ queries }) => queries.flatMap(({ expr }) => readQuery(expr).metrics)),
      ),
    );
    const unseen = Object.values(METRICS).flatMap(({ name }) => (shown.has(name) ? [] : [name]));
    expect(unseen).toEqual(SEEN_BY_ALERTS_ONLY);
  });
});
