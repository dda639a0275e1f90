import { CALC_VERSION } from '@app/domain';
import { policyJson } from '@app/wire';
import { POLICY_ANSWER, POLICY_QUERY, type PolicyAnswer } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';

@Controller('api/v1')
export class PolicyController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @Read('policy', { id: 'readPolicy', summary: 'The policy of the store', answer: POLICY_ANSWER })
  policy(@Query({ schema: POLICY_QUERY }) _query: unknown): Promise<PolicyAnswer> {
    return this.reading.run(async ({ at: { policy, policyId }, data }) => ({
      policy_id: policyId,
      calc_version: CALC_VERSION,
      policy: policyJson(policy),
      since: (await data.policySince())?.toISOString() ?? null,
    }));
  }
}
