import { dataAnswer } from '@app/processing';
import { DATA_ANSWER, DATA_QUERY, type DataAnswer } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { version } from '@app/platform';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';

const VERSION = version();

@Controller('api/v1')
export class DataController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @Read('data', { id: 'readData', summary: 'The health of the data', answer: DATA_ANSWER, depends: 'content' })
  data(@Query({ schema: DATA_QUERY }) _query: unknown): Promise<DataAnswer> {
    return this.reading.run(async ({ data, at: { policyId } }) =>
      dataAnswer(await data.now(), { policyId, version: VERSION }),
    );
  }
}
