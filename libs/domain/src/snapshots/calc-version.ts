/** Rises with every change of how a figure is calculated, because such a change gives other books. */
export const CALC_VERSION = '2';
