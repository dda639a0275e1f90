import type { ContractId } from '@app/domain';
import { asAnswer, contractExplanation } from '@app/processing';
import {
  CONTRACT_ID,
  CONTRACT_ON_DAY,
  CONTRACT_SPAN,
  type ContractOnDay,
  type ContractSpanAnswer,
  EXPLANATION_ANSWER,
  LEDGER_EVENT,
  type LedgerEventAnswer,
  ONE_CONTRACT_QUERY,
  type OneContractQuery,
  PAGE_QUERY,
} from '@app/wire/answers';
import { Controller, Inject, NotFoundException, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { List } from '../lists/list.ts';
import { type Listing, pageOf } from '../lists/listing.ts';
import { type PlaceKey, PLACE_KEY } from '../lists/place-key.ts';
import type { Key } from '../lists/text-key.ts';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';
import { contractOnDay, eventRow, spanRow } from './contract-answers.ts';

/** Numbers in the ledger. */
const SEQ_KEY: z.ZodType<Key> = z.tuple([z.string().regex(/^\d{1,18}$/)]);

const found = <T>(answer: T | null, id: string): T => {
  if (answer === null) throw new NotFoundException(`no event of contract ${id} was accepted`);
  return answer;
};

@Controller('api/v1')
export class ContractController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @Read('contracts/:id', {
    id: 'readContract',
    summary: 'One contract on a day',
    answer: CONTRACT_ON_DAY,
    depends: 'content',
  })
  contract(
    @Param('id', { schema: CONTRACT_ID }) id: ContractId,
    @Query({ schema: ONE_CONTRACT_QUERY }) { on }: OneContractQuery,
  ): Promise<ContractOnDay> {
    return this.reading.run(async ({ contract, at: { policy } }) =>
      contractOnDay(found(await contract.on(id, on ?? null), id), policy.reportingCurrency),
    );
  }

  @Read('contracts/:id/explanation', {
    id: 'explainContract',
    summary: 'The arithmetic from the events of a contract to its measures on a day',
    answer: EXPLANATION_ANSWER,
    depends: 'content',
  })
  explanation(
    @Param('id', { schema: CONTRACT_ID }) id: ContractId,
    @Query({ schema: ONE_CONTRACT_QUERY }) { on }: OneContractQuery,
  ): Promise<unknown> {
    return this.reading.run(async ({ explain, lastTakenDay }) => {
      const day = on ?? (await lastTakenDay());
      return asAnswer(contractExplanation(found(day === null ? null : await explain.on(id, day), id)));
    });
  }

  @List('contracts/:id/spans', {
    id: 'listContractSpans',
    summary: 'All spans of one contract: days on which its measures are the same',
    item: CONTRACT_SPAN,
    key: PLACE_KEY,
  })
  spans(
    @Param('id', { schema: CONTRACT_ID }) id: ContractId,
    @Query({ schema: PAGE_QUERY }) _query: unknown,
  ): Listing<ContractSpanAnswer, PlaceKey> {
    return (asked) =>
      this.reading.run(async ({ contract }) => pageOf(found(await contract.spans(id), id).map(spanRow), asked));
  }

  @List('contracts/:id/events', {
    id: 'listContractEvents',
    summary: 'The accepted events of one contract as they came',
    item: LEDGER_EVENT,
    depends: 'content',
    key: SEQ_KEY,
  })
  events(
    @Param('id', { schema: CONTRACT_ID }) id: ContractId,
    @Query({ schema: PAGE_QUERY }) _query: unknown,
  ): Listing<LedgerEventAnswer, Key> {
    return (asked) =>
      this.reading.run(async ({ contract }) => {
        const { rows, next } = found(await contract.events(id, asked), id);
        return { rows: rows.map(eventRow), next };
      });
  }
}
