/** A request that is refused on purpose, with the answer to it. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';

  constructor(
    readonly status: number,
    /** One sentence for the sender. */
    detail: string,
    readonly headers: Readonly<Record<string, string>> = {},
    options: ErrorOptions = {},
  ) {
    super(detail, options);
  }
}
