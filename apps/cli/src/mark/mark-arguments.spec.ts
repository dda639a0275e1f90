import { describe, expect, it } from '@jest/globals';
import { newMarkName } from './mark-arguments.ts';

describe('The name of a new mark', () => {
  it.each(['board-2025-11', 'Q1', 'geprüft_2025.1', 'a'.repeat(64)])('may be %s', (name) => {
    expect(newMarkName(name, {})).toBe(name);
  });

  it.each(['', ' board', 'board 11', '-board', 'board\n', 'a'.repeat(65)])('may not be %j', (name) => {
    expect(() => newMarkName(name, {})).toThrow(`${JSON.stringify(name)} cannot name a mark`);
  });

  it('is not given where the marks are listed', () => {
    expect(newMarkName(undefined, { list: true })).toBeNull();
    expect(() => newMarkName('board', { list: true })).toThrow('--list takes no name');
    expect(() => newMarkName(undefined, { list: true, knownAt: '2025-11-30' })).toThrow('no --known-at');
  });

  it('has to be given where none are listed', () => {
    expect(() => newMarkName(undefined, {})).toThrow('give the mark a name, such as board-2025-11');
  });
});
