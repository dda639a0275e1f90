const OUTCOMES: Readonly<Record<number, string>> = {
  200: 'accepted',
  400: 'malformed',
  401: 'unauthenticated',
  404: 'unknown',
  408: 'too_slow',
  413: 'too_large',
  415: 'unsupported',
  429: 'too_many',
  503: 'unavailable',
};

/** The name of an answer in the metrics. */
export const outcomeOf = (status: number): string => OUTCOMES[status] ?? 'failed';
