import type { CivilDate } from '../calendar/civil-date.ts';
import { covers } from '../calendar/span.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import type { PricedLine } from '../lines/line.ts';
import type { LineOnDay } from '../lines/line-course.ts';
import { linesWithTrial, type Trial } from '../lines/lines-on-day.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import type { CountedDiscounts } from '../policy/policy.ts';

/**
 * A running line on a day: its annual gross and net, unrounded, and its quantity. The drivers of a customer's change
 * are worked out from these (definitions, section 7). The quantity of a commitment is its annual gross, so more
 * commitment is more quantity.
 */
export type LineRate = Readonly<{
  lineId: string;
  kind: PricedLine['kind'];
  product: string;
  gross: Decimal;
  net: Decimal;
  quantity: Decimal;
}>;

/** A line in its trial has no price that a later one could be compared with: it appears on its first paid day. */
const isOnTrial = ({ grossRate }: LineOnDay, day: CivilDate, trial: Trial | null): boolean =>
  trial !== null && covers(trial, day) && grossRate.isZero();

/** The lines that run on `day`, in the order of the event. */
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
