import { type CivilDate, Decimal } from '@app/domain';
import type { StatedDiscount, StatedLine } from '../frame/statement.ts';

type Recurring = Extract<StatedLine, { kind: 'recurring' }>;
type Bounds = Readonly<{ start: CivilDate | null; end: CivilDate | null }>;
type Slice = Bounds & Readonly<{ value: Decimal }>;

/** Behind every day, as text. */
const OPEN = '~';

const startsBy = ({ start }: Bounds, day: string): boolean => (start ?? '') <= day;
const endsAfter = ({ end }: Bounds, day: string): boolean => day < (end ?? OPEN);

/** Days on which the lines or the discount begin or end; the first is its begin, `''` where that is open. */
const turnsIn = (lines: readonly Recurring[], off: Bounds): readonly (CivilDate | '')[] => {
  const all = [off, ...lines].flatMap<CivilDate | ''>(({ start, end }) => [start ?? '', end ?? '']);
  return [...new Set(all)].filter((day) => startsBy(off, day) && endsAfter(off, day)).toSorted();
};

/** What comes off each of the lines that run, from the first one on, none of them below nothing. */
const sharesOn = (day: string, lines: readonly Recurring[], amount: Decimal): ReadonlyMap<Recurring, Decimal> => {
  let left = amount;
  const running = lines.filter((line) => startsBy(line, day) && endsAfter(line, day));
  return new Map(
    running.map((line) => {
      const share = Decimal.min(left, line.quantity.times(line.unitPrice));
      left = left.minus(share);
      return [line, share] as const;
    }),
  );
};

/** Slices that follow each other, of which those with the same value are one. */
const joined = (slices: readonly Slice[]): readonly Slice[] =>
  slices.reduce<readonly Slice[]>((before, slice) => {
    const last = before.at(-1);
    return last?.value.eq(slice.value) === true
      ? [...before.slice(0, -1), { ...last, end: slice.end }]
      : [...before, slice];
  }, []);

/**
 * Lines with an amount off all of them together: on each day it comes off those that run then. A line that it takes the
 * same from on all of its days has it on the days of the discount.
 */
export const withSpreadAmount = (
  lines: readonly Recurring[],
  { value, ...off }: Bounds & Readonly<{ value: Decimal }>,
): readonly Recurring[] => {
  const turns = turnsIn(lines, off);
  const shares = turns.map((day) => sharesOn(day, lines, value));
  return lines.map((line) => {
    const slices = joined(
      turns.flatMap((day, i) => {
        const share = shares[i]?.get(line);
        const [start, end] = [day === '' ? null : day, turns[i + 1] ?? off.end];
        return share === undefined || end === '' ? [] : [{ start, end, value: share }];
      }),
    );
    const dated = slices.length === 1 ? slices.map((slice) => ({ ...slice, ...off })) : slices;
    const discounts = dated
      .filter((each) => !each.value.isZero())
      .map((each): StatedDiscount => ({ type: 'amount', ...each }));
    return { ...line, discounts: [...line.discounts, ...discounts] };
  });
};
