import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { readEvent } from '@app/wire';
import { FAULTS } from './bad-lines.ts';
import type { BillingEvent, Terms } from './billing-event.ts';
import { billingEvents, recordedEvents } from './billing-events.ts';
import { LAST_LIVE_DAY } from './calendar.ts';
import { gzipped } from './gzipped.ts';
import { liveEvents } from './live-events.ts';
import { sampleBook } from './sample-book.ts';

const committed = (name: string): Buffer => readFileSync(join(import.meta.dirname, '..', '..', 'samples', name));

const { 'events.jsonl': written, 'live-events.jsonl': live, ...others } = sampleBook();
const lines = written.trimEnd().split('\n');
const events = billingEvents();
const terms = events.flatMap((event) => ('lines' in event.data ? [{ event, ...event.data }] : []));

const byContract = Map.groupBy(events, ({ subject }) => subject);
const contracts = [...byContract.values()];

const hasTerms = ({ data }: BillingEvent): boolean => 'lines' in data;

describe('the sample book', () => {
  // Compares the text, because the compressed bytes may differ from one build of zlib to the next.
  it('is the same as the files in samples', () => {
    expect(gunzipSync(committed('events.jsonl.gz')).toString('utf8') === written).toBe(true);
    expect(gunzipSync(committed('live-events.jsonl.gz')).toString('utf8') === live).toBe(true);
    for (const [name, text] of Object.entries(others)) expect(committed(name).toString('utf8')).toBe(text);
  });

  it('is compressed without a time and an operating system', () => {
    expect([...gzipped('x').subarray(4, 8), gzipped('x')[9]]).toEqual([0, 0, 0, 0, 255]);
  });

  it('is about three hundred customers over two years', () => {
    expect(new Set(terms.map(({ customer_id }) => customer_id)).size).toBe(300);
    expect(events.every(({ time }) => time >= '2024-01-01' && time < '2026-01-01')).toBe(true);
  });

  it('has an id of its own for each event', () => {
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });

  it('keeps every recorded event, in whatever order they arrive', () => {
    const arrived = new Set(lines);
    expect(events.filter((event) => !arrived.has(JSON.stringify(event)))).toEqual([]);
  });

  it('brings some events after later ones of their contract', () => {
    const arrivals = new Map(lines.map((line, index) => [line, index]));
    const isBehind = (event: BillingEvent, next: BillingEvent | undefined): boolean =>
      next !== undefined && (arrivals.get(JSON.stringify(event)) ?? 0) > (arrivals.get(JSON.stringify(next)) ?? 0);
    expect(contracts.filter((of) => of.some((event, at) => isBehind(event, of[at + 1]))).length).toBeGreaterThan(2);
  });

  it('is accepted by the wire format, except for one line per fault', () => {
    const codes = lines.flatMap((line) => {
      const read = readEvent({ value: Buffer.from(line), headers: {} });
      return 'code' in read ? [read.code] : [];
    });
    // A conflict is only found next to the event that has the same id.
    expect(codes.toSorted()).toEqual(
      Object.keys(FAULTS)
        .filter((code) => code !== 'id_conflict')
        .toSorted(),
    );
    const ids = new Map(events.map((event) => [event.id, JSON.stringify(event).length]));
    const conflicts = lines.filter((line) => line.includes('"999"'));
    expect(conflicts.map((line) => ids.has(/"id":"(\w+)"/.exec(line)?.[1] ?? ''))).toEqual([true]);
  });

  it.each<[string, (stated: Terms) => boolean]>([
    ['ramps', ({ lines: of }) => of.some(({ id }) => id === 'platform-year-3')],
    ['set-up fees', ({ lines: of }) => of.some(({ kind }) => kind === 'one_time')],
    ['usage commitments', ({ lines: of }) => of.some(({ kind }) => kind === 'usage_commitment')],
    ['pauses', ({ lines: of }) => of.length === 0],
    ['evergreen contracts', ({ term }) => term.end === null],
    ['successors under another id', ({ renews }) => renews !== undefined],
    ['euros', ({ currency }) => currency === 'EUR'],
    ['passing promotions', (stated) => JSON.stringify(stated).includes('"end":"202') && stated.term.auto_renew],
    ['amounts off', (stated) => JSON.stringify(stated).includes('"type":"amount"')],
  ])('has %s', (_, isThere) => {
    expect(terms.filter(isThere).length).toBeGreaterThan(1);
  });

  it.each<[string, (contract: readonly BillingEvent[]) => boolean]>([
    [
      'contracts that come back',
      (of) => of.findIndex((e) => !hasTerms(e)) < of.findLastIndex(hasTerms) && !of.every(hasTerms),
    ],
    [
      'early renewals',
      (of) =>
        of.some(
          ({ type, data }) => type.endsWith('amended') && 'term' in data && data.term.start > data.effective_date,
        ),
    ],
    [
      'changes of currency',
      (of) => new Set(of.flatMap(({ data }) => ('currency' in data ? [data.currency] : []))).size > 1,
    ],
    [
      'changes entered weeks later',
      (of) =>
        of.some(
          ({ time, type, data }) => type.endsWith('amended') && time.slice(0, 7) > data.effective_date.slice(0, 7),
        ),
    ],
    [
      'customers that move to a larger tier',
      (of) => new Set(of.flatMap(({ data }) => ('attributes' in data ? [data.attributes['tier']] : []))).size > 1,
    ],
  ])('has %s', (_, isThere) => {
    expect(contracts.filter(isThere).length).toBeGreaterThan(0);
  });
});

describe('the live events', () => {
  const later = liveEvents();

  it('go on where the sample ends, in the order in which they are recorded', () => {
    expect(later.length).toBeGreaterThan(50);
    expect(later.map(({ time }) => time)).toEqual(later.map(({ time }) => time).toSorted());
    expect(later.every(({ time }) => time >= '2026-01-01' && time < '2026-04-01')).toBe(true);
    expect(new Set([...events, ...later].map(({ id }) => id)).size).toBe(events.length + later.length);
  });

  it('change nothing that the sample has', () => {
    const told = new Map(
      recordedEvents(LAST_LIVE_DAY).map(({ data }) => [`${data.contract_id} ${data.version}`, data]),
    );
    for (const { data } of events) expect(told.get(`${data.contract_id} ${data.version}`)).toEqual(data);
  });

  it('are accepted by the wire format', () => {
    const codes = later.flatMap((event) => {
      const read = readEvent({ value: Buffer.from(JSON.stringify(event)), headers: {} });
      return 'code' in read ? [read.code] : [];
    });
    expect(codes).toEqual([]);
  });
});
