/** A literal, as decorators want it. */
export const SMALL_TOPIC = 'bench.subscription-events.small';
