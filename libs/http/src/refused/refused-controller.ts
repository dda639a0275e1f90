import { refusedRecord, refusedRow } from '@app/processing';
import {
  REFUSED_EVENT,
  REFUSED_ID,
  REFUSED_QUERY,
  REFUSED_RECORD,
  type RefusedEventAnswer,
  type RefusedQuery,
  type RefusedRecord,
} from '@app/wire/answers';
import { Controller, Inject, NotFoundException, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { List } from '../lists/list.ts';
import type { Listing } from '../lists/listing.ts';
import type { Key } from '../lists/text-key.ts';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';

const KEY: z.ZodType<Key> = z.tuple([REFUSED_ID]);

@Controller('api/v1')
export class RefusedController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @List('refused', {
    id: 'listRefused',
    summary: 'The refused events',
    item: REFUSED_EVENT,
    key: KEY,
    depends: 'content',
  })
  refused(@Query({ schema: REFUSED_QUERY }) query: RefusedQuery): Listing<RefusedEventAnswer, Key> {
    const { code = null, topic: origin = null, since = null, contract = null, state = null } = query;
    const question = { code, origin, since, contract, state };
    return (asked) =>
      this.reading.run(async ({ refused }) => {
        const { rows, next } = await refused.page(question, asked);
        return { rows: rows.map(refusedRow), next };
      });
  }

  @Read('refused/:id', {
    id: 'readRefused',
    summary: 'A refused record as it came',
    answer: REFUSED_RECORD,
    depends: 'content',
  })
  record(@Param('id', { schema: REFUSED_ID }) id: string): Promise<RefusedRecord> {
    return this.reading.run(async ({ refused }) => {
      const record = await refused.record(id);
      if (record === null) throw new NotFoundException(`there is no refused event ${id}`);
      return refusedRecord(record);
    });
  }
}
