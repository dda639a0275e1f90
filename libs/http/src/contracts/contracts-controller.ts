import { ATTRIBUTE_PREFIX, type Contract, CONTRACT, CONTRACTS_QUERY, type ContractsQuery } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { z } from 'zod';
import { List } from '../lists/list.ts';
import type { Listing } from '../lists/listing.ts';
import { DECIMAL_PART, type Key, TEXT_PART } from '../lists/text-key.ts';
import { Reading } from '../reading/reading.ts';
import { contractRow } from './contract-answers.ts';

const ORDERS = { '-arr': 'arr', contract_id: 'contract', customer_id: 'customer', term_end: 'end' } as const;

/** By contract, by customer or end of the term and contract, or by ARR; contracts without a rate come after the others. */
const KEY: z.ZodType<Key> = z.union([
  z.tuple([TEXT_PART]),
  z.tuple([TEXT_PART, TEXT_PART]),
  z.tuple([z.union([DECIMAL_PART, z.literal('')]), TEXT_PART, DECIMAL_PART, TEXT_PART]),
]);

const attributesIn = (query: ContractsQuery): ReadonlyMap<string, readonly string[]> =>
  new Map(
    Object.entries(query).flatMap(([name, values]) =>
      name.startsWith(ATTRIBUTE_PREFIX) && Array.isArray(values)
        ? [[name.slice(ATTRIBUTE_PREFIX.length), values] as const]
        : [],
    ),
  );

@Controller('api/v1')
export class ContractsController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @List('contracts', {
    id: 'listContracts',
    summary: 'The contracts that are active on a day, with their measures',
    item: CONTRACT,
    upTo: 'active_on',
    key: KEY,
  })
  contracts(@Query({ schema: CONTRACTS_QUERY }) query: ContractsQuery): Listing<Contract, Key> {
    const question = {
      on: query.active_on ?? null,
      customer: query.customer ?? null,
      query: query.query ?? null,
      attributes: attributesIn(query),
      order: ORDERS[query.sort],
    };
    return (asked) =>
      this.reading.run(async ({ contracts, at: { policy } }) => {
        const { rows, next } = await contracts.page(question, asked);
        return { rows: rows.map((row) => contractRow(row, policy.reportingCurrency)), next };
      });
  }
}
