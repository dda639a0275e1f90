import type { CivilDate } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { annualized, countedDiscounts, gross, net } from '../lines/annual-rate.ts';
import { isPriced, type PricedLine } from '../lines/line.ts';
import { isRunning } from '../lines/runs.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import type { CountedDiscounts } from '../policy/policy.ts';

/**
 * What the lines of one kind and product come to on a day: annual gross and net, unrounded, and the quantity (of
 * commitments their annual gross, so more commitment is quantity). What the drivers of a change are made of.
 */
export type ProductRate = Readonly<{
  kind: PricedLine['kind'];
  product: string;
  gross: Decimal;
  net: Decimal;
  quantity: Decimal;
}>;

const rateOf = (line: PricedLine, event: TermsEvent, day: CivilDate, counted: CountedDiscounts): ProductRate => {
  const annualGross = annualized(gross(line), line.per);
  const discounts = countedDiscounts(line, event.term, counted);
  return {
    kind: line.kind,
    product: line.product,
    gross: annualGross,
    net: discounts.length === 0 ? annualGross : annualized(net(line, discounts, day), line.per),
    quantity: line.kind === 'recurring' ? line.quantity : annualGross,
  };
};

const added = (a: ProductRate, b: ProductRate): ProductRate => ({
  ...a,
  gross: a.gross.plus(b.gross),
  net: a.net.plus(b.net),
  quantity: a.quantity.plus(b.quantity),
});

/** The products of the lines running on `day`, each kind and product once, in the order of their first lines. */
export const productRates = (event: TermsEvent, day: CivilDate, counted: CountedDiscounts): readonly ProductRate[] => {
  const products = new Map<string, ProductRate>();
  for (const line of event.lines) {
    if (!isPriced(line) || !isRunning(line, event.term, day)) continue;
    const rate = rateOf(line, event, day, counted);
    const key = `${line.kind} ${line.product}`;
    const known = products.get(key);
    products.set(key, known === undefined ? rate : added(known, rate));
  }
  return [...products.values()];
};

export const sumOf = (rates: readonly ProductRate[], field: 'gross' | 'net'): Decimal =>
  rates.reduce((sum, rate) => sum.plus(rate[field]), ZERO);
