import { describe, expect, it } from '@jest/globals';
import { Decimal } from '@app/domain';
import { tallyOutcomes, tallyWorth } from '@app/processing';
import { refusal } from '@app/wire';
import { day } from '../../../../test/builders/events.ts';
import { feedReport } from './feed-report.ts';

describe('The report of a feed at catch-up', () => {
  it('counts records by what became of them, and says what the contracts are worth', () => {
    const outcomes = tallyOutcomes();
    const at = { events: [], ignored: null, refused: null, notes: [], origin: 'stripe', position: 1n };
    outcomes.add({ ...at, ignored: 'other_object' });
    outcomes.add({ ...at, ignored: 'other_object', position: 2n });
    outcomes.add({ ...at, refused: refusal('amount_unknown', 'price_1', 'has no tiers') });
    outcomes.add({ ...at, notes: ['history_assumed'] });
    const worth = tallyWorth();
    const contract = { contractId: 'sub_1', customerId: 'cus_1', currency: 'USD', renews: [] };
    worth.add([{ ...contract, arr: new Decimal(1200), acv: new Decimal(1200) }]);
    expect(feedReport(outcomes.counts(), worth.worth(), day('2025-03-31'))).toEqual({
      records: 4,
      taken: 0,
      ignored: { other_object: 2 },
      refused: { amount_unknown: 1 },
      notes: { history_assumed: 1 },
      day: '2025-03-31',
      worth: [
        {
          currency: 'USD',
          contracts: 1,
          customers: 1,
          arr: '1200',
          largest: [{ contract_id: 'sub_1', arr: '1200' }],
        },
      ],
    });
  });
});
