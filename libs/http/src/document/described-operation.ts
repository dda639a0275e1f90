import type { OpenAPIObject } from '@nestjs/swagger';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;
type Responses = Operation['responses'];

const METHODS = ['get', 'post', 'delete'] as const;

/** What any request can be answered with, besides its answer. */
const PROBLEMS = {
  '400': 'A parameter is unknown or cannot be used.',
  '401': 'A token is needed.',
  '403': 'The token does not allow it.',
  '404': 'Nothing was found.',
  '406': 'The answer has none of these formats.',
  '413': 'The body is too long.',
  '429': 'Too many requests.',
  '500': 'A bug.',
  '503': 'The store cannot be reached, or the question took too long.',
} as const;

/** What an operation can be answered with besides. */
const PROBLEMS_OF_OPERATIONS = {
  '409': 'The event was redriven or discarded before, or cannot be sent again as it is.',
  '415': 'The body is no JSON.',
  '422': 'The key was used for another operation.',
  '501': 'This API only reads.',
} as const;

const problems = (listed: Readonly<Record<string, string>>): Responses =>
  Object.fromEntries(
    Object.entries(listed).map(([status, description]) => [
      status,
      { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    ]),
  );

type Answer = Readonly<{ headers?: object; content?: Readonly<Record<string, Readonly<{ schema?: object }>>> }>;

const isList = (answer: Answer): boolean => {
  const { properties } = Object(answer.content?.['application/json']?.schema) as Readonly<{ properties?: object }>;
  return properties !== undefined && 'next_cursor' in properties;
};

const TEXT = { schema: { type: 'string' } } as const;

/** The headers of an answer that depends on the books, and the other forms of a list. */
const answered = (answer: Answer): Answer => ({
  ...answer,
  headers: {
    ETag: { description: 'For If-None-Match.', ...TEXT },
    ...(isList(answer) ? { Link: { description: 'The next page, with rel="next".', ...TEXT } } : {}),
  },
  content: {
    ...answer.content,
    ...(isList(answer) ? { 'text/csv': TEXT, 'application/x-ndjson': TEXT } : {}),
  },
});

const operation = (method: (typeof METHODS)[number], { responses, ...rest }: Operation): Operation => {
  const { '200': ok } = responses;
  const isRead = method === 'get';
  return {
    ...rest,
    responses: {
      ...problems(isRead ? PROBLEMS : { ...PROBLEMS, ...PROBLEMS_OF_OPERATIONS }),
      ...responses,
      ...(ok === undefined || !isRead ? {} : { '200': answered(ok as Answer) as Responses[string] }),
    },
    security: [{ token: [] }, { session: [] }, {}],
  };
};

/** The operations of a path with what all of them have in common. */
export const described = (item: PathItem): PathItem => ({
  ...item,
  ...Object.fromEntries(
    METHODS.flatMap((method) => {
      const found = item[method];
      return found === undefined ? [] : [[method, operation(method, found)]];
    }),
  ),
});
