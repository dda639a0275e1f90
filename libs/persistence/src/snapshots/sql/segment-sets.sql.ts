import type { Policy } from '@app/domain';
import { bandLabel, bandNumber, cohortLabel, segmentsOfInactive } from './dimensions.sql.ts';

/**
 * A place stands for the segments that a customer has on a day, one in each dimension, as one number: grouping a book's
 * customers by three numbers takes a tenth of the time that it takes by three lists of texts. It is made of the numbers of
 * a label (what the primary contract says of the policy's dimensions), of a cohort and of a band.
 */
const COHORTS = 4096;
const BANDS = 4096;

/** Whoever is not active, but has a contract or an amount of the period: no label has the number 0. */
export const INACTIVE = 0;

export const placeOf = (policy: Policy, labelNumber: string, cohort: string, arr: string): string =>
  `((${labelNumber} * ${COHORTS} + ${cohort}) * ${BANDS} + ${bandNumber(policy, arr)})`;

/** The numbers of labels hold for as long as a connection does, and so for every comparison that it keeps. */
export const CREATE_LABELS = `
CREATE TEMPORARY TABLE IF NOT EXISTS label (
  label_no bigint GENERATED ALWAYS AS IDENTITY,
  label text COLLATE "C" PRIMARY KEY
)`;

export const ADD_LABELS = `
INSERT INTO label (label) SELECT DISTINCT label FROM standing ON CONFLICT (label) DO NOTHING`;

/** `segments`: in the order of the policy's dimensions. */
export const createPlaces = (places: string, onCommit: string): string => `
CREATE TEMPORARY TABLE IF NOT EXISTS ${places} (
  place bigint PRIMARY KEY,
  segments text[] COLLATE "C" NOT NULL
) ${onCommit}`;

/** Takes numbers apart again, those of `found` that are not known. */
export const addPlaces = (places: string, found: string, policy: Policy): string => `
INSERT INTO ${places}
SELECT f.place, CASE WHEN f.place = ${INACTIVE} THEN ${segmentsOfInactive(policy)} ELSE
  ARRAY['all'] || l.label::text[] || ARRAY[
    ${cohortLabel(policy, `(f.place / ${BANDS} % ${COHORTS})::int`)},
    ${bandLabel(policy, `f.place % ${BANDS}`)}
  ] END
FROM (${found}) f LEFT JOIN label l ON l.label_no = f.place / ${COHORTS * BANDS}
WHERE f.place IS NOT NULL
ON CONFLICT (place) DO NOTHING`;
