import type { FieldFault } from '@app/host/service';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { InvalidRequest } from './invalid-request.ts';

type Issue = Readonly<{
  message: string;
  path?: readonly (PropertyKey | Readonly<{ key: PropertyKey }>)[] | undefined;
  /** Zod's own: the names of parameters that the schema does not have. */
  keys?: readonly string[];
}>;

const fieldOf = (path: Issue['path']): string =>
  (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');

const UNKNOWN = 'is not a parameter of this resource';

const faults = ({ message, path, keys }: Issue): readonly FieldFault[] =>
  keys === undefined ? [{ field: fieldOf(path), reason: message }] : keys.map((field) => ({ field, reason: UNKNOWN }));

/** Checks parameters and bodies by their zod schemas, and fills in defaults. */
export const validation = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => new InvalidRequest(issues.flatMap((issue) => faults(issue))),
  });

/** For a resource without parameters. Throws `InvalidRequest`. */
export const refuseParameters = (query: Readonly<Record<string, unknown>>): void => {
  const given = Object.keys(query);
  if (given.length > 0) throw new InvalidRequest(given.map((field) => ({ field, reason: UNKNOWN })));
};
