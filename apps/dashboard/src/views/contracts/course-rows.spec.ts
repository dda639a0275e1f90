import { describe, expect, it } from '@jest/globals';
import type { ContractSpanAnswer } from '@app/wire/answers';
import { dayNumber } from '@app/wording';
import { courseRange, courseRows, yearTicks } from './course-rows.ts';

type Change = Readonly<{ from: string; to: string | null; gross: string; net: string; lines: readonly string[] }>;

const span = ({ from, to, gross, net, lines }: Change): ContractSpanAnswer => ({
  valid_from: from,
  valid_to: to,
  customer_id: 'c',
  currency: 'USD',
  arr: net,
  gross_arr: gross,
  acv: net,
  contracted_acv: net,
  contract_value: null,
  one_time: '0',
  tcv: null,
  expected_usage: '0',
  term: { start: '2024-01-01', end: null, auto_renew: false, anchor: '2024-01-01' },
  attributes: {},
  renews: [],
  lines: lines.map((id) => ({ line_id: id, kind: 'recurring', product: id, quantity: '1', gross, net })),
  event: { id: 'e', source: 's', type: 'subscription.created' },
});

const SPANS = [
  span({ from: '2024-01-01', to: '2024-07-01', gross: '100', net: '50', lines: ['seats'] }),
  span({ from: '2024-07-01', to: null, gross: '200', net: '200', lines: ['seats', 'support'] }),
];

describe('the course of a contract', () => {
  const rows = courseRows(SPANS, String);

  it('has a row for the whole, one for the terms, and one for each line that ever ran', () => {
    expect(rows.map(({ name }) => name)).toEqual(['All', 'Term', 'seats', 'support']);
  });

  it('draws what is paid before what it would be without discounts, against the largest', () => {
    expect(rows[0]?.spans.map(({ tone, level }) => [tone, level])).toEqual([
      ['quiet', 0.5],
      ['accent', 0.25],
      ['quiet', 1],
      ['accent', 1],
    ]);
  });

  it('draws a line only while it runs', () => {
    expect(rows[3]?.spans[0]?.from).toBe(dayNumber('2024-07-01'));
  });

  it('draws a term once, however many spans it holds', () => {
    expect(rows[1]?.spans).toHaveLength(1);
  });

  it('goes on for a year after the day if it has no end', () => {
    expect(courseRange(SPANS, '2025-01-01')).toEqual([dayNumber('2024-01-01'), dayNumber('2026-01-01')]);
    expect(yearTicks(courseRange(SPANS, '2025-01-01')).map(({ text }) => text)).toEqual(['2025', '2026']);
  });
});
