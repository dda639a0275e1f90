import type { AheadChange } from '@app/wire/answers';

/**
 * The changes without those that only repeat a term that expires: such a contract is in the list of the API as a term
 * that is due and as ARR that ends, on the same day.
 */
export const listedOnce = (changes: readonly AheadChange[]): readonly AheadChange[] => {
  const keyOf = ({ on, contract_id, customer_id }: AheadChange): string =>
    JSON.stringify([on, contract_id, customer_id]);
  const expiring = new Set(changes.filter(({ outcome }) => outcome === 'expiring').map(keyOf));
  return changes.filter((change) => change.change !== 'ends' || !expiring.has(keyOf(change)));
};
