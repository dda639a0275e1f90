const THOUSANDS = /\B(?=(\d{3})+(?!\d))/g;

/** A decimal as text, with a comma between thousands. */
export const withThousands = (decimal: string): string => {
  const [whole = '', decimals] = decimal.split('.');
  const grouped = whole.replace(THOUSANDS, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
};
