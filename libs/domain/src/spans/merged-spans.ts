import type { LineRate } from '../valuation/line-rates.ts';
import { equalMeasures } from '../valuation/measures.ts';
import type { ContractSpan } from './contract-span.ts';

const equalLines = (a: readonly LineRate[], b: readonly LineRate[]): boolean =>
  a === b ||
  (a.length === b.length &&
    a.every((rate, i) => {
      const other = b[i];
      return (
        other !== undefined &&
        rate.lineId === other.lineId &&
        rate.kind === other.kind &&
        rate.product === other.product &&
        rate.gross.eq(other.gross) &&
        rate.net.eq(other.net) &&
        rate.quantity.eq(other.quantity)
      );
    }));

/**
 * Adds a span. If it is worth the same as the last one, the last one grows instead. Days of grace are never merged with
 * the term.
 */
export const mergedInto = (spans: ContractSpan[], next: ContractSpan): void => {
  const last = spans.at(-1);
  if (
    last !== undefined &&
    last.to === next.from &&
    last.event === next.event &&
    (last.event.term.autoRenew || next.from !== last.event.term.end) &&
    equalMeasures(last.measures, next.measures) &&
    equalLines(last.lines, next.lines)
  ) {
    spans[spans.length - 1] = { ...last, to: next.to };
  } else spans.push(next);
};
