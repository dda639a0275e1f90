import { describe, expect, it } from '@jest/globals';
import { formatsFor } from '@app/wording';
import { figureChange } from './figure-change.ts';

const formats = formatsFor('en-US', 'USD');

describe('the change of a figure', () => {
  it('has a direction and a sign, in the unit of the figure', () => {
    expect(figureChange('37057.2886', '38613.7551', 'whole', formats)).toEqual({ direction: -1, text: '-$1,556' });
    expect(figureChange('9820181.466', '9614825.1', 'short', formats)).toEqual({ direction: 1, text: '+$205.4k' });
    expect(figureChange(265, 249, 'count', formats)).toEqual({ direction: 1, text: '+16' });
  });

  it('is in points for percentages', () => {
    expect(figureChange('97.2202', '98.5', 'percent', formats)).toEqual({ direction: -1, text: '-1.3 pp' });
  });

  it('has no words where it reads as zero', () => {
    expect(figureChange('100.01', '100', 'percent', formats)).toEqual({ direction: 0, text: '' });
  });

  it('is none where a figure is undefined', () => {
    expect(figureChange('1', null, 'whole', formats)).toBeNull();
    expect(figureChange(undefined, '1', 'whole', formats)).toBeNull();
  });
});
