import { Decimal, plain } from '@app/domain';
import { linesFrom, type StoredLine } from '@app/processing';
import type { OpenStore } from './postgres-store.ts';

type Pooled = Pick<StoredLine, 'kind' | 'product'> & Readonly<Record<'gross' | 'net' | 'quantity', Decimal>>;

/** The running lines of a span in the first edition's form: by kind and product, without the ids of lines. */
const pooledText = (lines: readonly StoredLine[]): string => {
  const pools = new Map<string, Pooled>();
  for (const { kind, product, ...line } of lines) {
    const key = `${kind} ${product}`;
    const pool = pools.get(key);
    const plus = (name: 'gross' | 'net' | 'quantity') => new Decimal(line[name]).plus(pool?.[name] ?? 0);
    pools.set(key, { kind, product, gross: plus('gross'), net: plus('net'), quantity: plus('quantity') });
  }
  return JSON.stringify(
    [...pools.values()].map(({ kind, product, ...amounts }) => {
      const [gross, net, quantity] = [plain(amounts.gross), plain(amounts.net), plain(amounts.quantity)];
      if (gross !== net) return [kind, product, gross, net, quantity];
      return kind === 'recurring' ? [product, gross, quantity] : [kind, product, gross, quantity];
    }),
  );
};

/** Sets the columns that the first edition did not have as the migration leaves them, and changes figures. */
const AGE_CONTRACTS = `
UPDATE store SET calculation = '1', calc_version = '1';
UPDATE contract SET has_mixed_sources = false, last_record = jsonb_build_array(
  CASE WHEN last_record -> 0 = 'null' THEN '0' ELSE last_record -> 0 END, last_record -> 1, last_record -> 2,
  last_record -> 4, last_record -> 5);
UPDATE span_run SET term_start = NULL, term_end = NULL, auto_renew = NULL, anchor = NULL,
  arr = ARRAY(SELECT amount * 0.75 FROM unnest(arr) WITH ORDINALITY AS of(amount, at) ORDER BY at),
  gross_arr = ARRAY(SELECT amount + 10 FROM unnest(coalesce(gross_arr, arr)) WITH ORDINALITY AS of(amount, at) ORDER BY at),
  acv = ARRAY(SELECT amount + 5 FROM unnest(coalesce(acv, arr)) WITH ORDINALITY AS of(amount, at) ORDER BY at),
  contracted_acv = coalesce(contracted_acv, arr);
UPDATE booking SET acv = acv + 7, net_value = net_value + 1`;

/** Fields that the first edition did not have. */
const isNew = (field: string): boolean => /^transferred_(in|out)_(arr|logos)$/.test(field);

type Content = Readonly<Record<string, unknown>>;

const agedContent = (content: Content): Content => ({
  ...Object.fromEntries(Object.entries(content).filter(([field]) => !isNew(field))),
  calc_version: '1',
  arr: plain(new Decimal(String(content['arr'])).times('0.75')),
});

/** Turns a store into one of the first edition after the migrations, before `acv restate`. */
export const ageToFirstEdition = async ({ database }: OpenStore): Promise<void> => {
  await database.query(AGE_CONTRACTS);
  const runs = await database.query<{ row: string; lines: string }>('SELECT ctid::text AS row, lines FROM span_run');
  const pooled = runs.map(({ lines }) => lines.split('\n').map((line) => pooledText(linesFrom(line))));
  await database.query(
    `UPDATE span_run s SET lines = a.lines
     FROM unnest($1::tid[], $2::text[]) AS a(row, lines) WHERE s.ctid = a.row`,
    [runs.map(({ row }) => row), pooled.map((lines) => lines.join('\n'))],
  );
  const revisions = await database.query<{ snapshot_id: string; content: Content }>(
    'SELECT snapshot_id, content FROM snapshot',
  );
  await database.query(
    `UPDATE snapshot s SET content = a.content::json
     FROM unnest($1::text[], $2::text[]) AS a(snapshot_id, content) WHERE s.snapshot_id = a.snapshot_id`,
    [
      revisions.map(({ snapshot_id }) => snapshot_id),
      revisions.map(({ content }) => JSON.stringify(agedContent(content))),
    ],
  );
};
