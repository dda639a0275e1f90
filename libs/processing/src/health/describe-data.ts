import { CALC_VERSION, type Period, type Policy } from '@app/domain';
import { stalePeriods } from '../snapshots/stale-periods.ts';
import type { DataHealth, DataState } from './data-health.ts';
import type { PayloadsReadDifferently } from './payloads-read-differently.ts';

/** The state of the data, with the periods that the next take would measure again. */
export type DescribedData = DataState & Readonly<{ stalePeriods: readonly Period[] }>;

/** How fresh the data is, what waits, and what is missing. */
export class DescribeData {
  constructor(
    private readonly health: DataHealth,
    private readonly policy: Policy,
  ) {}

  async now(): Promise<DescribedData> {
    const found = await this.health.read();
    const { state, stale, reportedPeriods } = found;
    const asOf = state.asOf;
    const periods =
      asOf === null
        ? []
        : stalePeriods(asOf, this.policy, { state, stale, reported: reportedPeriods, calcVersion: CALC_VERSION });
    return { ...found, stalePeriods: periods.map(({ period }) => period) };
  }

  async payloadsReadDifferently(): Promise<readonly PayloadsReadDifferently[]> {
    return this.health.payloadsReadDifferently();
  }

  async policySince(): Promise<Date | null> {
    return this.health.policySince();
  }
}
