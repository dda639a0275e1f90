/** More records than a trickle brings: the ledger fills up, and what is worked out of it now is soon stale again. */
export const FAR_BEHIND_RECORDS = 10_000;
