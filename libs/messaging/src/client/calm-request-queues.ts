import { createRequire } from 'node:module';

/** What is used here of the queue of requests that kafkajs has for each connection. */
type RequestQueue = Readonly<{
  pending: readonly unknown[];
  /** Milliseconds since 1970; -1 where the broker never slowed us down. */
  throttledUntil: number;
}>;

type Prototype = { scheduleCheckPendingRequests: (this: RequestQueue) => void };

/** kafkajs exports it to nobody and has no type for it. */
const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as Readonly<{
  prototype: Prototype;
}>;

const schedule = prototype.scheduleCheckPendingRequests;

const hasSomethingToCheck = ({ pending, throttledUntil }: RequestQueue): boolean =>
  pending.length > 0 || throttledUntil > Date.now();

/**
 * kafkajs 2.2.4 looks again and again for requests that wait, also where none does: with a negative timeout, of which Node
 * warns and makes a millisecond of it. Eight hundred times a second and connection, that was most of what an idle process
 * cost. Every request that comes or goes looks for itself.
 */
export function calmRequestQueues(): void {
  prototype.scheduleCheckPendingRequests = function scheduleWhereSomethingWaits() {
    if (hasSomethingToCheck(this)) schedule.call(this);
  };
}
