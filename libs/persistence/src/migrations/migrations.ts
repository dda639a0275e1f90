import { OpenTheBooks1764000000000 } from './1764000000000-open-the-books.ts';
import { LeaveAmountsOfTenPlacesAsTheyAre1764000000200 } from './1764000000200-leave-amounts-of-ten-places-as-they-are.ts';
import { AppendInOneCall1764000000300 } from './1764000000300-append-in-one-call.ts';
import { KeepTimelinesShort1764000000400 } from './1764000000400-keep-timelines-short.ts';

/** In order. Written once, never changed: a store that exists was opened by them. */
export const MIGRATIONS = [
  OpenTheBooks1764000000000,
  LeaveAmountsOfTenPlacesAsTheyAre1764000000200,
  AppendInOneCall1764000000300,
  KeepTimelinesShort1764000000400,
] as const;
