import { integer, list } from '../kind.ts';
import { defaulted, optional } from '../setting.ts';

type Limits = Readonly<{ prefix: string; requestsPerMinute: string; sender: string }>;

/** How many requests a sender may make of a service, and how the service knows the sender. The same words for each. */
export const requestLimits = ({ prefix, requestsPerMinute, sender }: Limits) => ({
  requestsPerMinute: defaulted({
    name: `${prefix}_REQUESTS_PER_MINUTE`,
    kind: integer({ min: 1, max: 100_000_000 }),
    default: requestsPerMinute,
    description: `How many requests ${sender} may send in a minute, good and bad ones; more are answered with 429.`,
  }),
  trustedProxies: optional({
    name: `${prefix}_TRUSTED_PROXIES`,
    kind: list({ of: 'addresses or ranges such as 10.0.0.0/8', shape: /^[\da-f.:]+(?:\/\d{1,3})?$/i }),
    description:
      'The proxies whose `X-Forwarded-For` names the address of the sender, for the limit of requests; without it the header is not read.',
  }),
});
