/** The ACV of the whole book at the close of a month. */
export type Point = Readonly<{ month: string; acv: number }>;

/**
 * A part of the bridge of a year, in the order in which they lead from one ACV to the other. `customers`: how many left
 * or entered; null for parts of those that stayed.
 */
export type Part = Readonly<{ name: string; amount: number; customers: number | null }>;

export type Figures = Readonly<{
  trend: readonly Point[];
  year: string;
  prior: number;
  acv: number;
  parts: readonly Part[];
}>;

type Snapshot = Readonly<Record<string, unknown>>;

/** The fields of each part, and those whose sum is the number of its customers. */
const PARTS: readonly Readonly<{ name: string; field: string; customers?: readonly string[] }>[] = [
  { name: 'left', field: 'bridge_left_mix', customers: ['churned_logos', 'transferred_out_logos'] },
  { name: 'price', field: 'bridge_price' },
  { name: 'quantity', field: 'bridge_quantity' },
  { name: 'discount', field: 'bridge_discount' },
  { name: 'product', field: 'bridge_product' },
  { name: 'currency', field: 'bridge_fx' },
  {
    name: 'entered',
    field: 'bridge_entered_mix',
    customers: ['new_logos', 'reactivated_logos', 'transferred_in_logos'],
  },
];

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
    parts: PARTS.map(({ name, field, customers }) => ({
      name,
      amount: Number(year[field]),
      customers: customers?.reduce((sum, logos) => sum + Number(year[logos]), 0) ?? null,
    })),
  };
};
