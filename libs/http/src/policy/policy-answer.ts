import { z } from 'zod';

/** The policy that the store is valued by. */
export const PolicyAnswer = z
  .object({ policy_id: z.string(), calc_version: z.string(), policy: z.record(z.string(), z.unknown()) })
  .meta({ id: 'Policy' });

export type PolicyAnswer = z.infer<typeof PolicyAnswer>;
