import { askedDimension, planAnswer } from '@app/processing';
import { PLAN_ANSWER, PLAN_QUERY, type PlanAnswer, type PlanQuery } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';

@Controller('api/v1')
export class PlanController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @Read('plan', {
    id: 'planDeals',
    summary: 'The deals that book a target, judging by recent bookings',
    answer: PLAN_ANSWER,
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
