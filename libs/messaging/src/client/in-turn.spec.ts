import { describe, expect, it } from '@jest/globals';
import { inTurn } from './in-turn.ts';

describe('the brokers in turn', () => {
  it.each([1, 2, 3])('of %d gives another one at each call, so no client is kept by one that is frozen', (count) => {
    const brokers = Array.from({ length: count }, (_, n) => `broker-${n}:9092`);
    const next = inTurn(brokers);
    const given = Array.from({ length: 2 * count }, () => next());
    expect(given).toEqual([...brokers, ...brokers].map((broker) => [broker]));
  });

  it('gives none where there is none', () => {
    expect(inTurn([])()).toEqual([]);
  });
});
