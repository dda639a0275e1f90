import { describe, expect, it } from '@jest/globals';
import type { CivilDate } from '@app/domain';
import { translationText } from './translation-report.ts';

const at = (position: number, message = '') => ({ origin: '/in/export.jsonl', position: BigInt(position), message });

describe('The report of a translation', () => {
  it('says what was taken, what is not known, what was ignored and refused, and what to do next', () => {
    const summary = {
      payloads: 1204,
      taken: 1180,
      events: 1190,
      contracts: 310,
      customers: 290,
      currencies: ['EUR', 'USD'],
      ignored: [{ code: 'other_object' as const, count: 20, examples: [at(1)] }],
      refused: [{ code: 'amount_unknown' as const, count: 4, examples: [at(7, 'data.object price_1 has no tier')] }],
      notes: [{ code: 'usage_excluded' as const, count: 3, examples: [at(9)] }],
    };
    expect(translationText(summary, { day: '2025-06-30' as CivilDate, currencies: [], source: 'these records' })).toBe(
      `1,204 records: 1,180 taken, 20 ignored, 4 refused; 1,190 events of 310 contracts
  and 290 customers, in EUR, USD

No contract has ARR on 2025-06-30.

Taken, but not all of it is known
  usage_excluded: 3, metered items are left out (first: export.jsonl:9)
    next: state a committed minimum as an event of your own

Ignored: they say nothing about what a contract is worth
  other_object: 20, about something else than a subscription

Refused: they count nowhere
  amount_unknown: 4
    export.jsonl:7: data.object price_1 has no tier
    and 3 more
    next: add what the message names to the catalog of the adapter`,
    );
  });
});
