import type { Formats } from './formats.ts';
import type { Given } from './numeral.ts';

/** Whether a change reads as zero: a finding never says that a figure fell by 0.0 %. */
export const isHeld = (change: Given, percent: Formats['percent']): boolean => percent(change) === percent(0);
