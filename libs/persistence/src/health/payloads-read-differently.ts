import { type PayloadsReadDifferently, PRESENT_TRANSLATORS } from '@app/processing';
import type { Querying } from '../database/database.ts';
import { PAYLOADS_READ_DIFFERENTLY } from './data-health.sql.ts';

/** Payloads that came before the translator or its config changed, and were not retranslated since. */
export const readPayloadsReadDifferently = async ({ query }: Querying): Promise<readonly PayloadsReadDifferently[]> =>
  query<PayloadsReadDifferently>(PAYLOADS_READ_DIFFERENTLY, [
    PRESENT_TRANSLATORS.map(({ format }) => format),
    PRESENT_TRANSLATORS.map(({ version }) => version),
  ]);
