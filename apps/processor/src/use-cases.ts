import { type Database, PostgresContractStore, PostgresIngestStore } from '@app/persistence';
import type { Clock } from '@app/platform';
import { ApplyEvents, type ContractStore, FoldContracts, type FoldOptions, type PolicyAtHand } from '@app/processing';
import { todayIn } from '@app/host';

/** The use cases of a processor, under one policy. */
export type UseCases = Readonly<{ events: ApplyEvents; fold: FoldContracts; contracts: ContractStore }>;

export const useCasesUnder =
  (database: Database, contractsTopic: string, clock: Clock, folding: Pick<FoldOptions, 'budgetMs' | 'onSetAside'>) =>
  ({ policy, policyId }: PolicyAtHand): UseCases => {
    const contracts = new PostgresContractStore(database, { policyId, contractsTopic, now: () => clock.now() });
    return {
      contracts,
      events: new ApplyEvents(new PostgresIngestStore(database, policyId)),
      fold: new FoldContracts(contracts, policy, () => todayIn(policy.timezone, clock), {
        ...folding,
        now: () => clock.now(),
      }),
    };
  };
