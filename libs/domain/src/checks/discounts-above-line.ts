import type { TermsEvent } from '../facts/contract-event.ts';
import { gross } from '../lines/annual-rate.ts';
import { isPriced } from '../lines/line.ts';
import { plain } from '../money/decimal-text.ts';

/** Amounts off that are larger than the whole line that they are taken from, so that a part of them is lost. */
export const discountsAboveLine = ({ contractId, lines }: TermsEvent): readonly string[] =>
  lines
    .filter(isPriced)
    .flatMap((line) =>
      line.discounts
        .filter(({ type, value }) => type === 'amount' && value.gt(gross(line)))
        .map(({ value }) => `${contractId}: line ${line.id}, ${plain(value)} off ${plain(gross(line))}`),
    );
