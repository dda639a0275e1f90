import type { MissingRate } from '@app/processing';

/** What a reader gets besides the figures: the customers that they leave out, and the decimal places shown. */
export type Reading = Readonly<{ missing: readonly MissingRate[]; places: number }>;
