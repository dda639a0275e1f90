import {
  addDays,
  ALL,
  type CivilDate,
  compareCodePoints,
  customerOpportunity,
  Decimal,
  earlier,
  monthsAhead,
  type Opportunity,
  type OpportunityView,
  type Period,
  periodLabelled,
  type Policy,
  priorPeriod,
  ratesOn,
} from '@app/domain';
import { everySnapshot } from '../reported/every-snapshot.ts';
import { type ReportedSnapshot, reportedSnapshot } from '../reported/list-snapshots.ts';
import type { PeriodAsked, ReadFigure } from '../reported/read-figure.ts';
import type { ReportedSnapshots } from '../reported/reported-snapshots.ts';
import type { OpportunityBooks, OpportunityReading } from './opportunity-books.ts';

/** The customers that may buy more, seen from the measured day of a period. */
export type OpportunitiesInPeriod = Readonly<{
  /** The snapshot of the whole book. */
  whole: ReportedSnapshot;
  /** How many there are. */
  count: number;
  /** The first ones by ARR. */
  customers: readonly Opportunity[];
}>;

type Ports = Readonly<{ books: OpportunityBooks; figure: ReadFigure; reported: ReportedSnapshots }>;

/** The dimension whose 25th percentile a customer is compared with. */
const TIER = 'tier';
const PRIOR_PERIODS = 3;
const MONTHS = 12;

const largestFirst = (a: Opportunity, b: Opportunity): number =>
  b.arr.comparedTo(a.arr) || compareCodePoints(a.customerId, b.customerId);

/** The last days of the periods before, and the day itself. */
const measuredDays = (period: Period, today: CivilDate, fiscalYearStartMonth: number): readonly CivilDate[] => {
  const days: CivilDate[] = [today];
  for (let at = period; days.length <= PRIOR_PERIODS;) {
    at = priorPeriod(at, fiscalYearStartMonth);
    days.unshift(addDays(at.end, -1));
  }
  return days;
};

/** Lists the customers that may buy more, by all events known now. Nothing is stored. */
export class ListOpportunities {
  constructor(
    private readonly ports: Ports,
    private readonly policy: Policy,
  ) {}

  /** At most `limit` customers. Throws as `ReadFigure` does for a period that is not reported. */
  async in(asked: PeriodAsked, limit: number): Promise<OpportunitiesInPeriod> {
    const whole = await this.ports.figure.whole(asked);
    const dimension = this.policy.dimensions.includes(TIER) ? TIER : ALL;
    const p25 = await this.#p25(whole, dimension);
    return this.ports.books.read(async (reading) => {
      const at = await this.#view(reading, whole, { dimension, p25 });
      let [count, customers]: [number, Opportunity[]] = [0, []];
      const [from = at.today] = at.measured;
      for await (const some of reading.customers({ from, to: at.until }, at.today)) {
        const found = some.map((runs) => customerOpportunity(runs, at)).filter((each) => each !== null);
        count += found.length;
        customers = [...customers, ...found].toSorted(largestFirst).slice(0, limit);
      }
      return { whole, count, customers };
    });
  }

  async #view(
    reading: OpportunityReading,
    { revision }: ReportedSnapshot,
    compared: Pick<OpportunityView, 'dimension' | 'p25'>,
  ): Promise<OpportunityView> {
    const { fiscalYearStartMonth } = this.policy;
    const today = revision.measuredOn;
    const { horizon } = await reading.days();
    const lastMonth = monthsAhead(today, MONTHS).at(-1)?.day ?? today;
    const period = periodLabelled(revision.grain, revision.period, fiscalYearStartMonth);
    return {
      ...compared,
      today,
      rates: ratesOn(await reading.rates(), today, this.policy),
      // Behind the horizon the store does not keep what renewing contracts are worth.
      until: earlier(lastMonth, addDays(horizon, -1)),
      measured: measuredDays(period, today, fiscalYearStartMonth),
    };
  }

  async #p25({ revision: { grain, period } }: ReportedSnapshot, dimension: string): Promise<OpportunityView['p25']> {
    const p25 = new Map<string, Decimal>();
    const asked = { grain, from: period, to: period, dimensions: [dimension], segments: null, knownAt: null };
    for await (const revisions of everySnapshot(this.ports.reported, asked)) {
      for (const { revision, content } of revisions.map(reportedSnapshot)) {
        const { acv_p25 } = content;
        if (acv_p25 !== null && acv_p25 !== undefined) p25.set(revision.segment, new Decimal(acv_p25));
      }
    }
    return p25;
  }
}
