import type { CivilDate } from '../calendar/civil-date.ts';
import { covers } from '../calendar/span.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import type { PricedLine } from '../lines/line.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import type { CountedDiscounts } from '../policy/policy.ts';
import { type LineOnDay, linesWithTrial, type Trial } from '../lines/lines-on-day.ts';

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

/** A line in its trial is no price that could be compared with a later one: it comes with its first paid day. */
const isOnTrial = ({ grossRate }: LineOnDay, day: CivilDate, trial: Trial | null): boolean =>
  trial !== null && covers(trial, day) && grossRate.isZero();

/** The lines running on `day`, each by itself, in the order of the event. */
export const lineRates = (
  event: TermsEvent,
  day: CivilDate,
  { counted, trial }: Readonly<{ counted: CountedDiscounts; trial: Trial | null }>,
): readonly LineRate[] =>
  linesWithTrial(event, day, { basis: counted, trial })
    .filter((line) => !isOnTrial(line, day, trial))
    .map(({ line, grossRate, rate }) => ({
      lineId: line.id,
      kind: line.kind,
      product: line.product,
      gross: grossRate,
      net: rate,
      quantity: line.kind === 'recurring' ? line.quantity : grossRate,
    }));

export const sumOf = (rates: readonly LineRate[], field: 'gross' | 'net'): Decimal =>
  rates.reduce((sum, rate) => sum.plus(rate[field]), ZERO);
