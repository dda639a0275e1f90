import type { CivilDate } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import type { PricedLine } from '../lines/line.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import type { CountedDiscounts } from '../policy/policy.ts';
import { linesWithTrial, type Trial } from './lines-on-day.ts';

/**
 * A running line on a day: annual gross and net, unrounded, and its quantity (of a commitment its annual gross, so more
 * commitment is quantity). The drivers of a change are made of these.
 */
export type LineRate = Readonly<{
  lineId: string;
  kind: PricedLine['kind'];
  product: string;
  gross: Decimal;
  net: Decimal;
  quantity: Decimal;
}>;

/** The lines running on `day`, each by itself, in the order of the event. */
export const lineRates = (
  event: TermsEvent,
  day: CivilDate,
  { counted, trial }: Readonly<{ counted: CountedDiscounts; trial: Trial | null }>,
): readonly LineRate[] =>
  linesWithTrial(event, day, { basis: counted, trial }).map(({ line, grossRate, rate }) => ({
    lineId: line.id,
    kind: line.kind,
    product: line.product,
    gross: grossRate,
    net: rate,
    quantity: line.kind === 'recurring' ? line.quantity : grossRate,
  }));

export const sumOf = (rates: readonly LineRate[], field: 'gross' | 'net'): Decimal =>
  rates.reduce((sum, rate) => sum.plus(rate[field]), ZERO);
