/** The headers of a record as JSON, from each name to its value in base64. */
export const headersJson = (headers: Readonly<Record<string, Buffer>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.toString('base64')])));
