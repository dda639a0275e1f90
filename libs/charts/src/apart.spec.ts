import { describe, expect, it } from '@jest/globals';
import { apart } from './apart.ts';

describe('labels', () => {
  it('are moved down until they are apart, in the order of their places', () => {
    expect(apart([50, 10, 52], 14)).toEqual([50, 10, 64]);
  });

  it('stay where they are if they have room', () => {
    expect(apart([80, 10, 40], 14)).toEqual([80, 10, 40]);
  });
});
