import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dictionaryIn, eventsInText, packBody, type PackedEvent, packText, textOfBody } from './event-pack.ts';

/** Any Unicode that Postgres takes in a text: all code points but U+0000. */
const text = (maxLength: number) =>
  fc.string({ unit: 'binary', maxLength }).map((drawn) => drawn.replaceAll('\u0000', '\u0001'));

const structured = (value: fc.Arbitrary<string>): fc.Arbitrary<PackedEvent> =>
  fc.record({
    ...{ source: text(20), id: text(20), mode: fc.constant('structured' as const) },
    ...{ type: fc.constant(null), time: fc.constant(null), subject: fc.constant(null) },
    ...{ headers: fc.option(text(40)), text: value },
  });

const binary: fc.Arbitrary<PackedEvent> = fc.record({
  ...{ source: text(20), id: text(20), mode: fc.constant('binary' as const) },
  ...{ type: text(30), time: text(30), subject: fc.option(text(20)) },
  ...{ headers: fc.option(text(40)), text: text(200) },
});

const large = fc
  .integer({ min: 30_000, max: 45_000 })
  .chain((length) => text(40).map((part) => `${part}x`.repeat(Math.ceil(length / (part.length + 1)))));

const events = fc.array(
  fc.oneof(
    { arbitrary: structured(text(300)), weight: 4 },
    { arbitrary: structured(fc.json()), weight: 2 },
    { arbitrary: binary, weight: 3 },
    { arbitrary: structured(large), weight: 1 },
  ),
  { minLength: 1, maxLength: 6 },
);

const later = (count: number, of: string): readonly PackedEvent[] =>
  Array.from({ length: count }, (_, i) => ({
    ...{ source: '/billing', id: `evt_${i}`, mode: 'structured', type: null, time: null, subject: null, headers: null },
    text: of,
  }));

describe('a pack of events', () => {
  it('has each event as it came', () => {
    fc.assert(
      fc.property(events, (packed) => {
        const body = packBody(packText(packed), null);
        expect(eventsInText(textOfBody(body, null))).toEqual(packed);
      }),
    );
  });

  it('has it too if it is compressed by the text of another pack', () => {
    fc.assert(
      fc.property(events, events, (first, second) => {
        const dictionary = dictionaryIn(packText(first));
        const body = packBody(packText(second), dictionary);
        expect(eventsInText(textOfBody(body, dictionary))).toEqual(second);
      }),
    );
  });

  it('takes a tenth of a text that is like that of the other pack', () => {
    const value = JSON.stringify(Array.from({ length: 60 }, (_, i) => ({ [`field ${i}`]: i * 7919 })));
    const dictionary = dictionaryIn(packText(later(1, value)));
    const alone = packBody(packText(later(1, value)), null);
    expect(packBody(packText(later(1, value)), dictionary).length).toBeLessThan(alone.length / 10);
  });

  it('cannot be read once a byte of it has changed', () => {
    const body = packBody(packText(later(3, '{"a":1}')), null);
    const damaged = Buffer.from(body);
    damaged[body.length - 6] = (damaged[body.length - 6] ?? 0) ^ 1;
    expect(() => textOfBody(damaged, null)).toThrow();
  });

  it('cannot be read by another dictionary', () => {
    const body = packBody(packText(later(3, '{"a":1}')), Buffer.from('a dictionary'));
    expect(() => textOfBody(body, Buffer.from('another dictionary'))).toThrow();
  });
});
