import type { CivilDate } from '../calendar/civil-date.ts';
import { covers, type Span } from '../calendar/span.ts';
import type { ActiveContract } from './active-contract.ts';

/** A run of days on which a contract stays the same. A contract has one for every day on which it is active. */
export type ContractDays = ActiveContract & Readonly<{ days: Span }>;

/** The contracts that are active on a day. */
export const activeOn = <C extends Pick<ContractDays, 'days'>>(contracts: readonly C[], day: CivilDate): readonly C[] =>
  contracts.filter(({ days }) => covers(days, day));
