import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SAMPLES } from '../../test/sample-payloads.ts';
import { configOf } from '../../test/translations.ts';
import { REFUSAL_CODES } from '../refusal.ts';
import { type FormatName, FORMATS } from './formats.ts';
import { translate } from './translate.ts';

/** Broken payloads of each system. `npm run test:payloads` breaks 100,000 in all. */
const BROKEN = Math.ceil(Number(process.env['BROKEN_PAYLOADS'] ?? 7000) / FORMATS.length);

type Path = readonly string[];

const pathsOf = (value: unknown, path: Path = []): readonly Path[] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))]
    : [path];

const GONE = Symbol('gone');

const replaced = (value: unknown, [step, ...rest]: Path, by: unknown): unknown => {
  if (step === undefined) return by;
  const entries = Object.entries(value ?? {}).flatMap(([key, inner]) => {
    const changed = key === step ? replaced(inner, rest, by) : inner;
    return changed === GONE ? [] : [[key, changed] as const];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
};

const anyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(GONE, null, '', 0, -1, 1e300, 0.1, '1e9', 'NaN', '__proto__', 'toString', [], {}, true),
  fc.constantFrom<unknown>(1, 253_402_300_800, '\u0000', '\ud800', 'x'.repeat(300), { id: {} }, [[[]]]),
);

const broken = (format: FormatName) =>
  fc
    .tuple(fc.constantFrom(...SAMPLES[format]), fc.array(fc.tuple(fc.nat(), anyValue), { minLength: 1, maxLength: 4 }))
    .map(([sample, changes]) =>
      changes.reduce<unknown>((json, [at, by]) => {
        const paths = pathsOf(json);
        return replaced(json, paths[at % paths.length] ?? [], by);
      }, sample),
    );

const CONFIG = configOf({
  mode: 'any',
  currency: 'USD',
  terms: { from_interval_months: 12 },
  catalog: { coupons: { SPRING: { percent: '20', months: 6 } } },
});

describe.each([...FORMATS])('Any payload of %s', (format) => {
  it('becomes events, is ignored or is refused, and is never thrown on', () => {
    fc.assert(
      fc.property(broken(format), fc.boolean(), (json, isObserved) => {
        const observed = isObserved ? { seconds: 1_748_764_800, nanos: 0 } : null;
        const { events, ignored, refused } = translate(format, { json, observed }, CONFIG);
        const outcomes = [events.length > 0, ignored !== null, refused !== null];
        expect(outcomes.filter((is) => is)).toHaveLength(1);
        if (refused !== null) expect(REFUSAL_CODES).toContain(refused.code);
        expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
        for (const { version } of events) expect(version).not.toBeNull();
      }),
      { numRuns: BROKEN },
    );
  });

  it('is taken as it is: the samples have no fault', () => {
    for (const json of SAMPLES[format]) {
      expect(translate(format, { json, observed: null }, CONFIG)).toMatchObject({ ignored: null, refused: null });
    }
  });

  it('that is no payload at all is refused', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(translate(format, { json, observed: null }, CONFIG).refused?.code).toBe('unknown_shape');
      }),
    );
    const deep = JSON.parse(`${'{"detail":'.repeat(500)}1${'}'.repeat(500)}`) as unknown;
    expect(translate(format, { json: deep, observed: null }, CONFIG).refused?.code).toBe('unknown_shape');
  });
});
