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

  it('speak of one contract in the singular', () => {
    const text = (code: Signal['code']) =>
      signalText({ code, contracts: 1, currencies: ['BRL'] }, formatsFor('en-US', 'USD'));
    expect(text('incomplete_fx')).toBe('1 contract is left out: no exchange rate for BRL.');
    expect(text('creation_missing')).toBe('1 contract counts although its creation has not arrived.');
    expect(text('mixed_sources')).toBe('1 contract has events of more than one system.');
  });

  it('are not said twice where the narrative says them', () => {
    const signals: readonly Signal[] = [{ code: 'new_deals_smaller' }, { code: 'mixed_sources', contracts: 1 }];
    expect(unsaid(signals, [sentence('acv'), sentence('compression')])).toEqual([signals[1]]);
    expect(unsaid(signals, [sentence('acv')])).toEqual(signals);
  });
});
