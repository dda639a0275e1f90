import { amountInWords, countInWords, shareInWords } from './in-words.ts';
import type { Narrated } from './narrated.ts';
import type { Sentence } from './sentence.ts';

/** How many customers there are and what they have; null without any. */
export const sizeSentence = ({ currency, figures: { active_logos, arr, acv_median } }: Narrated): Sentence | null =>
  acv_median === null
    ? null
    : {
        code: 'size',
        text: `${countInWords(active_logos, 'active customer has', 'active customers have')} an ARR of ${amountInWords(arr, currency)}; the one in the middle has ${amountInWords(acv_median, currency)}.`,
        figures: { active_logos, arr, acv_median },
      };

/** The share of the ARR that the largest customer has, a ratio. */
export const largestShareText = (share: string): string =>
  `The largest customer has ${shareInWords(share)} of the ARR.`;

/** The share of the largest customer; null without any. */
export const largestCustomerSentence = ({ figures: { top1_share } }: Narrated): Sentence | null =>
  top1_share === null
    ? null
    : {
        code: 'largest_customer',
        text: largestShareText(top1_share),
        figures: { top1_share },
      };
