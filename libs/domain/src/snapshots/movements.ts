import { figureBlock } from './figure.ts';

/** ARR movements since the prior measured day. */
export const MOVEMENTS_OF_ARR = figureBlock(
  'movements_of_arr',
  ({ movements }) => movements,
)({
  opening_arr: { kind: 'sum', meaning: 'ARR at the prior measured day.', of: ({ opening }) => opening.arr },
  new_arr: {
    kind: 'sum',
    meaning: 'Of customers that were never active before.',
    of: ({ new: entered }) => entered.arr,
  },
  reactivation_arr: {
    kind: 'sum',
    meaning: 'Of customers that were active before, but not at the prior measured day.',
    of: ({ reactivation }) => reactivation.arr,
  },
  churn_arr: {
    kind: 'sum',
    meaning: 'Of customers that are no longer active; negative.',
    of: ({ churn }) => churn.arr,
  },
  transferred_in_arr: {
    kind: 'sum',
    meaning: 'ARR of contracts that other customers handed over, at the prior day’s rates.',
    of: ({ transferredIn }) => transferredIn.arr,
  },
  transferred_out_arr: {
    kind: 'sum',
    meaning: 'ARR of contracts handed over to other customers, at the prior day’s rates; negative.',
    of: ({ transferredOut }) => transferredOut.arr,
  },
  moved_in_arr: {
    kind: 'sum',
    meaning: 'Of customers that came from another segment.',
    of: ({ movedIn }) => movedIn.arr,
  },
  moved_out_arr: {
    kind: 'sum',
    meaning: 'Of customers that went to another segment; negative.',
    of: ({ movedOut }) => movedOut.arr,
  },
  expansion_arr: {
    kind: 'sum',
    meaning: 'Increases, at the prior day’s rates.',
    of: ({ expansion }) => expansion.arr,
  },
  contraction_arr: {
    kind: 'sum',
    meaning: 'Decreases, at the prior day’s rates; negative.',
    of: ({ contraction }) => contraction.arr,
  },
  fx_arr: {
    kind: 'sum',
    meaning: 'The effect of exchange rates on customers that stayed.',
    of: ({ fx }) => fx,
  },
});

/** The same movements, counted. */
export const MOVEMENTS_OF_CUSTOMERS = figureBlock(
  'movements_of_customers',
  ({ movements }) => movements,
)({
  opening_logos: {
    kind: 'count',
    meaning: 'Active at the prior measured day.',
    of: ({ opening }) => opening.logos,
  },
  new_logos: { kind: 'count', meaning: 'Active now and never before.', of: ({ new: entered }) => entered.logos },
  reactivated_logos: {
    kind: 'count',
    meaning: 'Active now and before, but not at the prior measured day.',
    of: ({ reactivation }) => reactivation.logos,
  },
  moved_in_logos: { kind: 'count', meaning: 'From another segment.', of: ({ movedIn }) => movedIn.logos },
  moved_out_logos: { kind: 'count', meaning: 'To another segment.', of: ({ movedOut }) => movedOut.logos },
  churned_logos: { kind: 'count', meaning: 'Active then and not now.', of: ({ churn }) => churn.logos },
  transferred_in_logos: {
    kind: 'count',
    meaning: 'Had no ARR then, and received contracts that had ARR.',
    of: ({ transferredIn }) => transferredIn.logos,
  },
  transferred_out_logos: {
    kind: 'count',
    meaning: 'Had ARR then, and handed all of it over.',
    of: ({ transferredOut }) => transferredOut.logos,
  },
  expansion_logos: { kind: 'count', meaning: 'Worth more than then.', of: ({ expansion }) => expansion.logos },
  contraction_logos: {
    kind: 'count',
    meaning: 'Worth less than then.',
    of: ({ contraction }) => contraction.logos,
  },
});
