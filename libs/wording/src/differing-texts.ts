import type { Formats } from './formats.ts';
import { isNumeral, NONE } from './numeral.ts';

const codesOf = (list: readonly unknown[]): string =>
  list
    .map((one) => (typeof one === 'object' && one !== null && 'code' in one ? String(one.code) : String(one)))
    .join(', ')
    .replaceAll('_', ' ');

const numeralText = (field: string, value: `${number}`, { percent, share, fine, plain, whole }: Formats): string => {
  if (field.endsWith('_pct')) return percent(value);
  if (field.endsWith('_share')) return share(value);
  if (field === 'hhi' || field.endsWith('_ratio')) return fine(value);
  return /_(?:months|days)(?:_|$)/.test(field) ? plain(value) : whole(value);
};

const valueText = (field: string, value: unknown, formats: Formats): string => {
  if (value === null || value === undefined) return NONE;
  if (typeof value === 'number') return formats.count(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : codesOf(value);
  if (typeof value !== 'string') return JSON.stringify(value);
  return isNumeral(value) ? numeralText(field, value, formats) : value.replaceAll('_', ' ');
};

/**
 * Both sides of a difference between two reports of a figure, by the unit of its field. Where rounding hides the
 * difference, both are given to the last digit.
 */
export const differingTexts = (
  { field, from, to }: Readonly<{ field: string; from: unknown; to: unknown }>,
  formats: Formats,
): readonly [string, string] => {
  const [was, is] = [valueText(field, from, formats), valueText(field, to, formats)];
  return was === is && typeof from === 'string' && typeof to === 'string' ? [from, to] : [was, is];
};
