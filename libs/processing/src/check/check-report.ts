import type { CheckedCurrency, CivilDate, Finding, Instant } from '@app/domain';
import type { RefusalCode } from '@app/wire';

/** The records that were refused with a code: their number, and the first of them. */
export type RefusedLine = Readonly<{ file: string | null; line: number; message: string }>;
export type RefusalCount = Readonly<{ code: RefusalCode; count: number; first: readonly RefusedLine[] }>;

export type FirstAndLast<T> = Readonly<{ first: T; last: T }>;

/** What a book of events holds, before anything is valued, and what in it looks wrong. */
export type CheckReport = Readonly<{
  events: Readonly<{ accepted: number; repeated: number; refused: number }>;
  contracts: number;
  customers: number;
  /** Effective dates; null without an event of a contract. */
  effective: FirstAndLast<CivilDate> | null;
  /** Times of recording. */
  recorded: FirstAndLast<Instant> | null;
  /** In the order of their codes. */
  currencies: readonly CheckedCurrency[];
  /** Without rates, a currency that has none is no finding. */
  areRatesGiven: boolean;
  /** The most frequent code first. */
  refusals: readonly RefusalCount[];
  findings: readonly Finding[];
}>;
