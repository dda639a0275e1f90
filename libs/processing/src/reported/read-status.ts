import { type CivilDate, periodOf, type Policy, type Sentence } from '@app/domain';
import { NarratePeriod } from '../explain/narrate-period.ts';
import type { DescribeData, DescribedData } from '../health/describe-data.ts';
import type { PayloadsReadDifferently } from '../health/payloads-read-differently.ts';
import { WHOLE } from '../snapshots/segment-name.ts';
import type { SnapshotRevision } from '../snapshots/snapshot-store.ts';
import { ReadSeries, type Series } from './read-series.ts';
import type { ReportedSnapshots } from './reported-snapshots.ts';

/** The figures of the last day taken. */
export type CurrentFigures = Readonly<{
  asOf: CivilDate;
  /** The whole book in the period of each grain that holds the day, the shortest grain first. */
  snapshots: readonly SnapshotRevision[];
  /** What moved the shortest of these periods. */
  narrative: readonly Sentence[];
  /** The ACV per customer in every period of that grain. */
  series: Series;
}>;

/** What the ACV is, and how fresh and how complete it is. */
export type Status = Readonly<{
  reportingCurrency: string;
  /** Null before the first take. */
  current: CurrentFigures | null;
  data: DescribedData;
  payloadsReadDifferently: readonly PayloadsReadDifferently[];
}>;

const FROM_START = { grain: null, from: null, to: null, dimension: null, segments: null } as const;

export class ReadStatus {
  constructor(
    private readonly reported: ReportedSnapshots,
    private readonly data: Pick<DescribeData, 'now' | 'payloadsReadDifferently'>,
    private readonly policy: Policy,
  ) {}

  async now(): Promise<Status> {
    const data = await this.data.now();
    const { asOf } = data.state;
    const current = asOf === null ? null : await this.figures(asOf);
    const payloadsReadDifferently = await this.data.payloadsReadDifferently();
    return { reportingCurrency: this.policy.reportingCurrency, current, data, payloadsReadDifferently };
  }

  private async figures(asOf: CivilDate): Promise<CurrentFigures | null> {
    const { reported, policy } = this;
    const narrate = new NarratePeriod(reported, policy);
    const periods = policy.grains.map((grain) => periodOf(grain, asOf, policy.fiscalYearStartMonth));
    const told = [];
    for (const period of periods.toSorted((a, b) => (a.end < b.end ? -1 : 1))) {
      const found = await narrate.of(period, WHOLE);
      if (found !== null) told.push(found);
    }
    const [shortest] = told;
    if (shortest === undefined) return null;
    return {
      asOf,
      snapshots: told.map(({ snapshot }) => snapshot),
      narrative: shortest.sentences,
      series: await new ReadSeries(reported, policy).of({ ...FROM_START, figures: ['acv'] }),
    };
  }
}
