/** The headers of a record as JSON, from each name to its value in base64. */
export const headersJson = (headers: Readonly<Record<string, Buffer>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.toString('base64')])));

/** The headers that were written by `headersJson`. */
export const bytesOfHeaders = (headers: Readonly<Record<string, string>>): Readonly<Record<string, Buffer>> =>
  Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text, 'base64')]));
