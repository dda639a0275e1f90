import { periodText } from './days.ts';
import type { Formats } from './formats.ts';
import { isHeld } from './held.ts';
import { drawn, type Given, signOf } from './numeral.ts';

/** The finding of a period: how the ACV moved and to where. */
export const overviewHeading = (
  { period, acv, acv_trend_pct: trend }: Readonly<{ period: string; acv: Given; acv_trend_pct: Given }>,
  { whole, percent }: Formats,
): string => {
  const name = periodText(period);
  if (drawn(acv) === null) return `No customer was active in ${name}`;
  const sign = signOf(trend);
  if (sign === null) return `ACV is ${whole(acv)} in ${name}`;
  if (isHeld(trend, percent)) return `ACV held at ${whole(acv)} in ${name}`;
  return `ACV ${sign < 0 ? 'fell' : 'rose'} ${percent(Math.abs(Number(trend)))} to ${whole(acv)} in ${name}`;
};
