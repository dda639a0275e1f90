import type { ContractDays } from '../customers/contract-days.ts';
import type { Decimal } from '../money/decimal.ts';
import type { Term } from '../terms/term.ts';

/**
 * A span of a contract, with its ARR before discounts, the number in the ledger of the event that governs it, and the
 * term that this event states.
 */
export type SignedDays = ContractDays & Readonly<{ grossArr: Decimal; seq: number; term: Term }>;
