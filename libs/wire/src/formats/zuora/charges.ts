import { type CivilDate, type Decimal, ONE, ZERO } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import type { StatedLine } from '../frame/statement.ts';
import { type Tier, tieredParts, type TiersMode } from '../frame/tiers.ts';
import { priceOfTotal } from '../price-of-total.ts';
import type { ZuoraContext } from './context.ts';
import type { Segment } from './segments.ts';
import { fieldOf } from './spelling.ts';
import { checkTotal } from './total-check.ts';
import { statedId, statedWhole, statedWord } from './values.ts';

/** `C-00000001`, which outlives versions; the id of a charge that has no number. */
export const chargeNumberOf = ({ charge }: Segment): string | null =>
  statedId(fieldOf(charge, 'chargeNumber', 'number', 'id'));

/** The id of a line: a charge has one for each of its segments. */
const lineIdOf = (segment: Segment, context: ZuoraContext): string | null => {
  const number = chargeNumberOf(segment);
  if (number === null) context.findings.refuse('partial_terms', segment.charge.path, 'has no number');
  return number === null ? null : `${number}#${statedWhole(fieldOf(segment.charge, 'segment')) ?? 1}`;
};

const productOf = ({ charge, ratePlan }: Segment, context: ZuoraContext): string | null => {
  const product = statedId(fieldOf(ratePlan, 'productId')) ?? statedId(fieldOf(charge, 'productId'));
  if (product === null) context.findings.refuse('partial_terms', fieldOf(ratePlan, 'productId').path, 'is missing');
  return product;
};

/** An end that is that of the term goes with it, so it is left open: what renews goes on. */
export const openEnd = ({ charge, end }: Segment, { term }: ZuoraContext): CivilDate | null => {
  const condition = statedWord(fieldOf(charge, 'endDateCondition'));
  return condition === 'subscriptionend' && term !== null && end === term.end ? null : end;
};

/** A change on the first day of a segment leaves that segment without a day. */
const isEmpty = ({ start, end }: Segment): boolean => start !== null && start === end;

const checkDays = ({ charge, start, end }: Segment, { findings }: ZuoraContext): void => {
  if (start === null || end === null || end >= start) return;
  findings.refuse('contradictory', fieldOf(charge, 'effectiveEndDate').path, 'is before effectiveStartDate');
};

const unknown = (segment: Segment, field: string, { findings }: ZuoraContext): void => {
  const { path } = fieldOf(segment.charge, field);
  findings.refuse('amount_unknown', path, `is missing: ${shown(chargeNumberOf(segment))} has no amount`);
};

/** What Zuora says that a segment is worth a month, whatever its model, its billing period and what its price is for. */
const recurringLines = (segment: Segment, context: ZuoraContext): readonly StatedLine[] => {
  const { charge, start } = segment;
  checkDays(segment, context);
  if (isEmpty(segment)) return [];
  const [id, product, mrr] = [lineIdOf(segment, context), productOf(segment, context), fieldOf(charge, 'mrr').decimal];
  if (mrr === null) unknown(segment, 'mrr', context);
  if (id === null || product === null || mrr === null) return [];
  checkTotal(segment, mrr, context);
  const { quantity, price } = priceOfTotal(mrr, fieldOf(charge, 'quantity').decimal ?? ONE);
  const per = { interval: 'month', count: 1 } as const;
  const end = openEnd(segment, context);
  return [{ id, kind: 'recurring', product, quantity, unitPrice: price, per, start, end, discounts: [] }];
};

const TIERED: Readonly<Record<string, TiersMode>> = { volume: 'volume', tiered: 'graduated' };

/** A tier is priced by the unit, or as a whole. */
const tiersOf = ({ charge }: Segment): readonly Tier[] =>
  fieldOf(charge, 'tiers').items.map((tier) => {
    const price = fieldOf(tier, 'price').decimal ?? ZERO;
    const isFlat = statedWord(fieldOf(tier, 'priceFormat')) === 'flatfee';
    const upTo = fieldOf(tier, 'endingUnit').decimal;
    return { upTo, unitAmount: isFlat ? ZERO : price, flatAmount: isFlat ? price : ZERO };
  });

/** What a one-off charge comes to: its price by its quantity, the price by its tiers, or its total. */
const oneTimeAmount = (segment: Segment): Decimal | null => {
  const { charge } = segment;
  const [price, quantity] = [fieldOf(charge, 'price').decimal, fieldOf(charge, 'quantity').decimal ?? ONE];
  if (price !== null) return price.times(quantity);
  const model = statedWord(fieldOf(charge, 'chargeModel', 'model')) ?? '';
  const mode = Object.entries(TIERED).find(([word]) => model.startsWith(word))?.[1];
  const tiers = mode === undefined ? [] : tiersOf(segment);
  const parts = mode === undefined || tiers.length === 0 ? null : tieredParts(mode, tiers, quantity);
  if (parts === null) return fieldOf(charge, 'tcv').decimal;
  return parts.reduce((sum, part) => sum.plus(part.quantity.times(part.unitPrice)), ZERO);
};

const oneTimeLines = (segment: Segment, context: ZuoraContext): readonly StatedLine[] => {
  const [id, product, amount] = [lineIdOf(segment, context), productOf(segment, context), oneTimeAmount(segment)];
  if (amount === null) unknown(segment, 'price', context);
  if (id === null || product === null || amount === null) return [];
  return [{ id, kind: 'one_time', product, amount, date: segment.start }];
};

/** The lines of a segment. Usage has none, and discounts come off the lines of others. */
export const chargeLines = (segment: Segment, context: ZuoraContext): readonly StatedLine[] => {
  switch (segment.type) {
    case 'recurring':
      return recurringLines(segment, context);
    case 'onetime':
      return oneTimeLines(segment, context);
    case 'usage':
      context.findings.note('usage_excluded');
      return [];
    case 'discount':
      return [];
    case null: {
      const type = fieldOf(segment.charge, 'chargeType', 'type');
      const reason = type.text === null ? 'is missing' : `${shown(type.text)} has no meaning here`;
      context.findings.refuse(type.text === null ? 'partial_terms' : 'unsupported', type.path, reason);
      return [];
    }
  }
};
