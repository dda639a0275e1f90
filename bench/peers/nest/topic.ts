/** A literal, because decorators need one. */
export const SMALL_TOPIC = 'bench.subscription-events.small';
