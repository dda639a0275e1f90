export type KindName = 'text' | 'integer' | 'boolean' | 'duration' | 'list' | 'secrets' | 'url' | 'path' | 'choice';

/** The value of a text. Wrapped, so that null and false are values like any other. */
export type Read<T> = Readonly<{ value: T }>;

/**
 * How the text of a setting becomes a value. `expected` completes "expected …" in a fault, and is in the documentation.
 */
export type Kind<T> = Readonly<{ name: KindName; expected: string; read: (text: string) => Read<T> | null }>;

const DURATION = /^(\d{1,12})(ms|s|m|h)?$/;
const MS_IN = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
const WHOLE_NUMBER = /^-?\d{1,15}$/;

const isUnit = (text: string): text is keyof typeof MS_IN => text in MS_IN;

export const text = (): Kind<string> => ({ name: 'text', expected: 'a text', read: (given) => ({ value: given }) });

export const path = (): Kind<string> => ({ name: 'path', expected: 'a path', read: (given) => ({ value: given }) });

/** A whole number within both bounds, inclusive. */
export const integer = ({ min, max }: Readonly<{ min: number; max: number }>): Kind<number> => ({
  name: 'integer',
  expected: `a whole number from ${min} to ${max}`,
  read: (given) => {
    const value = Number(given);
    return WHOLE_NUMBER.test(given) && value >= min && value <= max ? { value } : null;
  },
});

/** `true` or `false`. Other words are refused: reading `0` or `no` as true would be worse. */
export const boolean = (): Kind<boolean> => ({
  name: 'boolean',
  expected: 'true or false',
  read: (given) => (given === 'true' || given === 'false' ? { value: given === 'true' } : null),
});

/** A time in milliseconds. A number without a unit is milliseconds already. */
export const duration = ({ minMs, maxMs }: Readonly<{ minMs: number; maxMs: number }>): Kind<number> => ({
  name: 'duration',
  expected: `a time from ${minMs}ms to ${maxMs}ms, such as 500ms, 5s, 2m or 1h`,
  read: (given) => {
    const [, digits, unit = 'ms'] = DURATION.exec(given) ?? [];
    if (digits === undefined || !isUnit(unit)) return null;
    const value = Number(digits) * MS_IN[unit];
    return value >= minMs && value <= maxMs ? { value } : null;
  },
});

/** At least one item, separated by commas. Blanks around an item and empty items are dropped. */
export const list = ({ of, shape }: Readonly<{ of: string; shape: RegExp }>): Kind<readonly string[]> => ({
  name: 'list',
  expected: `${of}, separated by commas`,
  read: (given) => {
    const items = given.split(',').flatMap((item) => item.trim() || []);
    return items.length > 0 && items.every((item) => shape.test(item)) ? { value: Object.freeze(items) } : null;
  },
});

const SECRETS_MAX = 5;

/** Shorter secrets could not be hidden in logs, because they also occur in harmless words. */
export const SHORTEST_SECRET = 8;

/** Secrets that are valid at the same time, so that one can replace another without an interruption. */
export const secrets = (of = 'secrets'): Kind<readonly string[]> => ({
  name: 'secrets',
  expected: `up to ${SECRETS_MAX} ${of} of at least ${SHORTEST_SECRET} characters, separated by blanks or line ends`,
  read: (given) => {
    const items = given.split(/\s+/).filter((item) => item !== '');
    const isUsable = items.length <= SECRETS_MAX && items.every((item) => item.length >= SHORTEST_SECRET);
    return items.length > 0 && isUsable ? { value: Object.freeze(items) } : null;
  },
});

export const url = (...schemes: readonly string[]): Kind<string> => ({
  name: 'url',
  expected: `a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  read: (given) => {
    const parsed = URL.parse(given);
    const hasScheme = schemes.some((scheme) => given.toLowerCase().startsWith(`${scheme}://`));
    return parsed !== null && hasScheme ? { value: given } : null;
  },
});

export const choice = <const T extends string>(...options: readonly T[]): Kind<T> => ({
  name: 'choice',
  expected: `one of ${options.join(', ')}`,
  read: (given) => {
    const value = options.find((option) => option === given);
    return value === undefined ? null : { value };
  },
});
