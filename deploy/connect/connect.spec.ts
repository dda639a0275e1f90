import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SINK_TOPICS } from './sink-topics.ts';

const read = (...path: readonly string[]): string => readFileSync(join(import.meta.dirname, ...path), 'utf8');

type Connector = Readonly<Record<string, string>>;

const connectors = readdirSync(join(import.meta.dirname, 'connectors')).map((file) => {
  const config: Connector = JSON.parse(read('connectors', file));
  return { file, config };
});

describe.each(SINK_TOPICS)('the files of the topic of $name', ({ name, schema, table, leftOut }) => {
  it('are what the published schema gives', () => {
    expect(JSON.parse(read('schemas', `${name}.json`))).toEqual(schema);
    expect(read('tables', `${name}.sql`)).toBe(table);
  });

  it('leave out of the table what no column can hold, and nothing else', () => {
    const excluded = connectors
      .filter(({ config }) => config['collection.name.format'] === `acv_${name}`)
      .map(({ config }) => config['transforms.columns.exclude'] ?? '');
    expect(excluded).toEqual([leftOut.join(',')]);
  });
});

describe('a schema for the converter', () => {
  it('demands only the key, because a compacted topic keeps records without the fields that were added since', () => {
    const demanded = SINK_TOPICS.map(({ schema }) => schema.fields?.flatMap((of) => (of.optional ? [] : [of.field])));
    expect(demanded).toEqual([['grain', 'period', 'dimension', 'segment'], ['contract_id']]);
  });

  it('has the figures of every signal', () => {
    const signals = SINK_TOPICS[0]?.schema.fields?.find(({ field }) => field === 'signals');
    expect(signals?.items?.fields?.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['code', 'driver_sum', 'top1_share', 'customer_id', 'contracts', 'currencies']),
    );
  });
});

describe('the connectors', () => {
  it.each(connectors)('hold no secret, and name a schema that exists: $file', ({ config }) => {
    const schemas = SINK_TOPICS.map(({ name }) => `\${directory:/etc/acv-stream/connect/schemas:${name}.json}`);
    const content = config['value.converter.schema.content'];
    if (content !== undefined) expect(schemas).toContain(content);
    for (const [key, value] of Object.entries(config))
      if (/password|secret/.test(key)) expect(value).toMatch(/^\$\{env:ACV_SINK_\w+\}$/);
  });
});
