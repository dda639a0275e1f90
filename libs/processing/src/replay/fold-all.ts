import type { FoldContracts } from '../fold/fold-contracts.ts';
import type { ReplayContext } from './replay-context.ts';

const CONTRACTS_AT_ONCE = 500;

/** While some transactions wait for the database another one values contracts: four took 5 % less time than two. */
const FOLDS_AT_ONCE = 4;

/** Folds until no contract is stale; `of` is the number that were stale before. Returns the number of contracts folded. */
export const foldAll = async (
  fold: FoldContracts,
  of: number,
  { now, listener }: Pick<ReplayContext, 'now' | 'listener'>,
): Promise<number> => {
  const began = now().getTime();
  let contracts = 0;
  for (let isDone = false; !isDone;) {
    // A fold that finds no shard free may find one in the next round.
    const folds = Array.from({ length: FOLDS_AT_ONCE }, () => fold.foldNext(CONTRACTS_AT_ONCE));
    const folded = (await Promise.all(folds)).reduce((sum, count) => sum + count, 0);
    contracts += folded;
    isDone = folded === 0;
    listener.onStep({ step: 'fold', contracts, of: Math.max(of, contracts), elapsedMs: now().getTime() - began });
  }
  return contracts;
};
