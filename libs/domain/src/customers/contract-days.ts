import type { CivilDate } from '../calendar/civil-date.ts';
import { covers, type Span } from '../calendar/span.ts';
import type { ActiveContract } from './active-contract.ts';

/** A span of a contract: days on which it stays the same. Every day on which it is active is in exactly one. */
export type ContractDays = ActiveContract & Readonly<{ days: Span }>;

/** The spans that hold a day: one for each contract that is active on it. */
export const activeOn = <C extends Pick<ContractDays, 'days'>>(contracts: readonly C[], day: CivilDate): readonly C[] =>
  contracts.filter(({ days }) => covers(days, day));
