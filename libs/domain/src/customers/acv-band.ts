import type { Decimal } from '../money/decimal.ts';
import type { Band } from '../policy/policy.ts';

/**
 * The label of the band with the highest lower edge that the ARR reaches (definitions, section 6). The lowest band
 * begins at 0, so an ARR in no band is a bug: it throws.
 */
export const acvBandOf = (arr: Decimal, bands: readonly Band[]): string => {
  const [band] = bands.filter(({ from }) => arr.gte(from)).toSorted((a, b) => b.from.comparedTo(a.from));
  if (band === undefined) throw new Error(`no band holds ${arr.toFixed()}`);
  return band.label;
};
