import type { ContractDays } from '../customers/contract-days.ts';
import type { Term } from '../terms/term.ts';

/**
 * A run of days on which a contract stays the same, with the event that governs it: its number in the ledger and the
 * term that it states.
 */
export type SignedDays = ContractDays & Readonly<{ seq: number; term: Term }>;
