import type { EventRef } from './finding.ts';

/** How often a value was seen, and the first event that has it. */
export type Seen = Readonly<{ count: number; first: EventRef }>;
