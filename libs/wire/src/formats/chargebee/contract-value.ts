import { Decimal, ONE, wholeMonthsBetween, ZERO } from '@app/domain';
import { fromMinor } from '../frame/amounts.ts';
import { monthsIn } from '../frame/billing-interval.ts';
import { exponentOf } from '../frame/exponents.ts';
import type { Payload } from '../frame/payload.ts';
import type { StatedLine, StatedTerm, Terms } from '../frame/statement.ts';
import type { ChargebeeContext } from './context.ts';

/** What a line is billed in a term of whole months; null: it is not billed in whole intervals of it. */
const billedIn = (months: number, line: StatedLine): Decimal | null => {
  if (line.kind !== 'recurring') return ZERO;
  const each = monthsIn(line.per);
  const isWhole = each !== null && months % each === 0 && line.discounts.length === 0;
  return isWhole ? line.quantity.times(line.unitPrice).times(months / each) : null;
};

const billedInTerm = ({ start, end }: StatedTerm, lines: readonly StatedLine[]): Decimal | null => {
  const months = wholeMonthsBetween(start, end);
  if (months === null) return null;
  const billed = lines.map((line) => billedIn(months, line));
  const known = billed.filter((amount) => amount !== null);
  return known.length < billed.length ? null : known.reduce((sum, amount) => sum.plus(amount), new Decimal(0));
};

/**
 * Notes a contract term whose stated total is another than that of its lines, by a minor unit or more. Discounts are
 * left alone: Chargebee knows how long they last, and the payload does not always say it.
 */
export const compareContractValue = (
  contract: Payload,
  { term, lines, discounts }: Pick<Terms, 'term' | 'lines' | 'discounts'>,
  context: ChargebeeContext,
): void => {
  const stated = contract.at('status').text === 'active' ? contract.at('total_contract_value').decimal : null;
  const billed = term === null || discounts.length > 0 ? null : billedInTerm(term, lines);
  if (stated === null || billed === null) return;
  const exponent = exponentOf(context.currency.code, context);
  const isSame = billed.minus(fromMinor(stated, exponent)).abs().lt(fromMinor(ONE, exponent));
  if (!isSame) context.findings.note('total_differs');
};
