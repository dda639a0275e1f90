import { DATE } from '../fields/date.ts';
import { DISCOUNT_AMOUNT, PERCENTAGE } from '../fields/decimal.ts';
import type { Field, Stated } from '../fields/field.ts';
import { list } from '../fields/list.ts';
import { closed, object, optional, required, variants } from '../fields/object.ts';
import { word } from '../fields/text.ts';
import { PERIODIC_PER } from './per.ts';

const DATES = { start: optional(DATE), end: optional(DATE) };

const PERCENT = closed('a percent discount', {
  type: required(word(['percent'])),
  value: required(PERCENTAGE),
  ...DATES,
});

/** An amount for each billing interval of its line, so it has no `per`. */
const LINE_AMOUNT = closed("a line's amount discount", {
  type: required(word(['amount'])),
  value: required(DISCOUNT_AMOUNT),
  ...DATES,
});

const CONTRACT_AMOUNT = closed("a contract's amount discount", {
  type: required(word(['amount'])),
  value: required(DISCOUNT_AMOUNT),
  per: optional(PERIODIC_PER),
  ...DATES,
});

const NO_TYPE = object({ type: required(word(['percent', 'amount'])) });

export type StatedDiscount = Stated<typeof PERCENT> | Stated<typeof LINE_AMOUNT>;
export type StatedContractDiscount = Stated<typeof PERCENT> | Stated<typeof CONTRACT_AMOUNT>;

export const LINE_DISCOUNTS = list(
  variants(
    'type',
    new Map<unknown, Field<StatedDiscount>>([
      ['percent', PERCENT],
      ['amount', LINE_AMOUNT],
    ]),
    NO_TYPE,
  ),
);

export const CONTRACT_DISCOUNTS = list(
  variants(
    'type',
    new Map<unknown, Field<StatedContractDiscount>>([
      ['percent', PERCENT],
      ['amount', CONTRACT_AMOUNT],
    ]),
    NO_TYPE,
  ),
);
