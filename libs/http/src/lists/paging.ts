import { z } from 'zod';

/** Spread into the query schema of a list: which page a client asks for. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe('How many rows a page has at most.'),
  cursor: z.string().max(4000).optional().describe('next_cursor of the page before, with the same filters.'),
} as const;

export const Paging = z.object(paging);
