/**
 * A decimal text as a whole number of units of the last of `places`: `-1.5` of 2 places is -150. Throws if it has more
 * decimals, so that nothing is rounded in silence. `name` is the column, for the message.
 */
export const scaled = (decimal: string, places: number, name: string): bigint => {
  const [whole = '', fraction = ''] = decimal.split('.');
  if (fraction.length > places) throw new Error(`${name}: ${decimal} has more than ${places} decimals`);
  return BigInt(whole + fraction.padEnd(places, '0'));
};

/** The text of such a number, without trailing zeros. */
export const unscaled = (units: bigint, places: number): string => {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - places);
  return `${units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
};
