import { spanOfEach, UNTAKEN_CONTRACTS } from '../snapshots/ranked/customer-arr.sql.ts';
import { type ArrPlace, behindRated, behindWithoutRate } from './contract-pages.sql.ts';
import { LISTED_COLUMNS } from './contracts-by-customer.sql.ts';

/** What contracts are restricted to; the day is $1. */
type Asked = Readonly<{ where: string; limit: string }>;

const RANKED = `ranked_contract AS ranked
  ${spanOfEach('ranked').replaceAll('\n', '\n  ')}`;

const IS_TAKEN = 'ranked.contract_id NOT IN (SELECT contract_id FROM touched)';

const RATED_COLUMNS = `${LISTED_COLUMNS}, span.arr AS own_arr, round10(span.arr * rated.rate) AS reporting`;

/** A walk along ranked_contract_arr, from the place of these conditions on. */
const walk = ({ where, limit }: Asked, columns: string, conditions: string): string => `
  SELECT ${columns}
  FROM ${RANKED}
  WHERE ${conditions} AND ${IS_TAKEN}
    AND ${where}
  ORDER BY ranked.arr DESC, ranked.contract_id
  LIMIT ${limit}`;

/** The first ones of each currency, which are in the same order in both currencies. */
const ofCurrencies = (asked: Asked, isWanted: string, conditions: string): string => `
SELECT span.*
FROM rated
CROSS JOIN LATERAL (${walk(asked, RATED_COLUMNS, `ranked.currency = rated.currency${conditions}`)}
) AS span
WHERE ${isWanted}`;

/** The currency of the place is walked along apart: many contracts may have the same ARR. */
const behindPlace = (asked: Asked, place: ArrPlace): readonly string[] => {
  const isOwn = `rated.currency = ${place.currency} COLLATE "C"`;
  const isOther = `rated.currency <> ${place.currency} COLLATE "C"`;
  return [
    ofCurrencies(asked, isOwn, ` AND ranked.arr = ${place.arr}::numeric AND ranked.contract_id > ${place.contract}`),
    ofCurrencies(asked, isOwn, ` AND ranked.arr < ${place.arr}::numeric`),
    ofCurrencies(asked, isOther, behindRated(place, 'ranked')),
  ];
};

/** The contracts that changed since the last take. */
const untaken = ({ where, limit }: Asked, place: ArrPlace | null): string => `
(SELECT ${RATED_COLUMNS}
FROM touched
${spanOfEach('touched')}
JOIN rated ON rated.currency = span.currency
WHERE ${where}${place === null ? '' : behindRated(place, 'span')}
ORDER BY reporting DESC, span.currency, own_arr DESC, span.contract_id
LIMIT ${limit})`;

/** The same contracts as those of `contractsByArr`: ranked ones that no take has to read again, and those that changed. */
export const rankedByArr = (
  where: string,
  rated: Readonly<{ currencies: string; rates: string }>,
  place: ArrPlace | null,
  limit: string,
): string => {
  const asked = { where, limit };
  const ranked = place === null ? [ofCurrencies(asked, 'true', '')] : behindPlace(asked, place);
  return `
WITH ${UNTAKEN_CONTRACTS}, rated AS (
  SELECT * FROM unnest(${rated.currencies}::text[], ${rated.rates}::numeric[]) AS rated(currency, rate)
)
SELECT found.*, found.reporting::text AS reporting
FROM (${[...ranked, untaken(asked, place)].join('\nUNION ALL')}
) AS found
ORDER BY found.reporting DESC, found.currency, found.own_arr DESC, found.contract_id
LIMIT ${limit}`;
};

/** The currencies of ranked contracts that have no rate: one step along ranked_contract_arr for each currency. */
const currenciesWithoutRate = (rated: string): string => `
stepped AS (
  (SELECT currency FROM ranked_contract ORDER BY currency LIMIT 1)
  UNION ALL
  SELECT (SELECT next.currency FROM ranked_contract AS next WHERE next.currency > stepped.currency
    ORDER BY next.currency LIMIT 1)
  FROM stepped
  WHERE stepped.currency IS NOT NULL
), unrated AS (
  SELECT currency FROM stepped WHERE currency IS NOT NULL AND currency <> ALL (${rated}::text[])
)`;

/** The same contracts as those of `contractsWithoutRate`. */
export const rankedWithoutRate = (
  where: string,
  currencies: string,
  place: Omit<ArrPlace, 'reporting'> | null,
  limit: string,
): string => {
  const columns = `${LISTED_COLUMNS}, span.arr AS own_arr`;
  const behind = (of: string): string => (place === null ? '' : behindWithoutRate(place, of));
  return `
WITH RECURSIVE ${UNTAKEN_CONTRACTS}, ${currenciesWithoutRate(currencies)}
SELECT found.*
FROM (
SELECT span.*
FROM unrated
CROSS JOIN LATERAL (${walk({ where, limit }, columns, `ranked.currency = unrated.currency${behind('ranked')}`)}
) AS span
UNION ALL
SELECT ${columns}
FROM touched
${spanOfEach('touched')}
WHERE span.currency <> ALL (${currencies}::text[])
  AND ${where}${behind('span')}
) AS found
ORDER BY found.currency, found.own_arr DESC, found.contract_id
LIMIT ${limit}`;
};
