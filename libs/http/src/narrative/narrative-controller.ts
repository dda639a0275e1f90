import { askedPeriod, askedSegment, NotReportedError } from '@app/processing';
import { NARRATIVE_ANSWER, NARRATIVE_QUERY, type NarrativeAnswer, type NarrativeQuery } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';

@Controller('api/v1')
export class NarrativeController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @Read('narrative', {
    id: 'readNarrative',
    summary: 'What moved in a period and why, in sentences',
    answer: NARRATIVE_ANSWER,
  })
  narrative(@Query({ schema: NARRATIVE_QUERY }) query: NarrativeQuery): Promise<NarrativeAnswer> {
    return this.reading.run(async ({ narrative, at: { policy } }) => {
      const period = askedPeriod(query.period, policy);
      const name = askedSegment({ dimension: query.dimension ?? null, segment: query.segment ?? null }, policy);
      const told = await narrative.of(period, name);
      if (told === null) {
        throw new NotReportedError(`there is no snapshot of ${name.dimension} ${name.segment} in ${period.label}`);
      }
      const { measuredOn, status, revision } = told.snapshot;
      return {
        grain: period.grain,
        period: period.label,
        ...name,
        measured_on: measuredOn,
        status,
        revision,
        sentences: told.sentences,
      };
    });
  }
}
