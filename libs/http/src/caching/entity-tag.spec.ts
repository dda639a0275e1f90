import { describe, expect, it } from '@jest/globals';
import { entityTag, hasTag } from './entity-tag.ts';

describe('an entity tag', () => {
  const tag = entityTag(['a', 'b']);

  it('differs with every part and with their order', () => {
    expect(new Set([tag, entityTag(['b', 'a']), entityTag(['ab']), entityTag(['a', 'b', ''])]).size).toBe(4);
  });

  it('is found among others, weak or strong', () => {
    expect(hasTag(tag, tag)).toBe(true);
    expect(hasTag(`"x", ${tag}`, tag)).toBe(true);
    expect(hasTag(tag.slice(2), tag)).toBe(true);
    expect(hasTag('*', tag)).toBe(true);
  });

  it('is not found where it is not', () => {
    for (const given of [undefined, '', '"x"', `${tag.slice(0, -2)}"`]) expect(hasTag(given, tag)).toBe(false);
  });
});
