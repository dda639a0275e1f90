import { createRequire } from 'node:module';

/** The parts used here of the request queue that kafkajs has for each connection. */
type RequestQueue = Readonly<{
  pending: readonly unknown[];
  /** Milliseconds since 1970; -1 if the broker never throttled us. */
  throttledUntil: number;
}>;

type Prototype = { scheduleCheckPendingRequests: (this: RequestQueue) => void };

/** kafkajs does not export the class and has no type for it. */
const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as Readonly<{
  prototype: Prototype;
}>;

const schedule = prototype.scheduleCheckPendingRequests;

const hasSomethingToCheck = ({ pending, throttledUntil }: RequestQueue): boolean =>
  pending.length > 0 || throttledUntil > Date.now();

/**
 * Patches kafkajs 2.2.4 so that a request queue reschedules its check only while a request is waiting. Unpatched, an
 * empty queue reschedules itself with a negative timeout, which Node warns of and rounds up to 1 ms: 800 checks a
 * second for each connection, most of the CPU time of an idle process. Nothing is missed, because every new request and
 * response checks the queue too.
 */
export function calmRequestQueues(): void {
  prototype.scheduleCheckPendingRequests = function scheduleWhereSomethingWaits() {
    if (hasSomethingToCheck(this)) schedule.call(this);
  };
}
