import type { AheadChange } from '@app/wire/answers';

/**
 * The changes without those that only repeat a term that expires: such a contract is in the list of the API as a term
 * that is due and as ARR that ends, on the same day. `isWhole`: no more changes follow, so that the last one is not repeated on the next page.
 */
export const listedOnce = (changes: readonly AheadChange[], isWhole: boolean): readonly AheadChange[] => {
  const keyOf = ({ on, contract_id, customer_id }: AheadChange): string =>
    JSON.stringify([on, contract_id, customer_id]);
  const expiring = new Set(changes.filter(({ outcome }) => outcome === 'expiring').map(keyOf));
  const isRepeated = (change: AheadChange, index: number): boolean =>
    change.change === 'ends' && (expiring.has(keyOf(change)) || (!isWhole && index === changes.length - 1));
  return changes.filter((change, index) => !isRepeated(change, index));
};
