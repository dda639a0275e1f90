import { drawn, formatted, type Given, NONE } from './numeral.ts';

/** How a reader in a locale sees figures in the reporting currency. */
export type Formats = Readonly<{
  /** Without decimals: `$37,057`. */
  whole: (given: Given) => string;
  /** For charts: `$37.1k`. */
  short: (given: Given) => string;
  /** A change without decimals, with its sign: `+$1,607`. */
  signedWhole: (given: Given) => string;
  /** A change, short and with its sign: `+$1.6k`. */
  signed: (given: Given) => string;
  /** With one decimal: `-4.0%`. The figure is in percent already. */
  percent: (given: Given) => string;
  /** A change in percent, with its sign: `+0.9%`. */
  signedPercent: (given: Given) => string;
  /** A share, of 0 to 1, as a percentage. */
  share: (given: Given) => string;
  /** A difference of two percentages, with its sign: `+1.2 pp`. */
  points: (given: Given) => string;
  count: (given: Given) => string;
  /** A change of a count, with its sign: `+12`. */
  signedCount: (given: Given) => string;
  /** Two places, for what has no unit. */
  plain: (given: Given) => string;
  /** An amount in the steps of an arithmetic, without its currency: two to four places, so that amounts align. */
  step: (given: Given) => string;
  /** Four places, for figures far below 1. */
  fine: (given: Given) => string;
}>;

/** As figures round. What rounds to zero has no sign: a fall of 0.01 % reads 0.0 %, not -0.0 %. */
const ROUNDED = { roundingMode: 'halfEven', signDisplay: 'negative' } as const;

/** Amounts below a thousand are short as they are: `$75` and not `$75.5`. Of very small ones a decimal says most. */
const [TENTHS_BELOW, THOUSAND] = [10, 1_000];

type Compact = Readonly<{ brief: Intl.NumberFormat; whole: Intl.NumberFormat }>;

/** English writes thousands with a small k beside amounts; other locales have words of their own. */
const compact = ({ brief, whole }: Compact, given: Given): string => {
  const value = drawn(given);
  if (value === null) return NONE;
  const size = Math.abs(value);
  return (size >= TENTHS_BELOW && size < THOUSAND ? whole : brief)
    .formatToParts(value)
    .map(({ type, value: text }) => (type === 'compact' && text === 'K' ? 'k' : text))
    .join('');
};

export const formatsFor = (locale: string, currency: string): Formats => {
  const money = { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...ROUNDED } as const;
  const whole = new Intl.NumberFormat(locale, { ...money, maximumFractionDigits: 0 });
  const brief = { ...money, notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 } as const;
  const short: Compact = { brief: new Intl.NumberFormat(locale, brief), whole };
  const sign = { signDisplay: 'exceptZero' } as const;
  const signedWhole = new Intl.NumberFormat(locale, { ...money, maximumFractionDigits: 0, ...sign });
  const signed: Compact = { brief: new Intl.NumberFormat(locale, { ...brief, ...sign }), whole: signedWhole };
  const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1, ...ROUNDED } as const;
  const percent = new Intl.NumberFormat(locale, { style: 'unit', unit: 'percent', ...oneDecimal });
  const signedPercent = new Intl.NumberFormat(locale, { style: 'unit', unit: 'percent', ...oneDecimal, ...sign });
  const share = new Intl.NumberFormat(locale, { style: 'percent', ...oneDecimal });
  const points = new Intl.NumberFormat(locale, { ...oneDecimal, signDisplay: 'exceptZero' });
  const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, ...ROUNDED });
  const signedCount = new Intl.NumberFormat(locale, {
    maximumFractionDigits: 0,
    ...ROUNDED,
    signDisplay: 'exceptZero',
  });
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, ...ROUNDED });
  const step = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 4, ...ROUNDED });
  const fine = new Intl.NumberFormat(locale, { maximumFractionDigits: 4, ...ROUNDED });
  return {
    whole: (given) => formatted(given, whole),
    short: (given) => compact(short, given),
    signedWhole: (given) => formatted(given, signedWhole),
    signed: (given) => compact(signed, given),
    percent: (given) => formatted(given, percent),
    signedPercent: (given) => formatted(given, signedPercent),
    share: (given) => formatted(given, share),
    points: (given) => (drawn(given) === null ? NONE : `${formatted(given, points)} pp`),
    count: (given) => formatted(given, count),
    signedCount: (given) => formatted(given, signedCount),
    plain: (given) => formatted(given, plain),
    step: (given) => formatted(given, step),
    fine: (given) => formatted(given, fine),
  };
};
