import { describe, expect, it } from '@jest/globals';
import { BRIDGE_PARTS, narrative, type Narrated } from '@app/domain';
import { dayText, formatsFor, periodText } from '@app/wording';

const FIGURES: Narrated['figures'] = {
  acv: '37057.5',
  acv_prior: '38613.7551',
  acv_trend_pct: '-4.05',
  acv_trend_cc_pct: '-4.15',
  trend_null_reason: null,
  arr: '9820181.466',
  active_logos: 265,
  acv_median: '19926.72',
  top1_share: '0.024125',
  nrr_pct: '100.25',
  expansion_arr: '24511.5',
  contraction_arr: '0',
  churn_arr: '0',
  churned_logos: 0,
};

const said = (changes: Partial<Narrated> = {}): string =>
  narrative({
    now: '2025-12',
    then: '2025-11',
    currency: 'USD',
    figures: FIGURES,
    bridge: Object.fromEntries(BRIDGE_PARTS.map((part) => [part, part === 'price' ? '-1556.5' : '0'])) as NonNullable<
      Narrated['bridge']
    >,
    signals: [],
    missingFx: [],
    openUntil: null,
    isPriorRestated: false,
    ...changes,
  })
    .map(({ text }) => text)
    .join(' ');

/** The page says figures by the reader's locale; sentences are English, so they say them as the page does in English. */
describe('Sentences', () => {
  it.each(['USD', 'EUR', 'JPY', 'CHF', 'INR'])('say amounts and percentages as the page does, in %s', (currency) => {
    const { whole, percent } = formatsFor('en-US', currency);
    const text = said({ currency });
    for (const amount of [FIGURES.acv, FIGURES.acv_prior, '-1556.5', FIGURES.expansion_arr])
      expect(text).toContain(whole(amount));
    for (const percentage of ['4.05', '4.15', FIGURES.nrr_pct]) expect(text).toContain(percent(percentage));
  });

  it.each([
    ['2025-12', '2025-11', periodText],
    ['2025-Q4', '2025-Q3', periodText],
    ['2025', '2024', periodText],
    ['2025-11-20', '2025-02-03', dayText],
  ])('name %s and %s as the page does', (now, then, text) => {
    const sentences = said({ now, then });
    for (const label of [now, then]) expect(sentences).toContain(` ${text(label, 'en-US')}`);
  });
});
