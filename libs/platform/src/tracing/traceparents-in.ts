/** The header of a record that names the span which it comes from (W3C Trace Context). */
const TRACEPARENT = 'traceparent';

/** The `traceparent` headers of records that have one. */
export function* traceparentsIn(
  records: readonly Readonly<{ headers: Readonly<Record<string, Buffer>> }>[],
): Generator<string> {
  for (const { headers } of records) {
    const found = headers[TRACEPARENT];
    if (found !== undefined) yield found.toString('latin1');
  }
}
