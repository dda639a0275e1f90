import { describe, expect, it } from '@jest/globals';
import { type ContractEvent, type ContractId, DEFAULT_POLICY } from '@app/domain';
import { cancelled, created, day, term } from '../../../../test/builders/events.ts';
import { line, oneTime } from '../../../../test/builders/lines.ts';
import { MemoryContractStore } from '../../../../test/builders/memory-contract-store.ts';
import { FoldContracts } from './fold-contracts.ts';

/** What a contract says of itself on a day. */
const recordOn = async (today: string, events: readonly ContractEvent[]): Promise<unknown> => {
  const store = new MemoryContractStore(day('2030-01-01'));
  store.accept(events);
  await new FoldContracts(store, DEFAULT_POLICY, () => day(today)).foldNext(1);
  return JSON.parse(store.books.heads.get('sub-1' as ContractId)?.record ?? 'null');
};

const ramp = created({
  lines: [
    line({ id: 'a', end: '2025-04-01' }),
    line({ id: 'b', price: 200, start: '2025-04-01' }),
    oneTime('2025-01-01'),
  ],
});

describe('the record of a contract', () => {
  it('states the span that holds the day, with every measure', async () => {
    expect(await recordOn('2025-05-01', [ramp])).toEqual({
      contract_id: 'sub-1',
      customer_id: 'cus-1',
      currency: 'USD',
      valid_from: '2025-04-01',
      valid_to: '2026-01-01',
      arr: '2400',
      gross_arr: '2400',
      acv: '2100',
      contracted_acv: '2100',
      contract_value: '2100',
      one_time: '2500',
      tcv: '4600',
      expected_usage: '0',
      creation_missing: false,
    });
  });

  it('has no contract value without an end', async () => {
    expect(await recordOn('2025-05-01', [created({ term: term('2025-01-01', null) })])).toMatchObject({
      contract_value: null,
      tcv: null,
      valid_to: null,
    });
  });

  it('is the first span before it, and zeros after the last', async () => {
    expect(await recordOn('2024-05-01', [ramp])).toMatchObject({
      arr: '1200',
      valid_from: '2025-01-01',
      valid_to: '2025-04-01',
    });
    expect(await recordOn('2026-01-01', [ramp])).toMatchObject({
      arr: '0',
      tcv: '0',
      valid_from: '2026-01-01',
      valid_to: null,
      customer_id: 'cus-1',
    });
  });

  it('is zeros between two spans, up to the next', async () => {
    const revived = [
      created(),
      cancelled({ effective: '2025-03-01', version: 1 }),
      created({ effective: '2025-06-01', version: 2, currency: 'EUR' }),
    ];
    expect(await recordOn('2025-04-01', revived)).toMatchObject({
      arr: '0',
      valid_from: '2025-03-01',
      valid_to: '2025-06-01',
      currency: 'USD',
    });
  });

  it('is none where nothing but a cancellation is known', async () => {
    expect(await recordOn('2025-04-01', [cancelled({ effective: '2025-03-01' })])).toBeNull();
  });
});
