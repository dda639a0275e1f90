import { AUDIT_ENTRY, AUDIT_QUERY, type AuditEntryAnswer, REFUSED_ID } from '@app/wire/answers';
import type { AuditEntry } from '@app/processing';
import { Controller, Inject, Query } from '@nestjs/common';
import { z } from 'zod';
import { List } from '../lists/list.ts';
import type { Listing } from '../lists/listing.ts';
import type { Key } from '../lists/text-key.ts';
import { Reading } from '../reading/reading.ts';

const KEY: z.ZodType<Key> = z.tuple([REFUSED_ID]);

const auditRow = ({ at, ...entry }: AuditEntry): AuditEntryAnswer => ({
  id: entry.id,
  at: at.toISOString(),
  who: entry.who,
  action: entry.action,
  asked: entry.asked,
  result: entry.result,
  answer: entry.answer,
});

@Controller('api/v1')
export class AuditController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @List('audit', {
    id: 'listAudit',
    summary: 'The operations on the store, the latest first: who did what, and what came of it',
    item: AUDIT_ENTRY,
    key: KEY,
    depends: 'content',
  })
  audit(@Query({ schema: AUDIT_QUERY }) _query: unknown): Listing<AuditEntryAnswer, Key> {
    return (asked) =>
      this.reading.run(async ({ audit }) => {
        const { rows, next } = await audit.page(asked);
        return { rows: rows.map(auditRow), next };
      });
  }
}
