import { type CivilDate, Decimal, plain, round10, settled, withThousands } from '@app/domain';

/** Up to ten decimal places, with a comma between thousands. An ellipsis shows that there are more. */
export const figure = (value: Decimal): string => {
  const rounded = round10(value);
  return `${withThousands(plain(rounded))}${rounded.eq(settled(value)) ? '' : '…'}`;
};

/** The same for an amount that was emitted as text; `-` if undefined. */
export const emitted = (amount: string | null): string => (amount === null ? '-' : figure(new Decimal(amount)));

/** `1,000 + 200 = 1,200`; for one amount only that amount. */
export const sumText = (amounts: readonly Decimal[], sum: Decimal): string =>
  amounts.length < 2 ? figure(sum) : `${amounts.map(figure).join(' + ')} = ${figure(sum)}`;

/** Half-open: the end is the first day after the span. */
export const daysText = (start: CivilDate, end: CivilDate | null): string =>
  end === null ? `from ${start} on` : `${start} until ${end}`;

export const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
