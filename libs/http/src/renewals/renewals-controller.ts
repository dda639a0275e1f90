import { isAskedFor, renewalJson } from '@app/processing';
import { RENEWAL_MONTH, RENEWALS_ANSWER, RENEWALS_QUERY, type RenewalsQuery } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';

@Controller('api/v1')
export class RenewalsController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @Read('renewals', {
    id: 'readRenewals',
    summary: 'What was due in each month that is over, and what became of it',
    answer: RENEWALS_ANSWER,
    item: RENEWAL_MONTH,
  })
  renewals(@Query({ schema: RENEWALS_QUERY }) { from, to, dimension, segment }: RenewalsQuery): Promise<unknown> {
    return this.reading.run(async ({ renewals, at: { policy } }) => {
      const isWanted = isAskedFor({ dimension: dimension ?? null, segments: segment ?? null }, policy);
      const rows = await renewals.between(from, to ?? from);
      return {
        reporting_currency: policy.reportingCurrency,
        data: rows.filter(isWanted).map(renewalJson),
        next_cursor: null,
      };
    });
  }
}
