/**
 * Numbers of changes are given before their transactions commit, so a smaller one may become visible after a larger one.
 * A fold writes some hundred changes at its end, so such a number is among these latest ones.
 */
export const RECENT_CHANGES = 2_000;

/** How far the changes have been read: the last number seen, and the numbers before it that were not visible. */
export type ChangePlace = Readonly<{ last: number; missing: ReadonlySet<number> }>;

/** The place at which all changes with these numbers have been read, in ascending order. */
export const placeBehind = ({ last, missing }: ChangePlace, seen: readonly number[]): ChangePlace => {
  const left = new Set(missing);
  let place = last;
  for (const id of seen) {
    for (let skipped = place + 1; skipped < id; skipped += 1) left.add(skipped);
    left.delete(id);
    place = Math.max(place, id);
  }
  return { last: place, missing: new Set([...left].filter((id) => id > place - RECENT_CHANGES)) };
};

/** The place of one who has read all changes that are visible, `seen` being the recent ones up to `last`. */
export const placeAt = (last: number, seen: readonly number[]): ChangePlace =>
  placeBehind({ last: Math.max(0, last - RECENT_CHANGES), missing: new Set() }, [...seen, last]);

/** The condition for what is behind a place, with the last number as $1 and the missing ones as $2; by primary key. */
export const BEHIND_PLACE = '(change_id > $1 OR change_id = ANY ($2::bigint[]))';
