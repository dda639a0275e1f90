import { describe, expect, it } from '@jest/globals';
import { type ContractId, DEFAULT_POLICY } from '@app/domain';
import { amended, created, day, term } from '../../../../test/builders/events.ts';
import { MemoryContractStore } from '../../../../test/builders/memory-contract-store.ts';
import { FoldContracts } from './fold-contracts.ts';
import { FoldPace } from './fold-pace.ts';
import { foldPlan, numbered } from './fold-plan.ts';
import { extended } from './refold.ts';

const SUB = 'sub-1' as ContractId;
const EVERGREEN = term('2025-01-01', null);

/** A folded contract with 250 more events. */
const manyMore = async (pace: FoldPace) => {
  const store = new MemoryContractStore(day('2030-01-01'));
  store.accept([created({ term: EVERGREEN, version: 1 })]);
  await new FoldContracts(store, DEFAULT_POLICY, () => day('2025-06-01')).foldNext(1);
  const stored = (store.books.ledger.get(SUB) ?? []).map(numbered);
  store.accept(
    Array.from({ length: 250 }, (_, i) => amended({ term: EVERGREEN, effective: '2025-05-01', version: i + 2 })),
  );
  const contract = {
    contractId: SUB,
    head: store.books.heads.get(SUB) ?? null,
    fresh: store.books.unfolded.get(SUB) ?? [],
    movedBy: [],
  };
  const plan = await foldPlan(
    contract,
    { horizon: store.horizon, merged: new Map() },
    { pace, policy: DEFAULT_POLICY },
  );
  if (plan.way !== 'extend') throw new Error(`the plan is to ${plan.way}`);
  return { plan, stored };
};

const paced = (budgetMs: number) => {
  let steps = 0;
  const pace = new FoldPace({ now: () => steps, rest: async () => undefined }, budgetMs);
  return {
    pace,
    tick: () => {
      steps += 1;
    },
  };
};

describe('extending a contract', () => {
  it('gives the timeline in steps that it gives at once', async () => {
    const { pace } = paced(Infinity);
    const { plan, stored } = await manyMore(pace);
    const folded = await extended(plan, stored, { policy: DEFAULT_POLICY, pace });
    expect(folded?.timeline.map(({ from, event }) => [from, event.version])).toEqual([
      ['2025-01-01', 1],
      ['2025-05-01', 251],
    ]);
  });

  it('ends once it is past its budget', async () => {
    const { pace, tick } = paced(0);
    const { plan, stored } = await manyMore(pace);
    tick();
    expect(await extended(plan, stored, { policy: DEFAULT_POLICY, pace })).toBeNull();
  });
});
