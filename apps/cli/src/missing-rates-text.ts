import { GRAINS, type Period, periodLabelled, type Policy } from '@app/domain';
import type { MissingInPeriod, MissingRate } from '@app/processing';
import { count, wrapped } from './readable.ts';

/** Marks a row whose figures leave customers out. */
export const LACKING = '*';

export const marked = (label: string, missingFx: readonly string[] | undefined): string =>
  missingFx === undefined || missingFx.length === 0 ? label : `${label}${LACKING}`;

/** What to do about a currency without a rate. */
export const WAY_OUT = 'To load rates: acv rates load rates.csv';

/** `1 customer`, `21 to 44 customers`. A currency that only an earlier day needs has no customer now. */
const customersText = (numbers: readonly number[]): string => {
  const [fewest, most] = [Math.min(...numbers), Math.max(...numbers)];
  if (most === 0) return 'contracts';
  const range =
    fewest === most ? count(most) : fewest === 0 ? `up to ${count(most)}` : `${count(fewest)} to ${count(most)}`;
  return `${range} ${most === 1 ? 'customer' : 'customers'}`;
};

const leftOut = (customers: readonly number[], currency: string, when: string): string =>
  `LEFT OUT: ${customersText(customers)} in ${currency}, because there is no exchange rate ${when}.`;

/** Periods that follow one another, as the labels of the first and the last one. */
const runsText = (periods: readonly Period[]): string => {
  const runs: Period[][] = [];
  for (const period of periods) {
    const run = runs.at(-1);
    if (run?.at(-1)?.end === period.start) run.push(period);
    else runs.push([period]);
  }
  return runs
    .map((run) => [run[0]?.label ?? '', run.at(-1)?.label ?? ''])
    .map(([first, last]) => (first === last ? first : `${first} to ${last}`))
    .join(', ');
};

/**
 * Which currencies have no rate, how many customers they leave out, and when. The shortest grain says it all, because
 * longer periods are measured on the same days. Empty if no rate is missing.
 */
export const leftOutInPeriods = (
  missing: readonly MissingInPeriod[],
  { fiscalYearStartMonth }: Pick<Policy, 'fiscalYearStartMonth'>,
): readonly string[] => {
  const shortest = GRAINS.find((grain) => missing.some((each) => each.grain === grain));
  if (shortest === undefined) return [];
  const byCurrency = Map.groupBy(
    missing.filter(({ grain }) => grain === shortest),
    ({ currency }) => currency,
  );
  return [...byCurrency].map(([currency, own]) => {
    const periods = own.map(({ period }) => periodLabelled(shortest, period, fiscalYearStartMonth));
    const ordered = periods.toSorted((a, b) => (a.start < b.start ? -1 : 1));
    return wrapped(
      leftOut(
        own.map(({ customers }) => customers),
        currency,
        `in ${runsText(ordered)}`,
      ),
    );
  });
};

/** The lines above a table of periods whose figures leave customers out; empty if no rate is missing. */
export const missingInPeriodsText = (
  missing: readonly MissingInPeriod[],
  policy: Pick<Policy, 'fiscalYearStartMonth'>,
): readonly string[] => {
  const lines = leftOutInPeriods(missing, policy);
  return lines.length === 0 ? [] : [...lines, wrapped(`Figures marked ${LACKING} lack them. ${WAY_OUT}`)];
};

/** The lines above figures of one day, of the currencies that these figures lack. */
export const missingOnDayText = (
  currencies: readonly string[],
  counted: readonly MissingRate[],
  when: string,
): readonly string[] =>
  currencies.length === 0
    ? []
    : [
        ...currencies.map((currency) =>
          wrapped(leftOut([counted.find((each) => each.currency === currency)?.customers ?? 0], currency, when)),
        ),
        WAY_OUT,
      ];
