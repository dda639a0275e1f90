import type { Customer } from '@app/wire/answers';
import { drawn, type Formats } from '@app/wording';

export type LargestCustomer = Customer & Readonly<{ place: number; cumulative: number | null }>;

/** Shares have six places, so sums of whole millionths are exact. */
const MILLION = 1_000_000;

/** Customers, the largest first, each with the share that it and all larger ones hold together. */
export const cumulated = (customers: readonly Customer[]): readonly LargestCustomer[] => {
  let sum = 0;
  return customers.map((customer, index) => {
    const share = drawn(customer.share);
    sum += Math.round((share ?? 0) * MILLION);
    return { ...customer, place: index + 1, cumulative: share === null ? null : sum / MILLION };
  });
};

type Shares = Readonly<{ top1_share?: string | null | undefined; top10_share?: string | null | undefined }>;

export const concentrationHeading = ({ top1_share: first, top10_share: ten }: Shares, { share }: Formats): string =>
  drawn(first ?? null) === null
    ? 'No customer was active in this period'
    : `The largest customer holds ${share(first)} of the ARR, the ten largest ${share(ten)}`;
