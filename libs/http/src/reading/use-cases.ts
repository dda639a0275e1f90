import { policyToRead } from '@app/host';
import type { Database } from '@app/persistence';
import type { PolicyAtHand } from '@app/processing';

/** What a controller may ask of the store. Each answers under one policy. */
export type UseCases = Readonly<{ policy: () => Promise<PolicyAtHand> }>;

/** The use cases on a store under a policy. Built anew when a restatement changes the policy. */
export const useCasesUnder =
  (database: Database) =>
  (_at: PolicyAtHand): UseCases => ({ policy: () => policyToRead(database) });
