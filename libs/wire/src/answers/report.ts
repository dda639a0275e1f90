import { z } from 'zod';
import { labelParameter, localeParameter, textParameter } from './parameters.ts';

/** `dimension`: the one whose segments the report lists; without it the first of the policy. */
export const REPORT_QUERY = z.strictObject({
  period: labelParameter,
  dimension: textParameter.optional(),
  locale: localeParameter.default('en-US'),
});

export type ReportQuery = z.output<typeof REPORT_QUERY>;
