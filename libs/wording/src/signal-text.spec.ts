import { describe, expect, it } from '@jest/globals';
import type { NarrativeSentence, Snapshot } from '@app/wire/answers';
import { formatsFor } from './formats.ts';
import { signalText, unsaid } from './signal-text.ts';

type Signal = Snapshot['signals'][number];

const sentence = (code: NarrativeSentence['code']): NarrativeSentence => ({ code, text: '', figures: {} });

describe('signals', () => {
  it('are sentences with their figures', () => {
    const formats = formatsFor('en-US', 'USD');
    expect(signalText({ code: 'whale', top1_share: '0.243100' }, formats)).toBe(
      'The largest customer holds 24.3% of the ARR.',
    );
    expect(signalText({ code: 'incomplete_fx', contracts: 2, currencies: ['BRL', 'INR'] }, formats)).toBe(
      '2 contracts are left out: no exchange rate for BRL, INR.',
    );
  });

  it('are not said twice where the narrative says them', () => {
    const signals: readonly Signal[] = [{ code: 'new_deals_smaller' }, { code: 'mixed_sources', contracts: 1 }];
    expect(unsaid(signals, [sentence('acv'), sentence('compression')])).toEqual([signals[1]]);
    expect(unsaid(signals, [sentence('acv')])).toEqual(signals);
  });
});
