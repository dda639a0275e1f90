import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { envelope } from '../../test/example.ts';
import { published, publishedSchemas } from './published.ts';

const FOLDER = new URL('../../../../docs/schemas/', import.meta.url);
const schemas = publishedSchemas();

/** Every `$ref` in a document. */
const references = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : references(inner),
  );
};

const at = (document: unknown, reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>((value, step) => Object.entries(value ?? {}).find(([key]) => key === step)?.[1], document);

describe('The published schemas', () => {
  it.each([...schemas])('are what the code that parses writes: %s', (name, schema) => {
    expect(readFileSync(new URL(name, FOLDER), 'utf8')).toBe(published(schema));
  });

  it('are all of the folder but the description of the API, which its own room writes, and former releases', () => {
    expect(
      readdirSync(FOLDER)
        .filter((name) => name !== 'released')
        .sort(),
    ).toEqual([...schemas.keys(), 'openapi.json'].sort());
  });

  it.each([...schemas])('refer to nothing that is not there: %s', (_name, schema) => {
    for (const reference of references(schema)) expect(at(schema, reference)).toBeDefined();
  });

  it.each([...schemas].filter(([name]) => name !== 'asyncapi.json'))(
    'are schemas of their dialect: %s',
    (_name, schema) => {
      expect(() => new Ajv2020({ strict: false, validateFormats: false }).compile(schema)).not.toThrow();
    },
  );

  it('accept the example of the documentation', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const accords = ajv.compile(schemas.get('subscription-event.schema.json') ?? false);
    expect(accords(envelope())).toBe(true);
    expect(accords(envelope({ specversion: '0.3' }))).toBe(false);
  });
});
