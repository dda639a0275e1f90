/** A webhook as it came, with what can prove where it is from. */
export type SignedRequest = Readonly<{
  /** A header by its name in lower case. Null: absent. */
  header: (name: string) => string | null;
  /** The parameter `token` of the URL. Null: absent. */
  token: string | null;
  body: Buffer;
  /** Milliseconds since 1970. */
  receivedAtMs: number;
}>;

export type Keys = Readonly<{
  /** All valid ones: several while one replaces another. */
  secrets: readonly string[];
  /** How far a signed time may be from ours. */
  toleranceMs: number;
}>;

/** Whether one of the secrets proves that the request is from the billing system, unchanged. */
export type Verify = (request: SignedRequest, keys: Keys) => boolean;
