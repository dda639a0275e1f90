import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  type CivilDate,
  civilDate,
  type ContractEvent,
  type ContractId,
  type CustomerId,
  dateOfDayNumber,
  Decimal,
  type Discount,
  type Line,
  type Term,
} from '@app/domain';
import fc from 'fast-check';
import { ofText } from '../../test/example.ts';
import { CURRENCIES } from '../fields/currencies.ts';
import { instantText } from '../fields/instant.ts';
import { cloudEventHeaders } from '../outgoing/headers.ts';
import { isRefusal } from '../refusal.ts';
import { contractEvent } from './contract-event.ts';
import { eventData, eventJson } from './event-json.ts';
import { readEvent } from './read-event.ts';
import type { RawRecord } from './wire-event.ts';

const LAST_DAY = 84_370;
const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((value) => !value.includes('\0'));
const identifier = fc
  .oneof(fc.string({ minLength: 1, maxLength: 30 }), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }))
  .filter((value) => !/\p{Cc}/u.test(value));
const date: fc.Arbitrary<CivilDate> = fc.integer({ min: 0, max: LAST_DAY }).map(dateOfDayNumber);
const amount = fc
  .tuple(fc.integer({ min: 0, max: 10 ** 15 - 1 }), fc.integer({ min: 0, max: 10 ** 10 - 1 }))
  .map(([units, fraction]) => new Decimal(`${units}.${String(fraction).padStart(10, '0')}`));
const percentage = fc.integer({ min: 0, max: 1_000_000 }).map((parts) => new Decimal(parts).div(10_000));
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const interval = fc.constantFrom('day', 'week', 'month', 'quarter', 'half_year', 'year');
const per = fc.record({ interval, count: fc.integer({ min: 1, max: 60 }) });
const discount: fc.Arbitrary<Discount> = fc.oneof(
  fc.record({ type: fc.constant('percent'), value: percentage, start: orNull(date), end: orNull(date) }),
  fc.record({ type: fc.constant('amount'), value: amount, start: orNull(date), end: orNull(date) }),
);
const discounts = fc.array(discount, { maxLength: 3 });

const UNCOUNTED = ['tax', 'processing_fee', 'refund', 'chargeback', 'credit'] as const;
const statedLine = fc.oneof(
  fc.record({ kind: fc.constant('recurring'), product: text, quantity: amount, unitPrice: amount, per, discounts }),
  fc.record({ kind: fc.constant('usage_commitment'), product: text, amount, per, discounts }),
  fc.record({ kind: fc.constant('usage_expected'), product: text, amount, per }),
  fc.record({ kind: fc.constant('one_time'), amount, date }),
  fc.record({
    kind: fc.constantFrom(...UNCOUNTED),
    amount: fc.tuple(amount, fc.boolean()).map(([value, owed]) => (owed && !value.isZero() ? value.negated() : value)),
  }),
);

const days = fc.integer({ min: 1, max: 5000 });
/** A line that starts with its term or later, and ends after that. */
const boundsIn = (termStart: CivilDate) =>
  fc.tuple(orNull(days), orNull(days)).map(([starts, runs]) => {
    const start = starts === null ? null : addDays(termStart, starts);
    return { start, end: runs === null ? null : addDays(start ?? termStart, runs) };
  });
const linesIn = (termStart: CivilDate): fc.Arbitrary<readonly Line[]> =>
  fc
    .uniqueArray(fc.tuple(identifier, statedLine, boundsIn(termStart)), { maxLength: 6, selector: ([id]) => id })
    .map((lines) => lines.map(([id, line, bounds]) => ({ id, ...line, ...bounds })));

const termFrom = (start: CivilDate): fc.Arbitrary<Term> =>
  fc.record({ start: fc.constant(start), end: orNull(days.map((n) => addDays(start, n))), autoRenew: fc.boolean() });

const head = fc.record({
  id: identifier,
  source: identifier,
  recordedAt: fc.record({
    seconds: fc.integer({ min: -62_167_219_200, max: 253_402_300_799 }),
    nanos: fc.integer({ min: 0, max: 999_999_999 }),
  }),
  version: fc.maxSafeNat(),
  contractId: identifier.map((id) => `c-${id}` as ContractId),
  effectiveDate: date,
});

const terms = fc.integer({ min: 0, max: LAST_DAY - 10_001 }).chain((day) => {
  const start = dateOfDayNumber(day);
  return fc.record({
    customerId: identifier.map((id) => id as CustomerId),
    currency: fc.constantFrom(...CURRENCIES),
    term: termFrom(start),
    lines: linesIn(start),
    attributes: fc.dictionary(fc.oneof(text, fc.constantFrom('__proto__', 'constructor')), text, {
      noNullPrototype: true,
    }),
    renews: fc.array(
      identifier.map((id) => `r-${id}` as ContractId),
      { maxLength: 100 },
    ),
    openedDate: orNull(date),
    closedDate: orNull(date),
  });
});

const event: fc.Arbitrary<ContractEvent> = fc.oneof(
  fc
    .tuple(head, terms, fc.constantFrom('created' as const, 'amended' as const))
    .map(([stated, full, kind]) => ({ ...stated, ...full, kind })),
  fc.tuple(head, orNull(text)).map(([stated, reason]) => ({ ...stated, kind: 'cancelled' as const, reason })),
);

const decoded = (record: RawRecord): ContractEvent => {
  const read = readEvent(record);
  if (isRefusal(read)) throw new Error(read.message);
  return contractEvent(read);
};

const binaryForm = (stated: ContractEvent): RawRecord => ({
  value: Buffer.from(JSON.stringify(eventData(stated)), 'utf8'),
  headers: cloudEventHeaders({
    id: stated.id,
    source: stated.source,
    type: `subscription.${stated.kind}`,
    time: instantText(stated.recordedAt),
    subject: stated.contractId,
  }),
});

describe('Encode, then decode', () => {
  it('is identity in structured form', () => {
    fc.assert(
      fc.property(event, (stated) => expect(decoded(ofText(eventJson(stated)))).toEqual(stated)),
      { numRuns: 500 },
    );
  });

  it('is identity in binary form', () => {
    fc.assert(
      fc.property(event, (stated) => expect(decoded(binaryForm(stated))).toEqual(stated)),
      { numRuns: 500 },
    );
  });
});

describe('An attribute', () => {
  it('that nobody stated is undefined, whatever it is called', () => {
    const read = decoded(
      ofText(
        JSON.stringify({
          specversion: '1.0',
          id: 'e',
          source: 's',
          type: 'subscription.created',
          time: '2025-01-01T00:00:00Z',
          data: {
            contract_id: 'c',
            customer_id: 'k',
            currency: 'USD',
            effective_date: civilDate(2025, 1, 1),
            term: { start: '2025-01-01', end: null },
            lines: [],
          },
        }),
      ),
    );
    expect(read.kind === 'created' && read.attributes['constructor']).toBeUndefined();
  });
});
