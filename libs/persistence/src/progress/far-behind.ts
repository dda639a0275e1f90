/** A backlog of more records than a trickle brings. While the ledger fills up, derived values are soon stale again. */
export const FAR_BEHIND_RECORDS = 10_000;
