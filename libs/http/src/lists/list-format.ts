import { NotAcceptableException } from '@nestjs/common';

/** How a list is written: a page as JSON, or the whole list as CSV or as JSON lines. */
export type ListFormat = 'json' | 'csv' | 'ndjson';

export const MEDIA_TYPES: Readonly<Record<ListFormat, string>> = {
  json: 'application/json',
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
};

export const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;

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

/** The format that a request asks for, by the end of its path or its `Accept` header. */
export const listFormat = (path: string, accept: string | undefined): ListFormat => {
  const suffix = FORMATS.find((format) => path.endsWith(`.${format}`));
  if (suffix !== undefined) return suffix;
  const format = accepted(accept ?? '*/*');
  if (format === null) throw new NotAcceptableException(`a list is one of ${Object.values(MEDIA_TYPES).join(', ')}`);
  return format;
};
