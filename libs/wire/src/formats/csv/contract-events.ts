import type { DerivedEvent } from '../derived-event.ts';
import type { RowLine } from './line-ids.ts';
import { columnNamed } from './columns.ts';
import type { Values } from './read-row.ts';
import type { SheetConfig } from './sheet.ts';

const attributesIn = (values: Values): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).filter(([column]) => columnNamed(column).isAttribute === true));

const optional = (values: Values, columns: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).filter(([column]) => columns.includes(column)));

/**
 * The events that a contract's rows say: its terms from their start on, and its cancellation. A day of cancellation
 * before the start is moved to it: the contract never was active.
 */
export const contractEvents = (
  values: Values,
  lines: readonly RowLine[],
  { name, revision }: Pick<SheetConfig, 'name' | 'revision'>,
): readonly DerivedEvent[] => {
  const { contract_id = '', customer_id, currency, start = '', end = null, auto_renew, cancelled } = values;
  const head = { source: `/csv/${name}`, time: `${start}T00:00:00Z` };
  const id = `${contract_id}#r${revision}`;
  const attributes = attributesIn(values);
  const terms: DerivedEvent = {
    ...head,
    id,
    type: 'subscription.created',
    data: {
      contract_id,
      customer_id,
      currency,
      effective_date: start,
      version: revision,
      term: { start, end, auto_renew: auto_renew === 'true' },
      lines: lines.map(({ line }) => line),
      ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
      ...optional(values, ['renews', 'opened_date', 'closed_date']),
    },
  };
  if (cancelled === undefined) return [terms];
  const effective = cancelled < start ? start : cancelled;
  const data = { contract_id, effective_date: effective, version: revision };
  return [terms, { ...head, id: `${id}-end`, type: 'subscription.cancelled', data }];
};
