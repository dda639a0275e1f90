/** A piece of work that becomes a span. */
export type Spanned<T> = Readonly<{
  name: string;
  /** The `traceparent` headers of what the work is about. Called only if spans are made. */
  about?: () => Iterable<string> | Promise<Iterable<string>>;
  /** What the span says of the result. Null: nothing was done, and there is no span. */
  said?: (result: T) => Readonly<Record<string, string | number>> | null;
}>;

/** Makes spans of the work of a service. */
export type Tracing = Readonly<{
  /** Runs the work, and its failure too, in a span. */
  span<T>(of: Spanned<T>, work: () => Promise<T>): Promise<T>;
  /** The header that names the span in which this is called; null outside of spans. */
  traceparent(): string | null;
  /** The fields of each line that is logged within a span. */
  logFields(): Readonly<Record<string, string>>;
  /** Sends what is left. */
  close(): Promise<void>;
}>;

const NO_FIELDS = {};

/** Makes no spans, and costs nothing. */
export const NO_TRACING: Tracing = {
  span: (_of, work) => work(),
  traceparent: () => null,
  logFields: () => NO_FIELDS,
  close: async () => {},
};
