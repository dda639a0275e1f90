import { askedPeriod, askedSegment, causesAnswer, entryAnswer, type History, revisionAnswer } from '@app/processing';
import { HISTORY_ANSWER, HISTORY_QUERY, type HistoryQuery } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';

const comparisonAnswer = ({ comparison, current }: History, knownAt: Date | undefined): unknown =>
  comparison === null || knownAt === undefined
    ? null
    : {
        known_at: knownAt.toISOString(),
        then: comparison.then === null ? null : revisionAnswer(comparison.then),
        now: revisionAnswer(current),
        changes: comparison.changes,
        ...causesAnswer(comparison.causes),
      };

@Controller('api/v1')
export class HistoryController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @Read('history', {
    id: 'readHistory',
    summary: 'The revisions of a period with reason, changes and the events behind each',
    answer: HISTORY_ANSWER,
  })
  history(@Query({ schema: HISTORY_QUERY }) query: HistoryQuery): Promise<unknown> {
    const { known_at: knownAt, dimension = null, segment = null } = query;
    return this.reading.run(async ({ history, at: { policy } }) => {
      const period = askedPeriod(query.period, policy);
      const name = askedSegment({ dimension, segment }, policy);
      const wasKnown =
        knownAt === undefined ? null : ({ emittedAt }: Readonly<{ emittedAt: Date }>) => emittedAt <= knownAt;
      const found = await history.history({ period, name, wasKnown });
      return {
        grain: period.grain,
        period: period.label,
        ...name,
        comparison: comparisonAnswer(found, knownAt),
        revisions: found.entries.map(entryAnswer),
      };
    });
  }
}
