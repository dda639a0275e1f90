import { z } from 'zod';

/** One part of a request that cannot be used. */
const FieldError = z.object({ field: z.string(), reason: z.string() }).meta({ id: 'FieldError' });

/** The body of every error, as RFC 9457 describes it. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(FieldError).optional(),
  })
  .meta({ id: 'Problem' });
