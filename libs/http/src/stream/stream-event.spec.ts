import { describe, expect, it } from '@jest/globals';
import { eventText, idOf, placeIn } from './stream-event.ts';

describe('the id of an event', () => {
  it('leads back to its place, whatever a segment is called', () => {
    for (const snapshotId of ['month|2025-01|all|all#1', 'month|2025-01|tier|a\nb\r“c”#12', 'x']) {
      const place = { takeId: '9007199254740993', snapshotId };
      expect(idOf(place)).toMatch(/^[\w.-]+$/);
      expect(placeIn(idOf(place))).toEqual(place);
    }
  });

  it('is refused if it is none', () => {
    for (const id of ['', '1', '1.', '.YQ', 'x.YQ', '1.a b', '1.AA', `1${'0'.repeat(18)}.YQ`, '1.YQ\n']) {
      expect(placeIn(id)).toBeNull();
    }
  });
});

describe('an event', () => {
  it('ends with an empty line', () => {
    expect(eventText({ type: 'snapshot', id: '1.YQ', data: '{}' })).toBe('event: snapshot\nid: 1.YQ\ndata: {}\n\n');
    expect(eventText({ type: 'data', data: '{}' })).toBe('event: data\ndata: {}\n\n');
  });
});
