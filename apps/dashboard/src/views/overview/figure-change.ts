import { drawn, type Formats, type Given } from '@app/wording';

/** How a figure of the overview is written. */
export type FigureFormat = 'whole' | 'short' | 'count' | 'percent';

const CHANGE_FORMATS = {
  whole: 'signedWhole',
  short: 'signed',
  count: 'signedCount',
  percent: 'points',
} as const satisfies Readonly<Record<FigureFormat, keyof Formats>>;

/** Where a figure went, and by how much in words; without words where the change reads as zero. */
export type FigureChange = Readonly<{ direction: -1 | 0 | 1; text: string }>;

/** The change of a figure against the period before, percentages by points; null if one of the two is undefined. */
export const figureChange = (
  now: Given,
  before: Given,
  format: FigureFormat,
  formats: Formats,
): FigureChange | null => {
  const [to, from] = [drawn(now), drawn(before)];
  if (to === null || from === null) return null;
  const write = formats[CHANGE_FORMATS[format]];
  const text = write(to - from);
  return text === write(0) ? { direction: 0, text: '' } : { direction: to < from ? -1 : 1, text };
};
