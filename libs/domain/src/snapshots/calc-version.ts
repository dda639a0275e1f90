/** Counts up with every change of how a figure is calculated, because each changes the books. */
export const CALC_VERSION = '2';
