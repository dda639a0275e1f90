import type { CivilDate, ValuationPolicy } from '@app/domain';
import type { ContractStore, FoldTransaction } from './contract-store.ts';
import { budgetAfter, givenUp, type SetAsideContract } from './set-aside.ts';
import { foldStale, paceIn } from './value-contracts.ts';

export type FoldOptions = Readonly<{
  /** The most milliseconds of work that a fold gives to one contract. */
  budgetMs: number;
  now: () => Date;
  /** Called for each contract that is set aside, once its events are queued again. */
  onSetAside: (contract: SetAsideContract) => void;
}>;

const DEFAULTS: FoldOptions = { budgetMs: 5_000, now: () => new Date(), onSetAside: () => undefined };

const isSameAttempt = (a: SetAsideContract, b: SetAsideContract): boolean =>
  a.attempts === b.attempts && a.since.getTime() === b.since.getTime();

/** How contracts are folded: the failed attempt before, a list to add those to that are set aside, and what ends it. */
type Attempt = Readonly<{
  before: SetAsideContract | null;
  aside: SetAsideContract[];
  signal?: AbortSignal | undefined;
}>;

/** Folds the events of stale contracts into spans, on which each contract's measures are constant. */
export class FoldContracts {
  private readonly options: FoldOptions;

  constructor(
    private readonly store: ContractStore,
    private readonly policy: ValuationPolicy,
    private readonly today: () => CivilDate,
    options: Partial<FoldOptions> = {},
  ) {
    this.options = { ...DEFAULTS, ...options };
  }

  /**
   * Folds up to `limit` stale contracts in one transaction. A contract past its budget is set aside. Resolves with the
   * number of contracts that no longer wait in the queue; 0 if none is free.
   */
  async foldNext(limit: number): Promise<number> {
    return this.reporting((aside) =>
      this.store.foldNext(limit, (transaction) => this.fold(transaction, { before: null, aside })),
    );
  }

  /**
   * Folds the contracts that are set aside and wanted, each alone, with a larger budget at each attempt. Every attempt
   * may take long, so each contract is asked about when its turn comes.
   */
  async retrySetAside(isWanted: (contract: SetAsideContract) => boolean, signal?: AbortSignal): Promise<number> {
    let folded = 0;
    for (const contract of await this.store.setAside()) {
      if (!isWanted(contract)) continue;
      folded += await this.reporting((aside) =>
        this.store.foldAlone(contract.contractId, async (transaction, before) => {
          if (isSameAttempt(before, contract)) return this.fold(transaction, { before, aside, signal });
          // Another process has tried it since the list was read.
          await transaction.leave(transaction.stale);
          return 0;
        }),
      );
    }
    return folded;
  }

  /**
   * Retries those whose next attempt is due. Once the signal is aborted it begins none, and the attempt at work is rolled
   * back: its promise rejects with the signal's reason.
   */
  async retryDue(signal?: AbortSignal): Promise<number> {
    const now = this.options.now();
    return this.retrySetAside(({ nextAttemptAt }) => signal?.aborted !== true && nextAttemptAt <= now, signal);
  }

  private async fold(transaction: FoldTransaction, { before, aside, signal }: Attempt): Promise<number> {
    const { policy, today, options } = this;
    const budgetMs = budgetAfter(before?.attempts ?? 0, options.budgetMs);
    const terms = { policy, today: today(), pace: paceIn(transaction, budgetMs, signal) };
    const unfolded = await foldStale(transaction, terms);
    const given = unfolded.aside.map(({ contract, costMs }) => ({
      contract,
      as: givenUp({ contractId: contract.contractId, costMs }, before, { budgetMs, now: options.now() }),
    }));
    await transaction.leave(unfolded.left);
    await transaction.setAside(given);
    aside.push(...given.map(({ as }) => as));
    return transaction.stale.length - unfolded.left.length;
  }

  /** Reports contracts as set aside only once the transaction that does it has committed. */
  private async reporting(work: (aside: SetAsideContract[]) => Promise<number>): Promise<number> {
    const aside: SetAsideContract[] = [];
    const count = await work(aside);
    for (const contract of aside) this.options.onSetAside(contract);
    return count;
  }
}
