import { Decimal, ZERO } from '../money/decimal.ts';

/**
 * What a customer has of one kind and product in one currency on one side: sums of annual gross, annual net and
 * quantity, in that currency, and the currency's rate on the prior day.
 */
export type DriverLine = Readonly<{
  currency: string;
  kind: string;
  product: string;
  rate: Decimal;
  gross: Decimal;
  net: Decimal;
  quantity: Decimal;
}>;

/** Parts of the change of a customer's ARR at constant currency; the rest of it is `product`. */
export type Drivers = Readonly<{ price: Decimal; quantity: Decimal; discount: Decimal }>;

export const NO_DRIVERS: Drivers = { price: ZERO, quantity: ZERO, discount: ZERO };

/** Price, quantity and discount (what is left after it) of a line. */
type Factors = Readonly<{ p: Decimal; q: Decimal; d: Decimal }>;

const factors = ({ gross, net, quantity }: DriverLine): Factors => ({
  p: gross.div(quantity),
  q: quantity,
  d: net.div(gross),
});

/** ΔX·(2Y0Z0 + Y0Z1 + Y1Z0 + 2Y1Z1) ÷ 6: the Shapley value of one factor of a product of three. */
const shapley = (
  x: readonly [Decimal, Decimal],
  y: readonly [Decimal, Decimal],
  z: readonly [Decimal, Decimal],
): Decimal => {
  const weighted = y[0].times(z[0]).plus(y[1].times(z[1])).times(2).plus(y[0].times(z[1])).plus(y[1].times(z[0]));
  return x[1].minus(x[0]).times(weighted).div(6);
};

/** Which of the factors differ: quotients are compared by their products, without a division. */
const differing = (then: DriverLine, now: DriverLine): readonly (keyof Drivers)[] => [
  ...(then.gross.times(now.quantity).eq(now.gross.times(then.quantity)) ? [] : (['price'] as const)),
  ...(then.quantity.eq(now.quantity) ? [] : (['quantity'] as const)),
  ...(then.net.times(now.gross).eq(now.net.times(then.gross)) ? [] : (['discount'] as const)),
];

/** Where one factor alone differs, as with most changes of a contract, all of the change is its. */
const matched = (then: DriverLine, now: DriverLine): Drivers => {
  const [only, ...others] = differing(then, now);
  if (only === undefined) return NO_DRIVERS;
  return others.length === 0 ? { ...NO_DRIVERS, [only]: now.net.minus(then.net).times(then.rate) } : shared(then, now);
};

/** Of several that differ each has its Shapley value. */
const shared = (then: DriverLine, now: DriverLine): Drivers => {
  const [a, b] = [factors(then), factors(now)];
  const [p, q, d] = [
    [a.p, b.p],
    [a.q, b.q],
    [a.d, b.d],
  ] as const;
  return {
    price: shapley(p, q, d).times(then.rate),
    quantity: shapley(q, p, d).times(then.rate),
    discount: shapley(d, p, q).times(then.rate),
  };
};

const sumsByProduct = (lines: readonly DriverLine[]): ReadonlyMap<string, DriverLine> => {
  const sums = new Map<string, DriverLine>();
  for (const line of lines) {
    const key = JSON.stringify([line.currency, line.kind, line.product]);
    const known = sums.get(key);
    sums.set(
      key,
      known === undefined
        ? line
        : {
            ...known,
            gross: known.gross.plus(line.gross),
            net: known.net.plus(line.net),
            quantity: known.quantity.plus(line.quantity),
          },
    );
  }
  return sums;
};

const isPricedLine = ({ gross, quantity }: DriverLine): boolean => gross.gt(0) && quantity.gt(0);

export const addedDrivers = (a: Drivers, b: Drivers): Drivers => ({
  price: a.price.plus(b.price),
  quantity: a.quantity.plus(b.quantity),
  discount: a.discount.plus(b.discount),
});

/**
 * The drivers of a customer's change (definitions, section 7; Dietzenbacher and Los, 1998): lines are matched by
 * currency, kind and product; no order of the factors is chosen, and none of the lines matters.
 */
export const drivers = (then: readonly DriverLine[], now: readonly DriverLine[]): Drivers => {
  const before = sumsByProduct(then);
  return [...sumsByProduct(now)].reduce((sum, [key, line]) => {
    const known = before.get(key);
    return known !== undefined && isPricedLine(known) && isPricedLine(line)
      ? addedDrivers(sum, matched(known, line))
      : sum;
  }, NO_DRIVERS);
};

/** What one customer's lines amount to is a quotient of sums; the sums over many customers are not divided again. */
export const driverLine = (
  fields: Readonly<Record<'currency' | 'kind' | 'product' | 'gross' | 'net' | 'quantity', string>>,
  rate: Decimal,
): DriverLine => ({
  currency: fields.currency,
  kind: fields.kind,
  product: fields.product,
  rate,
  gross: new Decimal(fields.gross),
  net: new Decimal(fields.net),
  quantity: new Decimal(fields.quantity),
});
