import type { JsonSchema, JsonValue } from '../src/fields/json-schema.ts';

/** `input`: we read it, so what was valid stays valid. `output`: others read it, so what they rely on stays. */
export type Side = 'input' | 'output';

type Pair<T> = Readonly<{ before: T; after: T }>;
type Compared = Pair<JsonSchema> & Readonly<{ documents: Pair<JsonSchema>; side: Side; path: string; seen: string }>;
type Rule = (compared: Compared) => readonly string[];

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const schemaAt = (schema: JsonSchema, keyword: string): JsonSchema => {
  const value = schema[keyword];
  return isObject(value) ? value : {};
};
const listAt = (schema: JsonSchema, keyword: string): readonly JsonValue[] => {
  const value = schema[keyword];
  return Array.isArray(value) ? value : [];
};

const resolved = (schema: JsonSchema, document: JsonSchema): JsonSchema => {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  return resolved(reference.slice(2).split('/').reduce(schemaAt, document), document);
};

/** The two in the order in which the first must fit into the second. */
const ordered = <T>({ before, after, side }: Pair<T> & Readonly<{ side: Side }>): readonly [T, T] =>
  side === 'input' ? [before, after] : [after, before];

const isText = (value: unknown): value is string => typeof value === 'string';

const typesOf = (schema: JsonSchema): readonly string[] =>
  isText(schema['type']) ? [schema['type']] : listAt(schema, 'type').filter(isText);

const types: Rule = (compared) => {
  const [narrow, wide] = ordered(compared).map(typesOf);
  if (narrow === undefined || wide === undefined || wide.length === 0) return [];
  const isFitting =
    narrow.length > 0 && narrow.every((type) => wide.includes(type) || (type === 'integer' && wide.includes('number')));
  return isFitting
    ? []
    : [
        `${compared.path}: the type ${typesOf(compared.before).join(' or ') || 'any'} became ${typesOf(compared.after).join(' or ') || 'any'}`,
      ];
};

const valuesOf = (schema: JsonSchema): readonly JsonValue[] | null => {
  if ('const' in schema) return [schema['const'] ?? null];
  return 'enum' in schema ? listAt(schema, 'enum') : null;
};

/** New values are no break on either side: subscribers pass over a value that they do not know. */
const values: Rule = ({ before, after, side, path }) => {
  const [then, now] = [valuesOf(before), valuesOf(after)];
  if (now === null) return then === null || side === 'input' ? [] : [`${path}: any value is possible now`];
  if (then === null) return side === 'output' ? [] : [`${path}: only some values are allowed now`];
  return then
    .filter((value) => !now.includes(value))
    .map((value) => `${path}: the value ${JSON.stringify(value)} is gone`);
};

const BOUNDS = { minimum: 1, minLength: 1, minItems: 1, maximum: -1, maxLength: -1, maxItems: -1 };

const bounds: Rule = (compared) =>
  Object.entries(BOUNDS).flatMap(([keyword, sign]) => {
    const [narrow, wide] = ordered(compared).map((schema) => schema[keyword]);
    if (typeof wide !== 'number') return [];
    const isFitting = typeof narrow === 'number' && sign * narrow >= sign * wide;
    return isFitting
      ? []
      : [
          `${compared.path}: ${keyword} was ${JSON.stringify(compared.before[keyword])} and is ${JSON.stringify(compared.after[keyword])}`,
        ];
  });

/** Whether one pattern allows all that another does cannot be decided here, so each change counts. */
const patterns: Rule = (compared) =>
  ['pattern', 'format'].flatMap((keyword) => {
    const [narrow, wide] = ordered(compared).map((schema) => schema[keyword]);
    return wide === undefined || narrow === wide ? [] : [`${compared.path}: the ${keyword} changed`];
  });

const required: Rule = ({ before, after, side, path }) => {
  const [then, now] = [before, after].map((schema) => listAt(schema, 'required').filter(isText));
  if (then === undefined || now === undefined) return [];
  return side === 'input'
    ? now.filter((name) => !then.includes(name)).map((name) => `${path}.${name}: is required now`)
    : then.filter((name) => !now.includes(name)).map((name) => `${path}.${name}: may be missing now`);
};

const properties: Rule = (compared) => {
  const [then, now] = [schemaAt(compared.before, 'properties'), schemaAt(compared.after, 'properties')];
  const gone = Object.keys(then).filter((name) => !(name in now));
  return [
    ...gone.map((name) => `${compared.path}.${name}: the field is gone`),
    ...Object.keys(then)
      .filter((name) => name in now)
      .flatMap((name) =>
        differences({
          ...compared,
          before: schemaAt(then, name),
          after: schemaAt(now, name),
          path: `${compared.path}.${name}`,
        }),
      ),
    ...(compared.side === 'input' &&
    compared.after['additionalProperties'] === false &&
    compared.before['additionalProperties'] !== false
      ? [`${compared.path}: other fields are refused now`]
      : []),
  ];
};

const parts: Rule = (compared) =>
  ['items', 'propertyNames', 'additionalProperties'].flatMap((keyword) => {
    const [then, now] = [compared.before[keyword], compared.after[keyword]];
    if (!isObject(then) && !isObject(now)) return [];
    return differences({
      ...compared,
      before: schemaAt(compared.before, keyword),
      after: schemaAt(compared.after, keyword),
      path: `${compared.path}[]`,
    });
  });

/** A condition is known by what it asks. One for a value that was not allowed before narrows nothing. */
const conditions: Rule = (compared) =>
  listAt(compared.before, 'allOf')
    .filter(isObject)
    .flatMap((then, i) => {
      const asked = JSON.stringify(then['if']);
      const others = listAt(compared.after, 'allOf').filter(isObject);
      const now = asked === undefined ? others[i] : others.find((other) => JSON.stringify(other['if']) === asked);
      if (now === undefined) return compared.side === 'input' ? [] : [`${compared.path}: a condition is gone`];
      return asked === undefined
        ? differences({ ...compared, before: then, after: now })
        : differences({ ...compared, before: schemaAt(then, 'then'), after: schemaAt(now, 'then') });
    });

const RULES: readonly Rule[] = [types, values, bounds, patterns, required, properties, parts, conditions];

const alternativesOf = (schema: JsonSchema): readonly JsonSchema[] => {
  const list = [...listAt(schema, 'anyOf'), ...listAt(schema, 'oneOf')].filter(isObject);
  return list.length > 0 ? list : [schema];
};

/** Every alternative that there was has to be there still; others of an output are new to those who read it. */
const alternatives = (compared: Compared): readonly string[] => {
  const [then, now] = [alternativesOf(compared.before), alternativesOf(compared.after)];
  if (then.length === 1 && now.length === 1) return RULES.flatMap((rule) => rule(compared));
  const fits = (before: JsonSchema, after: JsonSchema): boolean =>
    differences({ ...compared, before, after }).length === 0;
  const gone = then.filter((before) => !now.some((after) => fits(before, after)));
  const added = compared.side === 'input' ? [] : now.filter((after) => !then.some((before) => fits(before, after)));
  return [
    ...gone.map((schema) => `${compared.path}: the alternative ${JSON.stringify(schema)} is gone or narrower`),
    ...added.map((schema) => `${compared.path}: the alternative ${JSON.stringify(schema)} is new to subscribers`),
  ];
};

const differences = (compared: Compared): readonly string[] => {
  const { documents, seen } = compared;
  const at = JSON.stringify([compared.before['$ref'], compared.after['$ref']]);
  const isReference = '$ref' in compared.before || '$ref' in compared.after;
  if (isReference && seen.includes(at)) return [];
  return alternatives({
    ...compared,
    before: resolved(compared.before, documents.before),
    after: resolved(compared.after, documents.after),
    seen: isReference ? seen + at : seen,
  });
};

/** What breaks those who rely on a schema, each with the path of the field. Empty: the new one is compatible. */
export const breakingChanges = (documents: Pair<JsonSchema>, side: Side): readonly string[] =>
  differences({ ...documents, documents, side, path: '$', seen: '' });

/** The same for all topics of two AsyncAPI documents: their names, what they carry, headers and values. */
export const breakingTopics = (documents: Pair<JsonSchema>): readonly string[] => {
  const channels = Object.entries(schemaAt(documents.before, 'channels'));
  return channels.flatMap(([name, channel]) => {
    const now = schemaAt(documents.after, 'channels')[name];
    if (!isObject(channel) || !isObject(now) || now['address'] !== channel['address'])
      return [`${name}: the topic is gone or has another name`];
    const isSent = Object.values(schemaAt(documents.before, 'operations')).some(
      (operation) =>
        isObject(operation) &&
        operation['action'] === 'send' &&
        schemaAt(operation, 'channel')['$ref'] === `#/channels/${name}`,
    );
    return Object.entries(schemaAt(channel, 'messages')).flatMap(([message, reference]) => {
      const other = schemaAt(now, 'messages')[message];
      if (!isObject(reference) || !isObject(other)) return [`${name}: the message ${message} is gone`];
      const [before, after] = [resolved(reference, documents.before), resolved(other, documents.after)];
      return ['headers', 'payload'].flatMap((part) =>
        differences({
          before: schemaAt(before, part),
          after: schemaAt(after, part),
          documents,
          side: isSent ? 'output' : 'input',
          path: `${name}.${message}.${part}`,
          seen: '',
        }),
      );
    });
  });
};
