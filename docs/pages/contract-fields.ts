import { type FieldGroup, MEASURES } from '@app/domain';

const whose = {
  contract_id: 'The contract.',
  customer_id: 'Its customer after merges.',
  currency: 'The currency of its measures.',
};

const CREATION_MISSING = 'Whether its `subscription.created` has not arrived.';

const measures: FieldGroup = {
  title: 'Measures',
  about: 'In the currency of the contract, with up to ten decimals; all 0 when it is not active.',
  fields: Object.fromEntries(Object.values(MEASURES).map(({ column, meaning }) => [column, meaning])),
};

/** Every field of a record of the topic of contracts; a test compares them with the schema. */
export const CONTRACT_RECORD_FIELDS: readonly FieldGroup[] = [
  {
    title: 'The contract and its days',
    about: 'The days on which the measures are as they are today.',
    fields: {
      ...whose,
      valid_from: 'The first of these days; null for a contract that never was active.',
      valid_to: 'The day after the last one; null if there is none.',
      creation_missing: CREATION_MISSING,
      revision: 'Counts up for each contract.',
    },
  },
  measures,
];

/** Every field of a line of `--contracts`; a test compares them with the report. */
export const REPORTED_CONTRACT_FIELDS: readonly FieldGroup[] = [
  {
    title: 'The contract on the day',
    about:
      'On the day of `--as-of`. A contract that is not active has the customer and the currency of its last active day, or of its first one if that is later.',
    fields: {
      ...whose,
      attributes: 'The attributes of the event that governs the day; empty when it is not active.',
      active: 'Whether it is active.',
      creation_missing: CREATION_MISSING,
      reporting_currency: 'The currency of snapshots.',
      fx_rate:
        'The rate to it on the day, by the policy; null if there is none. The contract is then in no snapshot of the day.',
    },
  },
  measures,
  {
    title: 'Measures in the reporting currency',
    about: 'Each measure × `fx_rate`, rounded half to even at the tenth decimal; null without a rate.',
    fields: Object.fromEntries(
      Object.values(MEASURES).map(({ column }) => [`reporting_${column}`, `\`${column}\` in the reporting currency.`]),
    ),
  },
];
