import type { CivilDate, ValuationPolicy } from '@app/domain';
import type { ContractStore } from './contract-store.ts';
import { foldStale } from './value-contracts.ts';

/** Folds the events of stale contracts into spans, on which each contract's measures are constant. */
export class FoldContracts {
  constructor(
    private readonly store: ContractStore,
    private readonly policy: ValuationPolicy,
    private readonly today: () => CivilDate,
  ) {}

  /** Folds up to `limit` stale contracts in one transaction. Resolves with their number; 0 if none is free. */
  async foldNext(limit: number): Promise<number> {
    return this.store.foldNext(limit, (transaction) =>
      foldStale(transaction, { policy: this.policy, today: this.today() }),
    );
  }
}
