import { STATUS_CODES } from 'node:http';

/** One part of a request that cannot be used. */
export type FieldFault = Readonly<{ field: string; reason: string }>;

/** The body of every error, as RFC 9457 describes it. */
export type ProblemBody = Readonly<{
  type: 'about:blank';
  title: string;
  status: number;
  detail: string;
  errors?: readonly FieldFault[];
}>;

export const problemBody = (status: number, detail: string, errors?: readonly FieldFault[]): ProblemBody => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail,
  ...(errors === undefined ? {} : { errors }),
});
