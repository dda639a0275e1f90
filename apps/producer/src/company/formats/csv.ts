import { billedFrom, discountEndsOn, idOf, type Moment } from '../moments.ts';

const HEADER = [
  'contract_id',
  'customer',
  'currency',
  'start',
  'product',
  'seats',
  'unit_price',
  'per',
  'line_start',
  'line_end',
  'discount_percent',
  'discount_end',
  'cancelled',
  'tier',
] as const;

type Row = Readonly<Partial<Record<(typeof HEADER)[number], string>>>;

/** The rows of a contract: one for each time in which nothing changes, none for a pause. */
const rowsOf = ({ history, customer, state, key }: Moment): readonly Row[] => {
  const steps = history.filter(
    ({ kind }) => kind === 'created' || kind === 'changed' || kind === 'paused' || kind === 'resumed',
  );
  return steps.flatMap(({ kind, day, state: { plan } }, i) => {
    if (kind === 'paused') return [];
    const next = steps[i + 1]?.day;
    return [
      {
        contract_id: `C-${idOf(`csv ${key}`, 8)}`,
        customer: customer.name,
        currency: customer.currency,
        start: customer.startsOn,
        product: plan.name,
        seats: String(plan.seats),
        unit_price: String(plan.price),
        per: `${plan.interval}ly`,
        line_start: kind === 'created' ? billedFrom(customer) : day,
        ...(next === undefined ? {} : { line_end: next }),
        ...(customer.coupon === null ? {} : { discount_percent: customer.coupon === 'HALF3' ? '50' : '20' }),
        discount_end: discountEndsOn(customer) ?? '',
        cancelled: state.endedOn ?? '',
        tier: customer.tier,
      },
    ];
  });
};

/** The story as a sheet of contracts with a row a step, as it is kept at its end. */
export const sheetOf = (moments: readonly Moment[]): readonly string[] => {
  const last = new Map(moments.map((moment) => [moment.key, moment]));
  const rows = [...last.values()].flatMap(rowsOf);
  return [HEADER.join(','), ...rows.map((row) => HEADER.map((column) => row[column] ?? '').join(','))];
};
