import { REPORTED_PERIOD, PERIODS_QUERY, type PeriodsQuery, type ReportedPeriod } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { List } from '../lists/list.ts';
import { type Listing, pageOf } from '../lists/listing.ts';
import { type PlaceKey, PLACE_KEY } from '../lists/place-key.ts';
import { Reading } from '../reading/reading.ts';

@Controller('api/v1')
export class PeriodsController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @List('periods', {
    id: 'listPeriods',
    summary: 'The periods that are reported, with the state of the whole book in each',
    item: REPORTED_PERIOD,
    key: PLACE_KEY,
  })
  periods(@Query({ schema: PERIODS_QUERY }) query: PeriodsQuery): Listing<ReportedPeriod, PlaceKey> {
    return (asked) =>
      this.reading.run(async ({ periods }) => {
        const reported = await periods.of(query.grain ?? null);
        const rows = reported.map(({ revision, content }) => ({
          grain: revision.grain,
          period: revision.period,
          period_start: content.period_start,
          period_end: content.period_end,
          measured_on: revision.measuredOn,
          status: revision.status,
        }));
        return pageOf(rows, asked);
      });
  }
}
