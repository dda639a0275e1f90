import { Decimal, ZERO } from '../money/decimal.ts';

/**
 * A line of a customer's contract on one of the two days, or several lines of one currency, kind and product together:
 * annual gross, annual net and quantity in its currency, and the currency's rate on the prior day. The quantity of a
 * commitment is its annual gross, so more commitment is quantity.
 */
export type DriverLine = Readonly<{
  contractId: string;
  lineId: string;
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

/** Price, quantity and remaining share after discount of a line. */
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

/** The factors that differ. Quotients are compared by their products, without a division. */
const differing = (then: DriverLine, now: DriverLine): readonly (keyof Drivers)[] => [
  ...(then.gross.times(now.quantity).eq(now.gross.times(then.quantity)) ? [] : (['price'] as const)),
  ...(then.quantity.eq(now.quantity) ? [] : (['quantity'] as const)),
  ...(then.net.times(now.gross).eq(now.net.times(then.gross)) ? [] : (['discount'] as const)),
];

/** If only one factor differs, as in most changes of a contract, it accounts for all of the change. */
const matched = (then: DriverLine, now: DriverLine): Drivers => {
  const [only, ...others] = differing(then, now);
  if (only === undefined) return NO_DRIVERS;
  return others.length === 0 ? { ...NO_DRIVERS, [only]: now.net.minus(then.net).times(then.rate) } : shared(then, now);
};

/** If several factors differ, each accounts for its Shapley value. */
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

const isPricedLine = ({ gross, quantity }: DriverLine): boolean => gross.gt(0) && quantity.gt(0);

export const addedDrivers = (a: Drivers, b: Drivers): Drivers => ({
  price: a.price.plus(b.price),
  quantity: a.quantity.plus(b.quantity),
  discount: a.discount.plus(b.discount),
});

const productKey = ({ currency, kind, product }: DriverLine): string => JSON.stringify([currency, kind, product]);
const lineKey = (line: DriverLine): string => JSON.stringify([line.contractId, line.lineId, productKey(line)]);

const together = (a: DriverLine | undefined, b: DriverLine): DriverLine =>
  a === undefined
    ? b
    : { ...a, gross: a.gross.plus(b.gross), net: a.net.plus(b.net), quantity: a.quantity.plus(b.quantity) };

type Lines = ReadonlyMap<string, DriverLine>;

const pooled = (lines: Iterable<DriverLine>): Lines => {
  const pools = new Map<string, DriverLine>();
  for (const line of lines) {
    const key = productKey(line);
    pools.set(key, together(pools.get(key), line));
  }
  return pools;
};

const byLine = (lines: readonly DriverLine[]): Lines => new Map(lines.map((line) => [lineKey(line), line]));

const without = (lines: Lines, others: Lines): readonly DriverLine[] =>
  [...lines].flatMap(([key, line]) => (others.has(key) ? [] : [line]));

const matchedLines = (then: Lines, now: Lines): Drivers =>
  [...now].reduce((sum, [key, line]) => {
    const earlier = then.get(key);
    return earlier !== undefined && isPricedLine(earlier) && isPricedLine(line)
      ? addedDrivers(sum, matched(earlier, line))
      : sum;
  }, NO_DRIVERS);

const pricedProducts = (lines: readonly DriverLine[]): ReadonlySet<string> =>
  new Set(lines.filter(isPricedLine).map(productKey));

/**
 * The net of the pools that the other day lacks. If the customer has the product on both days, more or less of it is
 * quantity.
 */
const unmatchedPools = (pools: Lines, others: Lines, elsewhere: ReadonlySet<string>): Decimal =>
  [...pools].reduce((sum, [key, pool]) => {
    const other = others.get(key);
    const isAlone = isPricedLine(pool) && (other === undefined || !isPricedLine(other));
    return isAlone && elsewhere.has(key) ? sum.plus(pool.net.times(pool.rate)) : sum;
  }, ZERO);

/**
 * The drivers of a customer's change (definitions, section 7; Dietzenbacher and Los, 1998). Lines of the same contract,
 * id, currency, kind and product are matched one by one. The others are pooled by currency, kind and product, so a
 * second, cheaper contract is quantity and not a price cut. The order of factors and lines does not matter.
 */
export const drivers = (then: readonly DriverLine[], now: readonly DriverLine[]): Drivers => {
  const [linesThen, linesNow] = [byLine(then), byLine(now)];
  const [poolsThen, poolsNow] = [pooled(without(linesThen, linesNow)), pooled(without(linesNow, linesThen))];
  const found = addedDrivers(matchedLines(linesThen, linesNow), matchedLines(poolsThen, poolsNow));
  const more = unmatchedPools(poolsNow, poolsThen, pricedProducts(then));
  const less = unmatchedPools(poolsThen, poolsNow, pricedProducts(now));
  return { ...found, quantity: found.quantity.plus(more).minus(less) };
};

/** A line as it is stored, its amounts as text. */
export const driverLine = (
  fields: Readonly<
    Record<'contractId' | 'lineId' | 'currency' | 'kind' | 'product' | 'gross' | 'net' | 'quantity', string>
  >,
  rate: Decimal,
): DriverLine => ({
  contractId: fields.contractId,
  lineId: fields.lineId,
  currency: fields.currency,
  kind: fields.kind,
  product: fields.product,
  rate,
  gross: new Decimal(fields.gross),
  net: new Decimal(fields.net),
  quantity: new Decimal(fields.quantity),
});
