import { CALC_VERSION } from '@app/domain';
import { policyJson } from '@app/wire';
import { Controller, Inject } from '@nestjs/common';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';
import { PolicyAnswer } from './policy-answer.ts';

@Controller('api/v1')
export class PolicyController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @Read('policy', { id: 'readPolicy', summary: 'The policy of the store', answer: PolicyAnswer })
  policy(): Promise<PolicyAnswer> {
    return this.reading.run(async (useCases) => {
      const { policy, policyId } = await useCases.policy();
      return { policy_id: policyId, calc_version: CALC_VERSION, policy: policyJson(policy) };
    });
  }
}
