import { ALL, type CivilDate, type Grain, periodOf, type Policy, ratesOn } from '@app/domain';
import { type MissingInPeriod, type MissingRate, MissingRates } from '@app/processing';
import { dateFrom } from '../contracts/stored-dates.ts';
import type { Querying } from '../database/database.ts';
import { spansOn } from '../runs/spans-of-runs.sql.ts';
import { storedRates } from '../rates/stored-rates.ts';

/** What the current snapshots leave out; one pass over the spans in the currencies without a rate. */
const MISSING_IN_PERIODS = `
SELECT grain, period, measured_on::text, currency, contracts, customers FROM missing_rates
ORDER BY measured_on, grain, currency COLLATE "C"`;

/** Contracts with ARR on the day $1 in other currencies than $2; one pass over the spans. */
const MISSING_ON_DAY = `
SELECT currency, count(*)::int AS contracts, count(DISTINCT customer_id)::int AS customers
FROM ${spansOn('$1::date', ['currency', 'customer_id', 'arr'])} AS span
WHERE arr > 0 AND currency <> ALL($2)
GROUP BY currency
ORDER BY currency`;

/** Whether the current snapshot of the whole book in a period names a currency without a rate; by primary key. */
const LACKS_RATES = `
SELECT json_array_length(content -> 'missing_fx') > 0 AS lacks FROM snapshot
WHERE grain = $1 AND period = $2 AND dimension = $3 AND segment = $3
ORDER BY revision DESC LIMIT 1`;

type PeriodRow = MissingRate & Readonly<{ grain: Grain; period: string; measured_on: string }>;

export class PostgresMissingRates extends MissingRates {
  constructor(
    private readonly store: Querying,
    private readonly policy: Policy,
  ) {
    super();
  }

  async inPeriods(): Promise<readonly MissingInPeriod[]> {
    const rows = await this.store.query<PeriodRow>(MISSING_IN_PERIODS);
    return rows.map(({ measured_on, ...row }) => ({ ...row, measuredOn: dateFrom(measured_on) }));
  }

  async latest(day: CivilDate): Promise<readonly MissingRate[]> {
    const [grain = 'month'] = this.policy.grains;
    const { label } = periodOf(grain, day, this.policy.fiscalYearStartMonth);
    const [row] = await this.store.query<{ lacks: boolean }>(LACKS_RATES, [grain, label, ALL]);
    return row?.lacks === true ? this.onDay(day, [day]) : [];
  }

  async onDay(day: CivilDate, ratesOf: readonly CivilDate[]): Promise<readonly MissingRate[]> {
    const rates = await storedRates(this.store);
    const known = new Set(ratesOf.flatMap((each) => [...ratesOn(rates, each, this.policy).keys()]));
    return this.store.query<MissingRate>(MISSING_ON_DAY, [day, [...known]]);
  }
}
