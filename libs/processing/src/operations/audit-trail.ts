import type { Page, PageAsked } from '../lists/page.ts';
import type { OperationAction } from './operation-store.ts';

/** An operation that was asked for, with what came of it: its answer, or the reason why it failed. */
export type AuditEntry = Readonly<{
  id: string;
  at: Date;
  who: string;
  action: OperationAction;
  asked: Readonly<Record<string, unknown>>;
  result: 'done' | 'failed';
  answer: Readonly<Record<string, unknown>>;
}>;

/** The port of the operations that were done or failed, the latest first. */
export abstract class AuditTrail {
  abstract list(): Promise<readonly AuditEntry[]>;
  /** A page of the same. */
  abstract page(page: PageAsked): Promise<Page<AuditEntry>>;
}
