/** A dimension as readers call it: attributes by their own name. */
export const dimensionName = (dimension: string): string => {
  if (dimension === 'all') return 'whole book';
  return dimension === 'acv_band' ? 'ACV band' : dimension;
};
