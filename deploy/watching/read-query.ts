import type { SyntaxNodeRef } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/** Where a query is wrong, and the metrics that it reads. */
export type ReadQuery = Readonly<{ errors: readonly string[]; metrics: readonly string[] }>;

/** What Prometheus adds to the name of a histogram. */
const PART_OF_HISTOGRAM = /_(bucket|sum|count)$/;

/** Reads a query by the grammar of Prometheus. Grafana's own interval is filled in first. */
export const readQuery = (query: string): ReadQuery => {
  const text = query.replaceAll('$__rate_interval', '5m');
  const errors: string[] = [];
  const metrics = new Set<string>();
  const see = ({ type, from, to, node }: SyntaxNodeRef): void => {
    if (type.isError) errors.push(`at ${from}: ${text.slice(from, from + 20)}`);
    if (type.name === 'Identifier' && node.parent?.type.name === 'VectorSelector')
      metrics.add(text.slice(from, to).replace(PART_OF_HISTOGRAM, ''));
  };
  parser.parse(text).iterate({ enter: see });
  return { errors, metrics: [...metrics] };
};
