/** The ACV of the whole book at the close of a month. */
export type Point = Readonly<{ month: string; acv: number }>;

/** A part of the bridge of a year, in the order in which they lead from one ACV to the other. */
export type Part = Readonly<{ name: string; amount: number }>;

export type Figures = Readonly<{
  trend: readonly Point[];
  year: string;
  prior: number;
  acv: number;
  parts: readonly Part[];
}>;

type Snapshot = Readonly<Record<string, unknown>>;

const PARTS: Readonly<Record<string, string>> = {
  bridge_left_mix: 'left',
  bridge_price: 'price',
  bridge_quantity: 'quantity',
  bridge_discount: 'discount',
  bridge_product: 'product',
  bridge_fx: 'currency',
  bridge_entered_mix: 'entered',
};

/** Snapshots conform to their schema, so nothing is checked here. */
const snapshotOf = (line: string): Snapshot => JSON.parse(line) as Snapshot;

const isWhole = ({ dimension }: Snapshot): boolean => dimension === 'all';

/** What the picture shows of snapshots (JSON lines): the trend by month, and the bridge of the latest year. */
export const figuresOf = (snapshots: string): Figures => {
  const whole = snapshots
    .trimEnd()
    .split('\n')
    .map(snapshotOf)
    .filter(isWhole)
    .toSorted((a, b) => (String(a.period) < String(b.period) ? -1 : 1));
  const year = whole.findLast(({ grain }) => grain === 'year');
  if (year === undefined) throw new Error('the snapshots hold no year');
  return {
    trend: whole
      .filter(({ grain }) => grain === 'month')
      .map(({ period, acv }) => ({ month: String(period), acv: Number(acv) })),
    year: String(year.period),
    prior: Number(year.acv_prior),
    acv: Number(year.acv),
    parts: Object.entries(PARTS).map(([field, name]) => ({ name, amount: Number(year[field]) })),
  };
};
