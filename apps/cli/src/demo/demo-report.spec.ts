import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseCivilDate } from '@app/domain';
import type { SnapshotRevision } from '@app/processing';
import { storedContent } from '../../../../test/builders/stored-content.ts';
import { type DemoOutcome, demoJson, demoText } from './demo-report.ts';
import { type MonthFigures, monthFigures } from './month-figures.ts';
import { readable, readablePercentage } from '../readable.ts';
import { samplesFolder } from './samples-folder.ts';
import { blendedTable, bridgeTable, tierTable } from './trend-tables.ts';

const day = (text: string) => {
  const date = parseCivilDate(text);
  if (date === null) throw new Error(`${text} is no date`);
  return date;
};

const month = (stated: Partial<MonthFigures> = {}): MonthFigures => ({
  month: '2025-03',
  segment: 'all',
  status: 'closed',
  acv: '25500.0000',
  acv_trend_pct: '-2.5000',
  acv_yoy_pct: null,
  active_logos: 2,
  arr: '51000',
  normalized_acv_total: '50000',
  normalized_acv_average: '25000.0000',
  acv_median: '25500.0000',
  top1_share: '0.705882',
  acv_prior: '26153.8462',
  nrr_pct: '99.5000',
  bridge_left_mix: '0.0000',
  bridge_price: '100.0000',
  bridge_quantity: '-1000.0000',
  bridge_discount: '0.0000',
  bridge_product: '0.0000',
  bridge_fx: '46.1538',
  bridge_entered_mix: '200.0000',
  missing_fx: [],
  signals: [{ code: 'whale' }, { code: 'simpson_reversal' }],
  ...stated,
});

const revision = (
  stated: Partial<SnapshotRevision> & Readonly<{ figures?: Partial<MonthFigures> }>,
): SnapshotRevision => ({
  grain: 'month',
  period: '2025-03',
  dimension: 'all',
  segment: 'all',
  revision: 1,
  snapshotId: 'month|2025-03|all|all#1',
  status: 'closed',
  reason: 'first',
  measuredOn: day('2025-03-31'),
  asOf: day('2025-12-31'),
  emittedAt: new Date(0),
  content: storedContent({ ...month(), gross_arr: '52000', ...stated.figures }),
  ...stated,
});

const books = (...periods: readonly (readonly SnapshotRevision[])[]) => ({
  async *currentSnapshots() {
    yield* periods;
  },
});

const PLACES = { average: 2, sum: 0, percentage: 1 };

const outcome: DemoOutcome = {
  narrative: [{ code: 'acv', text: 'ACV per customer fell by 4.03 %.', figures: {} }],
  asOf: day('2025-12-31'),
  reportingCurrency: 'USD',
  totals: { accepted: 1698, repeated: 13, refused: 8 },
  contracts: 350,
  months: { blended: [month()], byTier: [month({ segment: 'enterprise' })] },
  missing: [],
  files: { snapshots: '/out/snapshots.jsonl', contracts: '/out/contracts.jsonl', refused: '/out/refused.jsonl' },
  books: 'acv-demo-books',
  seconds: 4.26,
};

const lines = (text: string) => text.split('\n').map((line) => line.trim().split(/ {2,}/));

describe('figures for reading', () => {
  it('have commas between thousands and are rounded half to even', () => {
    expect(readable('1234567.125', 2)).toBe('1,234,567.12');
    expect(readable('999.5', 0)).toBe('1,000');
    expect(readable('-1234.5678', 2)).toBe('-1,234.57');
  });

  it('group only the digits before the decimal point', () => {
    expect(readable('0.123456', 6)).toBe('0.123456');
  });

  it('are a dash where they are undefined', () => {
    expect(readable(null, 2)).toBe('-');
    expect(readablePercentage(null, 1)).toBe('-');
  });

  it('show a share as a percentage', () => {
    expect(readablePercentage('0.071234', 1)).toBe('7.1');
  });
});

describe('the months of the demo', () => {
  it('are the current snapshots of months, of the whole and by tier, in their order', async () => {
    const { blended, byTier } = await monthFigures(
      books(
        [revision({ period: '2025-02' }), revision({ period: '2025-02', dimension: 'tier', segment: 'enterprise' })],
        [revision({}), revision({ dimension: 'region', segment: 'emea' })],
        [revision({ grain: 'quarter', period: '2025-Q1' })],
      ),
    );
    expect(blended.map((figures) => figures.month)).toEqual(['2025-02', '2025-03']);
    expect(byTier.map(({ segment }) => segment)).toEqual(['enterprise']);
  });

  it('have only the fields that are shown, with the values of the snapshot', async () => {
    const { blended } = await monthFigures(books([revision({ figures: { acv: null } })]));
    expect(blended).toEqual([month({ acv: null })]);
  });
});

describe('the tables of the demo', () => {
  it('show a row for each month', () => {
    expect(lines(blendedTable([month()], PLACES)).at(-1)).toEqual([
      '2025-03',
      '25,500.00',
      '-2.5',
      '-',
      '2',
      '51,000',
      '25,000.00',
      '25,500.00',
    ]);
  });

  it('mark a month whose figures leave customers out', () => {
    const lacking = [month({ missing_fx: ['EUR'] })];
    for (const text of [blendedTable(lacking, PLACES), bridgeTable(lacking, PLACES), tierTable(lacking, PLACES)]) {
      expect(lines(text).at(-1)?.[0]).toBe('2025-03*');
    }
  });

  it('show at most three tiers side by side', () => {
    const tiers = ['a', 'b', 'c', 'd'].map((segment) => month({ segment }));
    expect(tierTable(tiers, PLACES).split('\n\n')).toHaveLength(2);
  });

  it('leave out tiers that never have customers', () => {
    const rows = lines(
      tierTable([month({ segment: 'enterprise' }), month({ segment: '(none)', active_logos: 0 })], PLACES),
    );
    expect(rows[1]).toEqual(['month', 'enterprise', '%']);
  });

  it('show every tier in every month, also where it has no snapshot', () => {
    const rows = lines(
      tierTable(
        [
          month({ month: '2025-02', segment: 'self-serve', acv: '100.0000' }),
          month({ segment: 'enterprise', acv: '900.0000' }),
          month({ segment: 'self-serve', acv: '90.0000', acv_trend_pct: '-10.0000' }),
        ],
        PLACES,
      ),
    );
    expect(rows[1]).toEqual(['month', 'enterprise', '%', 'self-serve', '%']);
    expect(rows[3]).toEqual(['2025-02', '-', '-', '100.00', '-2.5']);
    expect(rows[4]).toEqual(['2025-03', '900.00', '-2.5', '90.00', '-10.0']);
  });
});

describe('why the ACV moved', () => {
  it('is shown in parts that add up to the change, with the signals in words', () => {
    const cells = bridgeTable([month()], PLACES)
      .split('\n\n')
      .flatMap((block) => lines(block).at(-1)?.slice(1) ?? []);
    expect(cells).toEqual([
      '-653.85',
      '0.00',
      '100.00',
      '-1,000.00',
      '0.00',
      '0.00',
      '46.15',
      '200.00',
      '99.5',
      '70.6',
      'whale, simpson reversal',
    ]);
  });

  it('is left out for a month without a prior one', () => {
    expect(lines(bridgeTable([month({ acv_prior: null, signals: [] })], PLACES)).at(-1)).toEqual(
      expect.arrayContaining(['2025-03', '-']),
    );
  });
});

describe('the report of the demo', () => {
  it('says how many events were read, where the files are and how long it took', () => {
    const text = demoText(outcome, PLACES);
    expect(text).toMatch(/1,698 events accepted, 13 repeated, 8 refused; 350 contracts valued as of\s2025-12-31/);
    expect(text).toContain('/out/refused.jsonl');
    expect(text).toContain('Done in 4.3 s.');
  });

  it('says above its tables which customers they leave out', () => {
    const missing = [
      { grain: 'month', period: '2025-03', measuredOn: day('2025-03-31'), currency: 'EUR', contracts: 3, customers: 2 },
    ] as const;
    expect(demoText({ ...outcome, missing }, PLACES)).toMatch(
      /LEFT OUT: 2 customers in EUR.*2025-03[^]*ACV of the whole book/,
    );
  });

  it('fits a terminal of 80 columns, but for commands, which are copied whole', () => {
    expect(
      Math.max(
        ...demoText(outcome, PLACES)
          .split('\n')
          .filter((line) => !line.startsWith('  npm run '))
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(80);
  });

  it('is JSON for programs, with the decimals of the snapshots', () => {
    const report: unknown = JSON.parse(demoJson(outcome));
    expect(report).toMatchObject({ as_of: '2025-12-31', months: [{ acv: '25500.0000', segment: 'all' }] });
  });
});

describe('the samples', () => {
  it('are found above the program, however deep it lies', () => {
    const root = mkdtempSync(join(tmpdir(), 'acv-samples-'));
    try {
      mkdirSync(join(root, 'samples'));
      writeFileSync(join(root, 'samples', 'events.jsonl.gz'), '');
      expect(samplesFolder(join(root, 'dist', 'apps', 'cli', 'src', 'demo'))).toBe(join(root, 'samples'));
      expect(samplesFolder(join(root, 'apps', 'cli', 'src', 'demo'))).toBe(join(root, 'samples'));
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it('are missing: one clear line says so', () => {
    expect(() => samplesFolder('/')).toThrow('there is no folder samples');
  });
});
