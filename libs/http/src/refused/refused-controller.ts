import { isUtf8 } from 'node:buffer';
import type { RefusedEvent } from '@app/processing';
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

const refusedRow = (refused: RefusedEvent): RefusedEventAnswer => ({
  id: refused.id,
  refused_at: refused.refusedAt.toISOString(),
  origin: refused.origin,
  partition: refused.partition,
  position: refused.position,
  code: refused.code,
  field: refused.field,
  message: refused.message,
});

const bytes = (value: Buffer | null): RefusedRecord['value'] => {
  if (value === null) return null;
  return isUtf8(value)
    ? { encoding: 'utf-8', text: value.toString('utf8') }
    : { encoding: 'base64', text: value.toString('base64') };
};

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
  refused(@Query({ schema: REFUSED_QUERY }) { code, topic, since }: RefusedQuery): Listing<RefusedEventAnswer, Key> {
    const question = { code: code ?? null, origin: topic ?? null, since: since ?? null };
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
      const headers = Object.entries(record.headers).map(([name, value]) => [name, bytes(value)] as const);
      return {
        ...refusedRow(record),
        key: bytes(record.key),
        value: bytes(record.value),
        headers: Object.fromEntries(headers),
      };
    });
  }
}
