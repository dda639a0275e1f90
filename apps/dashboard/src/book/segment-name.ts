import { periodText } from '@app/wording';

/** A segment as readers call it: a cohort by its period, as the pickers write periods; any other by its own name. */
export const segmentName = (dimension: string, segment: string): string =>
  dimension === 'cohort' ? periodText(segment) : segment;
