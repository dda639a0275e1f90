import type { CivilDate, ValuationPolicy } from '@app/domain';
import type { ContractStore } from './contract-store.ts';
import { foldStale } from './value-contracts.ts';

/** Folds the events of stale contracts into spans: what each contract is worth on every day, and since when. */
export class FoldContracts {
  constructor(
    private readonly store: ContractStore,
    private readonly policy: ValuationPolicy,
    private readonly today: () => CivilDate,
  ) {}

  /** Folds up to `limit` stale contracts in one transaction; 0 where there are none to be had. */
  async foldNext(limit: number): Promise<number> {
    return this.store.foldNext(limit, (transaction) =>
      foldStale(transaction, { policy: this.policy, today: this.today() }),
    );
  }
}
