import { NotAcceptableException } from '@nestjs/common';

/** How a list is written: a page as JSON, or the whole list as CSV or as JSON lines. */
export type ListFormat = 'json' | 'csv' | 'ndjson';

export const MEDIA_TYPES: Readonly<Record<ListFormat, string>> = {
  json: 'application/json',
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
};

const FORMATS = ['json', 'csv', 'ndjson'] as const;

/** Weights are not read: a client that lists several types gets the first one that there is. */
const accepted = (accept: string): ListFormat | null => {
  for (const range of accept.split(',')) {
    const type = range.split(';', 1)[0]?.trim().toLowerCase();
    if (type === '*/*' || type === 'application/*' || type === '') return 'json';
    const format = FORMATS.find((each) => MEDIA_TYPES[each] === type);
    if (format !== undefined) return format;
  }
  return null;
};

/** The path of an address, without its query. */
export const pathIn = (url: string): string => url.split('?', 1)[0] ?? url;

/** The format that a request asks for, by the end of its path or its `Accept` header; null if there is no such format. */
export const wantedFormat = (path: string, accept: string | undefined): ListFormat | null =>
  FORMATS.find((format) => path.endsWith(`.${format}`)) ?? accepted(accept ?? '*/*');

/** The same. Throws `NotAcceptableException` if there is no such format. */
export const listFormat = (path: string, accept: string | undefined): ListFormat => {
  const format = wantedFormat(path, accept);
  if (format === null) throw new NotAcceptableException(`a list is one of ${Object.values(MEDIA_TYPES).join(', ')}`);
  return format;
};
