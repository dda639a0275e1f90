import { describe, expect, it } from '@jest/globals';
import { explainQuestion } from './explain-arguments.ts';

describe('The question of an explanation', () => {
  it('is a contract, a period or two days', () => {
    expect(explainQuestion({ contract: 'sub-1', on: '2025-03-31' })).toMatchObject({
      of: 'contract',
      on: '2025-03-31',
    });
    expect(explainQuestion({ period: '2025-Q1' })).toMatchObject({ of: 'period', grain: 'quarter', label: '2025-Q1' });
    expect(explainQuestion({ from: '2024-12-31', to: '2025-12-31', dimension: 'tier', segment: 's' })).toEqual({
      of: 'days',
      days: { from: '2024-12-31', to: '2025-12-31' },
      segment: { dimension: 'tier', segment: 's' },
    });
  });

  it.each([
    [{}, 'give exactly one of --contract, --period, and --from with --to'],
    [{ period: '2025', from: '2024-12-31', to: '2025-12-31' }, 'exactly one of'],
    [{ from: '2024-12-31' }, '--from needs --to'],
    [{ to: '2024-12-31' }, '--to needs --from'],
    [{ from: '2025-12-31', to: '2024-12-31' }, '--from: 2025-12-31 is not before 2024-12-31'],
    [{ from: '2024-12-31', to: '2025-12-31', segment: 's' }, '--segment needs --dimension'],
  ])('is refused where it is not complete: %j', (options, message) => {
    expect(() => explainQuestion(options)).toThrow(message);
  });
});
