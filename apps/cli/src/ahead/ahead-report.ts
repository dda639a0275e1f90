import { ALL } from '@app/domain';
import { type Ahead, type AheadRow, type SegmentName, aheadJson } from '@app/processing';
import { missingOnDayText } from '../missing-rates-text.ts';
import { readableFigure } from '../readable.ts';
import type { Reading } from '../reading.ts';
import { table } from '../table.ts';

/** The currency of the amounts, and the rows that are asked for. */
export type AheadFrame = Readonly<{ reportingCurrency: string; isWanted: (row: SegmentName) => boolean }>;

export const aheadRows = ({ rows }: Ahead, { isWanted }: AheadFrame): readonly AheadRow[] => rows.filter(isWanted);

export const aheadDocument = (ahead: Ahead, frame: AheadFrame): string =>
  JSON.stringify({
    as_of: ahead.asOf,
    reporting_currency: frame.reportingCurrency,
    rows: aheadRows(ahead, frame).map(aheadJson),
  });

type Titles = Readonly<Record<string, string>>;

const columns = (rows: readonly AheadRow[], titles: Titles, places: number): string =>
  table(
    ['month', ...Object.values(titles)],
    rows.map(({ month, figures }) => [
      month,
      ...Object.keys(titles).map((field) => readableFigure(figures[field], places)),
    ]),
  );

const MOVEMENTS = {
  opening_arr: 'opening',
  starting_arr: 'starting',
  step_up_arr: 'step up',
  step_down_arr: 'step down',
  ending_arr: 'ending',
  arr: '= ARR',
};

const SIGNED = {
  committed_arr: 'committed',
  evergreen_arr: 'evergreen',
  renewing_arr: 'renewing',
  active_logos: 'customers',
};

const DUE = {
  due_contracts: 'due',
  due_arr: 'due ARR',
  renewed_arr: 'renewed',
  auto_renewing_arr: 'auto-renewing',
  expiring_arr: 'expiring',
};

const segmentText = (rows: readonly AheadRow[], places: number): string => {
  const [first] = rows;
  const title = first === undefined || first.dimension === ALL ? [] : [`${first.dimension} ${first.segment}`];
  return [
    ...title,
    columns(rows, MOVEMENTS, places),
    `ARR by commitment\n${columns(rows, SIGNED, places)}`,
    `Contracts whose term ends\n${columns(rows, DUE, places)}`,
  ].join('\n\n');
};

/** For people: a section per segment, amounts rounded. */
export const aheadText = (ahead: Ahead, frame: AheadFrame, { missing, places }: Reading): string => {
  const rows = aheadRows(ahead, frame);
  const bySegment = Map.groupBy(rows, ({ segment }) => segment);
  const above = missingOnDayText(rows[0]?.missingFx ?? [], missing, `on ${ahead.asOf}`);
  return [
    `ARR signed ahead, in ${frame.reportingCurrency}, as of ${ahead.asOf}`,
    ...(above.length === 0 ? [] : [above.join('\n')]),
    ...[...bySegment.values()].map((own) => segmentText(own, places)),
  ].join('\n\n');
};
