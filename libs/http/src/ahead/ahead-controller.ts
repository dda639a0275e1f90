import { aheadJson, isAskedFor } from '@app/processing';
import { AHEAD_ANSWER, AHEAD_QUERY, type AheadQuery } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';

@Controller('api/v1')
export class AheadController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @Read('ahead', { id: 'readAhead', summary: 'What is signed for the months ahead', answer: AHEAD_ANSWER })
  ahead(@Query({ schema: AHEAD_QUERY }) { months, dimension, segment }: AheadQuery): Promise<unknown> {
    return this.reading.run(async ({ ahead, at: { policy } }) => {
      const isWanted = isAskedFor({ dimension: dimension ?? null, segments: segment ?? null }, policy);
      const { asOf, rows } = await ahead.months(months);
      return {
        as_of: asOf,
        reporting_currency: policy.reportingCurrency,
        data: rows.filter(isWanted).map(aheadJson),
        next_cursor: null,
      };
    });
  }
}
