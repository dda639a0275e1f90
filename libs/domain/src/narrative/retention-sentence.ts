import { Decimal } from '../money/decimal.ts';
import { amountInWords, countInWords, labelInWords, listInWords, percentageInWords } from './in-words.ts';
import type { Narrated } from './narrated.ts';
import type { Sentence } from './sentence.ts';

const partsText = ({
  currency,
  figures: { expansion_arr, contraction_arr, churn_arr, churned_logos },
}: Narrated): string => {
  const size = (amount: string): string => amountInWords(new Decimal(amount).abs().toFixed(), currency);
  const parts = [
    [expansion_arr, `expansion added ${size(expansion_arr)}`],
    [contraction_arr, `contraction took ${size(contraction_arr)}`],
    [churn_arr, `the churn of ${countInWords(churned_logos, 'customer')} took ${size(churn_arr)}`],
  ] as const;
  const texts = parts.filter(([amount]) => !new Decimal(amount).isZero()).map(([, text]) => text);
  return texts.length === 0 ? '' : `: ${listInWords(texts)}`;
};

/** How much of their ARR the customers of then have now; null if there were none. */
export const retentionSentence = (narrated: Narrated): Sentence | null => {
  const { then, figures } = narrated;
  const { nrr_pct, expansion_arr, contraction_arr, churn_arr, churned_logos } = figures;
  if (nrr_pct === null || then === null) return null;
  return {
    code: 'retention',
    text: `The customers of ${labelInWords(then)} have ${percentageInWords(nrr_pct)} of their ARR of then (NRR)${partsText(narrated)}.`,
    figures: { nrr_pct, expansion_arr, contraction_arr, churn_arr, churned_logos },
  };
};
