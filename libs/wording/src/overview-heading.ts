import { periodText } from './days.ts';
import type { Formats } from './formats.ts';
import { drawn, type Given, signOf } from './numeral.ts';

const VERBS = { '-1': 'fell', '0': 'held', '1': 'rose' } as const;

/** The finding of a period: how the ACV moved and to where. */
export const overviewHeading = (
  { period, acv, acv_trend_pct: trend }: Readonly<{ period: string; acv: Given; acv_trend_pct: Given }>,
  { whole, percent }: Formats,
): string => {
  const name = periodText(period);
  if (drawn(acv) === null) return `No customer was active in ${name}`;
  const sign = signOf(trend);
  if (sign === null) return `ACV is ${whole(acv)} in ${name}`;
  if (sign === 0) return `ACV held at ${whole(acv)} in ${name}`;
  return `ACV ${VERBS[`${sign}`]} ${percent(Math.abs(Number(trend)))} to ${whole(acv)} in ${name}`;
};
