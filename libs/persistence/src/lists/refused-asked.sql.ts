import type { RefusedAsked } from '@app/processing';

/**
 * Whether a row of `refused` is asked for by code ($1), origin ($2), time ($3) and contract ($4), as far as they are
 * given. A contract is the key of a record, or a text in its value.
 */
export const MATCHES_ASKED = `($1::text IS NULL OR code = $1)
  AND ($2::text IS NULL OR origin = $2 OR (partition = -1 AND right(origin, length($2) + 1) = '/' || $2))
  AND ($3::timestamptz IS NULL OR refused_at >= $3)
  AND (
    $4::text IS NULL
    OR key = convert_to($4, 'UTF8')
    OR position(convert_to(to_json($4)::text, 'UTF8') IN value) > 0
  )`;

/** The parameters $1 to $4. */
export const isAsked = ({ code, origin, since, contract }: Omit<RefusedAsked, 'state'>): readonly unknown[] => [
  code,
  origin,
  since,
  contract,
];
