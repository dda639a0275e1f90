import { addDays, ALL, parseCivilDate, periodOf } from '@app/domain';
import { askedDimension, planAnswer } from '@app/processing';
import { PLAN_ANSWER, PLAN_QUERY, type PlanAnswer, type PlanQuery } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import type { UpTo } from '../caching/tag-interceptor.ts';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';

/** The bookings of ended periods depend on no day after the last month that has ended; which segments there are may. */
const lastEndedDay: UpTo = ({ as_of: asked, dimension }, taken) => {
  const asOf = typeof asked === 'string' ? parseCivilDate(asked) : taken;
  if (asOf === null || (dimension !== undefined && dimension !== ALL)) return null;
  const { start, end } = periodOf('month', asOf, 1);
  return addDays(end, -1) === asOf ? asOf : addDays(start, -1);
};

@Controller('api/v1')
export class PlanController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @Read('plan', {
    id: 'planDeals',
    summary: 'The deals that book a target, judging by recent bookings',
    answer: PLAN_ANSWER,
    upTo: lastEndedDay,
  })
  plan(@Query({ schema: PLAN_QUERY }) query: PlanQuery): Promise<PlanAnswer> {
    const { target, periods, grain, dimension = null, segment = null } = query;
    return this.reading.run(async ({ plan, at: { policy } }) => {
      const asked = { dimension, segments: segment === null ? null : [segment] };
      const question = {
        ...{ target, periods, grain, segment },
        asOf: query.as_of ?? null,
        dimension: askedDimension(asked, policy),
      };
      return planAnswer(question, await plan.plan(question), policy.reportingCurrency);
    });
  }
}
