import { ProblemError, statedProblem } from './problem.ts';
import type { Answers, Resource } from './answers.ts';

type Value = string | number | undefined;
export type Query = Readonly<Record<string, Value | readonly string[]>>;

const BASE = 'api/v1/';

/** The path of a resource, or of the one with an id, below the page. Parameters without a value are left out; several values repeat. */
export const pathOf = (resource: Resource, query: Query, id = ''): string => {
  const place = `${BASE}${resource.replace('{id}', encodeURIComponent(id))}`;
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== '') parameters.append(name, String(one));
  const text = parameters.toString();
  return text === '' ? place : `${place}?${text}`;
};

/** The path of a whole list as CSV. */
export const csvOf = (resource: Resource, query: Query): string => pathOf(resource, query).replace(/\?|$/, '.csv$&');

/** The path of the report of a period. */
export const reportPath = (period: string): string => `${BASE}report?${new URLSearchParams({ period }).toString()}`;

const problemIn = async (response: Response): Promise<ProblemError> => {
  const text = await response.text();
  try {
    return new ProblemError(statedProblem(response.status, JSON.parse(text)));
  } catch {
    return new ProblemError(statedProblem(response.status, null));
  }
};

/** `isOld`: the books have changed since the answer was worked out, and a fresh one is on its way. */
export type ReadAnswer<R extends Resource> = Readonly<{ value: Answers[R]; isOld: boolean }>;

/** Reads a path of the API. The browser's cache sends the `ETag`, so an answer that did not change costs no body. */
export const readPath = async <R extends Resource>(path: string, signal: AbortSignal): Promise<ReadAnswer<R>> => {
  const response = await fetch(path, { signal, headers: { accept: 'application/json' } });
  if (!response.ok) throw await problemIn(response);
  // The page and the API are of one version and one schema, so the answer has the type of its resource.
  return { value: (await response.json()) as Answers[R], isOld: response.headers.has('age') };
};
