import { type Database, PostgresContractStore, PostgresIngestStore, PostgresListBooks } from '@app/persistence';
import type { Clock, Tracing } from '@app/platform';
import type { CivilDate, Policy } from '@app/domain';
import {
  ApplyEvents,
  type ContractStore,
  type CurrencyWorth,
  FoldContracts,
  type FoldOptions,
  type PayloadTranslation,
  type PolicyAtHand,
  storedWorth,
} from '@app/processing';
import { todayIn } from '@app/host';

/** The use cases of a processor, under one policy. */
export type UseCases = Readonly<{
  events: ApplyEvents;
  fold: FoldContracts;
  contracts: ContractStore;
  /** What the contracts of the store are worth today. */
  worthToday: () => Promise<Readonly<{ day: CivilDate; worth: readonly CurrencyWorth[] }>>;
}>;

export type UseCaseOptions = Readonly<{
  contractsTopic: string;
  clock: Clock;
  tracing: Tracing;
  folding: Pick<FoldOptions, 'budgetMs' | 'onSetAside'>;
  /** How the payloads of each topic become events, under a policy. */
  translations: (policy: Policy) => ReadonlyMap<string, PayloadTranslation>;
}>;

export const useCasesUnder =
  (database: Database, { contractsTopic, clock, tracing, folding, translations }: UseCaseOptions) =>
  ({ policy, policyId }: PolicyAtHand): UseCases => {
    const byTopic = translations(policy);
    const contracts = new PostgresContractStore(database, {
      policyId,
      contractsTopic,
      now: () => clock.now(),
      traceparent: tracing.traceparent,
    });
    return {
      contracts,
      worthToday: async () => {
        const day = todayIn(policy.timezone, clock);
        return { day, worth: await storedWorth(new PostgresListBooks(database, { policyId }), day) };
      },
      events: new ApplyEvents(new PostgresIngestStore(database, policyId), (origin) =>
        origin.kind === 'file' ? null : (byTopic.get(origin.topic) ?? null),
      ),
      fold: new FoldContracts(contracts, policy, () => todayIn(policy.timezone, clock), {
        ...folding,
        now: () => clock.now(),
      }),
    };
  };
