import { OpenTheBooks1764000000000 } from './1764000000000-open-the-books.ts';

/** In the order in which they are applied. */
export const MIGRATIONS = [OpenTheBooks1764000000000] as const;
