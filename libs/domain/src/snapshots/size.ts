import { figureBlock } from './figure.ts';
import { ratio } from './emitted.ts';
import { averageAcv } from './standing.ts';

/** The customers that are active on the measured day. */
export const SIZE = figureBlock(
  'size',
  ({ now }) => now,
)({
  arr: {
    kind: 'sum',
    meaning: 'Annual recurring revenue: the ARR of the active customers.',
    of: ({ arr }) => arr,
  },
  active_logos: { kind: 'count', meaning: 'The number of active customers.', of: ({ logos }) => logos },
  active_contracts: {
    kind: 'count',
    meaning: 'The number of their contracts that have ARR.',
    of: ({ contracts }) => contracts,
  },
});

/** Normalized and committed value of their contracts, list price and discount, and amounts that are no recurring value. */
export const CONTRACTS = figureBlock(
  'size',
  ({ now }) => now,
)({
  normalized_acv_total: {
    kind: 'sum',
    meaning: 'Sum of the `acv` of the contracts that have ARR.',
    of: ({ normalizedAcv }) => normalizedAcv,
  },
  normalized_acv_average: {
    kind: 'quotient',
    meaning: 'That sum ÷ `active_logos`.',
    of: ({ normalizedAcv, logos }) => averageAcv({ arr: normalizedAcv, logos }),
  },
  contracted_acv_total: {
    kind: 'sum',
    meaning: 'Sum of the `contracted_acv` of the contracts that have ARR.',
    of: ({ contractedAcv }) => contractedAcv,
  },
  contracted_acv_average: {
    kind: 'quotient',
    meaning: 'That sum ÷ `active_logos`.',
    of: ({ contractedAcv, logos }) => averageAcv({ arr: contractedAcv, logos }),
  },
  gross_arr: { kind: 'sum', meaning: '`arr` before discounts.', of: ({ grossArr }) => grossArr },
  discount_pct: {
    kind: 'percentage',
    meaning: 'The share that discounts take off: 1 − `arr` ÷ `gross_arr`, as a percentage.',
    of: ({ arr, grossArr }) => ratio(grossArr.minus(arr), grossArr),
  },
  expected_usage_arr: {
    kind: 'sum',
    meaning: 'Expected usage a year; in no other figure.',
    of: ({ expectedUsage }) => expectedUsage,
  },
  one_time_total: {
    kind: 'sum',
    meaning: 'One-time lines dated in the period, up to the measured day.',
    of: ({ oneTime }) => oneTime,
  },
});
