/** What is used of Fastify's request. */
export type WebhookRequest = Readonly<{
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  query: Readonly<Record<string, unknown>>;
  /** The bytes as they came; absent where there were none. */
  body: unknown;
}>;

/** What is used of Fastify's reply. */
export type WebhookReply = Readonly<{
  /** Milliseconds since the request began to arrive. */
  elapsedTime: number;
}>;
