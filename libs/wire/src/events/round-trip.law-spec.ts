import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  type CivilDate,
  civilDate,
  type ContractDiscount,
  type ContractEvent,
  type ContractId,
  type CustomerId,
  dateOfDayNumber,
  Decimal,
  type Discount,
  type Line,
  type MergedEvent,
  type PeriodicPer,
  type Per,
  type Term,
} from '@app/domain';
import fc from 'fast-check';
import { ofText } from '../../test/example.ts';
import { CURRENCIES } from '../fields/currencies.ts';
import { instantText } from '../fields/instant.ts';
import { cloudEventHeaders } from '../outgoing/headers.ts';
import { isRefusal } from '../refusal.ts';
import { contractEvent } from './contract-event.ts';
import { eventData, eventJson, mergedEventData, mergedEventJson } from './event-json.ts';
import { mergedEvent } from './merged-event.ts';
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
const unitPrice = fc
  .tuple(fc.integer({ min: 0, max: 10 ** 15 - 1 }), fc.integer({ min: 0, max: 10 ** 14 - 1 }))
  .map(([units, fraction]) => new Decimal(`${units}.${String(fraction).padStart(14, '0')}`));
const percentage = fc.integer({ min: 0, max: 1_000_000 }).map((parts) => new Decimal(parts).div(10_000));
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const interval = fc.constantFrom('day', 'week', 'month', 'quarter', 'half_year', 'year');
const periodicPer: fc.Arbitrary<PeriodicPer> = fc.record({ interval, count: fc.integer({ min: 1, max: 60 }) });
const percentDiscount = fc.record({
  type: fc.constant('percent'),
  value: percentage,
  start: orNull(date),
  end: orNull(date),
});
const amountDiscount = fc.record({
  type: fc.constant('amount'),
  value: amount,
  start: orNull(date),
  end: orNull(date),
});
const discount: fc.Arbitrary<Discount> = fc.oneof(percentDiscount, amountDiscount);
const contractDiscount: fc.Arbitrary<ContractDiscount> = fc.oneof(
  percentDiscount,
  fc.tuple(amountDiscount, periodicPer).map(([taken, per]) => ({ ...taken, per })),
);
const discounts = fc.array(discount, { maxLength: 3 });

const UNCOUNTED = ['tax', 'processing_fee', 'refund', 'chargeback', 'credit'] as const;
const statedLine = (per: fc.Arbitrary<Per>) =>
  fc.oneof(
    fc.record({ kind: fc.constant('recurring'), product: identifier, quantity: amount, unitPrice, per, discounts }),
    fc.record({ kind: fc.constant('usage_commitment'), product: identifier, amount, per, discounts }),
    fc.record({ kind: fc.constant('usage_expected'), product: identifier, amount, per }),
    fc.record({ kind: fc.constant('one_time'), amount, date }),
    fc.record({
      kind: fc.constantFrom(...UNCOUNTED),
      amount: fc
        .tuple(amount, fc.boolean())
        .map(([value, owed]) => (owed && !value.isZero() ? value.negated() : value)),
    }),
  );

const days = fc.integer({ min: 1, max: 5000 });
/** A line that starts with its term or later, and ends after that. */
const boundsIn = (termStart: CivilDate) =>
  fc.tuple(orNull(days), orNull(days)).map(([starts, runs]) => {
    const start = starts === null ? null : addDays(termStart, starts);
    return { start, end: runs === null ? null : addDays(start ?? termStart, runs) };
  });
/** Only a line of a term that ends can be priced for the whole of it. */
const linesIn = ({ start, end }: Term): fc.Arbitrary<readonly Line[]> => {
  const per = end === null ? periodicPer : fc.oneof(periodicPer, fc.constant<Per>({ interval: 'term' }));
  return fc
    .uniqueArray(fc.tuple(identifier, statedLine(per), boundsIn(start)), { maxLength: 6, selector: ([id]) => id })
    .map((lines) => lines.map(([id, line, bounds]) => ({ id, ...line, ...bounds })));
};

const term: fc.Arbitrary<Term> = fc
  .tuple(fc.integer({ min: 0, max: LAST_DAY - 10_001 }), fc.nat(60), orNull(days), fc.boolean())
  .map(([day, before, runs, autoRenew]) => ({
    start: dateOfDayNumber(day),
    end: runs === null ? null : dateOfDayNumber(day + runs),
    autoRenew,
    anchor: dateOfDayNumber(Math.max(0, day - before)),
  }));

const head = fc.record({
  id: identifier,
  source: identifier,
  recordedAt: fc.record({
    seconds: fc.integer({ min: -62_167_219_200, max: 253_402_300_799 }),
    nanos: fc.integer({ min: 0, max: 999_999_999 }),
  }),
  version: orNull(fc.maxSafeNat()),
  contractId: identifier.map((id) => `c-${id}` as ContractId),
  effectiveDate: date,
});

const terms = term.chain((stated) =>
  fc.record({
    customerId: identifier.map((id) => id as CustomerId),
    currency: fc.constantFrom(...CURRENCIES),
    term: fc.constant(stated),
    lines: linesIn(stated),
    discounts: fc.array(contractDiscount, { maxLength: 3 }),
    attributes: fc.dictionary(fc.oneof(text, fc.constantFrom('__proto__', 'constructor')), text, {
      noNullPrototype: true,
    }),
    renews: fc.array(
      identifier.map((id) => `r-${id}` as ContractId),
      { maxLength: 100 },
    ),
    openedDate: orNull(date),
    closedDate: orNull(date),
  }),
);

const event: fc.Arbitrary<ContractEvent> = fc.oneof(
  fc
    .tuple(head, terms, fc.constantFrom('created' as const, 'amended' as const))
    .map(([stated, full, kind]) => ({ ...stated, ...full, kind })),
  fc.tuple(head, orNull(text)).map(([stated, reason]) => ({ ...stated, kind: 'cancelled' as const, reason })),
);

const decoded = (record: RawRecord): ContractEvent => {
  const read = readEvent(record);
  if (isRefusal(read)) throw new Error(read.message);
  if (read.kind === 'merged') throw new Error('is no event of a contract');
  return contractEvent(read);
};

const merge: fc.Arbitrary<MergedEvent> = fc
  .tuple(head, identifier, orNull(identifier))
  .map(([{ id, source, recordedAt }, customerId, into]) => ({
    kind: 'merged',
    id,
    source,
    recordedAt,
    customerId: customerId as CustomerId,
    into: into as CustomerId | null,
  }));

const decodedMerge = (record: RawRecord): MergedEvent => {
  const read = readEvent(record);
  if (isRefusal(read)) throw new Error(read.message);
  if (read.kind !== 'merged') throw new Error('is an event of a contract');
  return mergedEvent(read);
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

describe('A merge of customers', () => {
  it('comes back from its structured form', () => {
    fc.assert(fc.property(merge, (stated) => expect(decodedMerge(ofText(mergedEventJson(stated)))).toEqual(stated)));
  });

  it('comes back from its binary form', () => {
    fc.assert(
      fc.property(merge, (stated) => {
        const { id, source } = stated;
        const time = instantText(stated.recordedAt);
        const value = Buffer.from(JSON.stringify(mergedEventData(stated)), 'utf8');
        const headers = cloudEventHeaders({ id, source, type: 'customer.merged', time });
        expect(decodedMerge({ value, headers })).toEqual(stated);
      }),
    );
  });
});

describe('An attribute', () => {
  it('that is not stated is undefined, whatever its name', () => {
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
