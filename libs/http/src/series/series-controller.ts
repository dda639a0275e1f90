import { SERIES_ANSWER, SERIES_QUERY, type Series, type SeriesQuery } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';

@Controller('api/v1')
export class SeriesController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @Read('series', { id: 'readSeries', summary: 'Figures of many periods by column', answer: SERIES_ANSWER })
  series(@Query({ schema: SERIES_QUERY }) query: SeriesQuery): Promise<Series> {
    return this.reading.run(async ({ series }) => {
      const { grain, reportingCurrency, periods, measuredOn, segments } = await series.of({
        figures: query.figures,
        grain: query.grain ?? null,
        from: query.from ?? null,
        to: query.to ?? null,
        dimension: query.dimension ?? null,
        segments: query.segment ?? null,
      });
      return { grain, reporting_currency: reportingCurrency, periods, measured_on: measuredOn, segments };
    });
  }
}
