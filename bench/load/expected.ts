import type { LoadRecord } from './load.ts';

type Stated = Readonly<{
  id: string;
  time: string;
  type: string;
  data: Readonly<{
    contract_id: string;
    term?: Readonly<{ end: string | null; auto_renew: boolean }>;
    lines?: readonly Readonly<{ quantity: string; unit_price: string; per: string }>[];
  }>;
}>;

type Latest = Readonly<{ time: number; id: string; cents: bigint; end: string | null; isRenewing: boolean }>;

const TIMES_A_YEAR: Readonly<Record<string, bigint>> = { month: 12n, quarter: 4n, year: 1n };

/** Cents of `12.34`, and of `12`. */
const cents = (amount: string): bigint => {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0').slice(0, 2));
};

const annualCents = ({ data: { lines = [] } }: Stated): bigint =>
  lines.reduce((sum, { quantity, unit_price: price, per }) => {
    return sum + BigInt(quantity) * cents(price) * (TIMES_A_YEAR[per] ?? 0n);
  }, 0n);

const later = (a: Latest, b: Latest): boolean => a.time > b.time || (a.time === b.time && a.id > b.id);

/** The amounts that the books must hold after a load, worked out independently from its lines, in whole cents. */
export class Expected {
  readonly #recorded = new Map<string, Latest>();
  readonly #arrived = new Map<string, bigint>();

  /** Call it in the order of arrival. Repeated events are skipped, because the test is that they count once. */
  add({ kind, value }: LoadRecord): void {
    if (kind === 'refused' || kind === 'repeated') return;
    const event: Stated = JSON.parse(value);
    const { contract_id: contract, term } = event.data;
    const latest = {
      time: Date.parse(event.time),
      id: event.id,
      cents: annualCents(event),
      end: term?.end ?? null,
      isRenewing: term?.auto_renew ?? false,
    };
    this.#arrived.set(contract, latest.cents);
    const known = this.#recorded.get(contract);
    if (known === undefined || later(latest, known)) this.#recorded.set(contract, latest);
  }

  get contracts(): number {
    return this.#recorded.size;
  }

  /** The annual amount of the last event that arrived, by contract: the result of the small job. */
  arrived(): ReadonlyMap<string, bigint> {
    return this.#arrived;
  }

  /** The ARR by contract on a day after all events, without contracts that have none. */
  arrOn(day: string): ReadonlyMap<string, bigint> {
    const worth = [...this.#recorded].filter(
      ([, { cents: arr, end, isRenewing }]) => arr > 0n && (end === null || isRenewing || day < end),
    );
    return new Map(worth.map(([contract, { cents: arr }]) => [contract, arr]));
  }
}

/** Throws with the first difference. The amounts found are decimal text from a database or a topic. */
export const mustEqual = (
  who: string,
  found: ReadonlyMap<string, string>,
  expected: ReadonlyMap<string, bigint>,
): void => {
  if (found.size !== expected.size) throw new Error(`${who}: ${found.size} contracts, expected ${expected.size}`);
  for (const [contract, amount] of expected) {
    const other = found.get(contract);
    if (other === undefined || cents(other) !== amount || !/^\d+(\.\d{0,2}0*)?$/.test(other)) {
      throw new Error(`${who}: ${contract} is ${other}, expected ${amount} cents`);
    }
  }
};
