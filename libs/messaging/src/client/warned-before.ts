/** The errors of a broker that has only started, or of topics that are being created. They pass by themselves. */
const PASSING = [
  'This server does not host this topic-partition',
  'There is no leader for this topic-partition as we are in the middle of a leadership election',
  'The group coordinator is not available',
  'The coordinator is loading and hence can',
] as const;

/** How long one warning stands for its repeats. */
const QUIET_MS = 60_000;

/**
 * Whether a warning about a passing error repeats one of the last minute. The driver retries such an error several times
 * a second, on each connection.
 */
export const warnedBefore = (now: () => number): ((text: string) => boolean) => {
  let last = -Infinity;
  return (text) => {
    if (!PASSING.some((error) => text.includes(error))) return false;
    const isRepeat = now() - last < QUIET_MS;
    if (!isRepeat) last = now();
    return isRepeat;
  };
};
