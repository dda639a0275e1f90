import { plain, round10 } from '@app/domain';
import { askedSegment, churnReasonJson, comparisonJson, type ExplainedCustomer, isAskedFor } from '@app/processing';
import {
  COMPARE_ANSWER,
  COMPARE_QUERY,
  COMPARISON,
  type CompareAnswer,
  type CompareQuery,
  type MovedCustomer,
  MOVED_CUSTOMER,
  MOVED_CUSTOMERS_QUERY,
  type MovedCustomersQuery,
} from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { List } from '../lists/list.ts';
import type { Listing } from '../lists/listing.ts';
import { type Key, keyOf } from '../lists/text-key.ts';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';

const driversOf = ({ drivers }: ExplainedCustomer): MovedCustomer['drivers'] =>
  drivers === null
    ? null
    : {
        price: plain(round10(drivers.price)),
        quantity: plain(round10(drivers.quantity)),
        discount: plain(round10(drivers.discount)),
        product: plain(round10(drivers.product)),
      };

const movedCustomer = (customer: ExplainedCustomer, reportingCurrency: string): MovedCustomer => ({
  customer_id: customer.customerId,
  movements: customer.movements,
  reporting_currency: reportingCurrency,
  prior_arr: plain(customer.prior),
  arr: plain(customer.now),
  arr_change: plain(customer.now.minus(customer.prior)),
  transferred: plain(customer.transferred),
  arr_at_prior_rates: plain(customer.nowAtPrior),
  drivers: driversOf(customer),
});

@Controller('api/v1')
export class CompareController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @Read('compare', {
    id: 'compareDays',
    summary: 'Two days compared, a record for each segment, with churn by reason',
    answer: COMPARE_ANSWER,
    item: COMPARISON,
    upTo: 'to',
  })
  compare(@Query({ schema: COMPARE_QUERY }) query: CompareQuery): Promise<CompareAnswer> {
    const { from, to, dimension, segment } = query;
    return this.reading.run(async ({ compare, at }) => {
      const isWanted = isAskedFor({ dimension: dimension ?? null, segments: segment ?? null }, at.policy);
      const { rows, reasons } = await compare.withReasons({ from, to });
      return {
        data: rows.filter(isWanted).map(comparisonJson),
        churn_reasons: reasons.filter(isWanted).map(churnReasonJson),
        next_cursor: null,
      };
    });
  }

  @List('compare/customers', {
    id: 'listMovedCustomers',
    summary: 'The customers that moved the ARR of a segment between two days, the largest move first',
    item: MOVED_CUSTOMER,
    upTo: 'to',
    key: keyOf(1),
  })
  customers(@Query({ schema: MOVED_CUSTOMERS_QUERY }) query: MovedCustomersQuery): Listing<MovedCustomer, Key> {
    const { from, to, dimension = null, segment = null, movement } = query;
    return (asked) =>
      this.reading.run(async ({ movedCustomers, at: { policy } }) => {
        const question = {
          days: { from, to },
          segment: askedSegment({ dimension, segment }, policy),
          movements: movement ?? null,
        };
        const { rows, next } = await movedCustomers.page(question, asked);
        return { rows: rows.map((customer) => movedCustomer(customer, policy.reportingCurrency)), next };
      });
  }
}
