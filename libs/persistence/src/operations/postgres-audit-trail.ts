import { type AuditEntry, AuditTrail, type Page, type PageAsked, pageOf } from '@app/processing';
import type { Querying } from '../database/database.ts';

/** The latest first, behind the number $1; by primary key. */
const AUDIT = `
SELECT audit_id::text AS id, at, who, action, asked, result, answer
FROM audit
WHERE $1::bigint IS NULL OR audit_id < $1
ORDER BY audit.audit_id DESC
LIMIT $2`;

export class PostgresAuditTrail extends AuditTrail {
  constructor(private readonly store: Querying) {
    super();
  }

  async list(): Promise<readonly AuditEntry[]> {
    return this.store.query<AuditEntry>(AUDIT, [null, null]);
  }

  async page({ after, limit }: PageAsked): Promise<Page<AuditEntry>> {
    return pageOf(await this.store.query<AuditEntry>(AUDIT, [after?.[0] ?? null, limit + 1]), limit, ({ id }) => [id]);
  }
}
