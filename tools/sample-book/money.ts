/** Amounts are whole cents, so that nothing depends on floating point. */
export const amountOf = (cents: number): string => {
  const [whole, rest] = [Math.trunc(cents / 100), cents % 100];
  return rest === 0 ? String(whole) : `${whole}.${String(rest).padStart(2, '0').replace(/0$/, '')}`;
};

/** `percent` of the cents, rounded to whole cents. */
export const share = (cents: number, percent: number): number => Math.round((cents * percent) / 100);
