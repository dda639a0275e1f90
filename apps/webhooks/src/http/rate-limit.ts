/** How many addresses are remembered at most; of more, the first ones are forgotten. */
const ADDRESSES_MAX = 10_000;

type Bucket = { left: number; atMs: number };

/** A bucket of requests for each address: it holds those of two seconds, and fills up at the rate. */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>();
  readonly #capacity: number;

  constructor(
    private readonly perSecond: number,
    /** Monotonic milliseconds. */
    private readonly now: () => number,
  ) {
    this.#capacity = perSecond * 2;
  }

  /** Whether the address may send another request now. */
  take(address: string): boolean {
    const bucket = this.#buckets.get(address) ?? this.#opened(address);
    const atMs = this.now();
    bucket.left = Math.min(this.#capacity, bucket.left + ((atMs - bucket.atMs) * this.perSecond) / 1000);
    bucket.atMs = atMs;
    if (bucket.left < 1) return false;
    bucket.left -= 1;
    return true;
  }

  #opened(address: string): Bucket {
    const [first] = this.#buckets.keys();
    if (first !== undefined && this.#buckets.size >= ADDRESSES_MAX) this.#buckets.delete(first);
    const bucket = { left: this.#capacity, atMs: this.now() };
    this.#buckets.set(address, bucket);
    return bucket;
  }
}
