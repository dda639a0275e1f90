import type { KpiEntry } from './kpi.ts';

/** How many customers there are, how long they stay and how much depends on one of them (definitions, section 7). */
export const CUSTOMERS_KPIS: readonly KpiEntry[] = [
  {
    key: 'acv_trend_pct',
    name: 'ACV trend',
    type: 'percentage',
    figure: 'acv_trend_pct',
    definition: 'The change of the ACV per customer from the close of the prior period to the close of this one.',
    formula: '(acv ÷ acv_prior − 1) × 100',
    whyItMatters: 'It shows whether a customer is worth more or less than before, whatever the number of customers.',
    howToInterpret:
      'Above 0 the average customer grew. The bridge of the snapshot says why: who left, price, quantity, discount, product, exchange rates, who came.',
    pitfalls: [
      'It can fall while every segment rises, if the new customers are in a segment with a lower ACV; the signal simpson_reversal says so.',
      'Exchange rates move it; acv_trend_cc_pct is the same without them.',
      'With few customers one contract moves it; look at acv_ex_top1.',
      'It is null in the first period, and if one of the two days has no active customer.',
    ],
    related: ['sales.avg_contract_value', 'sales.median_contract_value', 'customers.top_customer_share'],
    stageRelevance: 'Useful once some dozens of customers pay; before that, read the contracts themselves.',
    owningFunctions: ['finance', 'revenue operations', 'pricing'],
  },
  {
    key: 'total_customers',
    name: 'Customers',
    type: 'count',
    figure: 'active_logos',
    definition: 'The customers with ARR above 0 at the close of the period.',
    formula: 'active_logos = opening + new + reactivated + transferred in − transferred out − churned',
    whyItMatters: 'It is the divisor of every average, and its growth is the part of ARR growth that selling brings.',
    howToInterpret: 'Read it beside the ARR: more customers at the same ARR means that each is worth less.',
    pitfalls: [
      'Merged customer records count once, in past periods too.',
      'Customers in a free trial, in a pause or in a currency without a rate do not count.',
      'A customer that comes and goes within the period is in neither count.',
    ],
    related: ['customers.logo_churn_pct', 'sales.avg_contract_value', 'sales.arr'],
    stageRelevance: 'From the first customer on.',
    owningFunctions: ['sales', 'customer success', 'finance'],
  },
  {
    key: 'net_revenue_retention',
    name: 'Net revenue retention',
    type: 'percentage',
    figure: 'nrr_pct',
    definition:
      'The ARR that the customers of the prior measured day have now, as a percentage of their ARR then, at the exchange rates of then.',
    formula: 'ARR now of the customers of then ÷ their ARR then × 100',
    whyItMatters: 'It shows whether the customers there are would grow the business without a single new one.',
    howToInterpret:
      'Above 100 % growth of those that stayed exceeds what was lost. It is over one period, not over a year.',
    pitfalls: [
      'The rate of a month looks close to 100 % always; compare a year by nrr_yoy_pct or by ?grain=year.',
      'One large expansion hides many small losses; read gross retention beside it.',
      'Reactivated customers are not part of it, because they had no ARR then.',
    ],
    related: ['customers.gross_revenue_retention', 'customers.logo_churn_pct', 'sales.arr'],
    stageRelevance: 'From the first renewals on.',
    owningFunctions: ['customer success', 'finance', 'product'],
  },
  {
    key: 'gross_revenue_retention',
    name: 'Gross revenue retention',
    type: 'percentage',
    figure: 'grr_pct',
    definition:
      'The same as net revenue retention without growth: each customer counts at most with its ARR of the prior measured day.',
    formula: 'sum of min(ARR now, ARR then) of the customers of then ÷ their ARR then × 100',
    whyItMatters: 'It shows how much of the ARR holds if nobody buys more.',
    howToInterpret:
      'It is at most 100 %. The distance to 100 % is churn and contraction, as a share of the opening ARR.',
    pitfalls: [
      'A renewal that is recorded late reads as churn, unless the policy gives days of grace.',
      'A pause counts as a loss while it lasts.',
    ],
    related: ['customers.net_revenue_retention', 'customers.logo_churn_pct'],
    stageRelevance: 'From the first renewals on.',
    owningFunctions: ['customer success', 'finance'],
  },
  {
    key: 'logo_churn_pct',
    name: 'Customer churn',
    type: 'percentage',
    figure: 'logo_churn_pct',
    definition: 'The share of the customers of the prior measured day that are no longer active.',
    formula: 'churned_logos ÷ customers with ARR then × 100',
    whyItMatters: 'Every customer counts the same, so it shows losses that the ARR of a few large ones hides.',
    howToInterpret:
      'If it is higher than the loss of ARR, the customers that leave are small; if it is lower, large ones leave.',
    pitfalls: [
      'It is over one period: a monthly 2 % is a yearly loss of about a fifth.',
      'A contract handed over to another customer, or moved to another billing system, is no churn.',
      'A customer that pauses is counted as churned, and as reactivated later.',
    ],
    related: ['customers.gross_revenue_retention', 'customers.total_customers'],
    stageRelevance: 'From the first renewals on; with few customers read the names instead of the rate.',
    owningFunctions: ['customer success', 'product'],
  },
  {
    key: 'top_customer_share',
    name: 'Share of the largest customer',
    type: 'ratio',
    figure: 'top1_share',
    definition: 'The ARR of the largest customer as a fraction of the ARR of all.',
    formula: 'acv_max ÷ arr',
    whyItMatters: 'It shows how much depends on one decision of one customer.',
    howToInterpret:
      'From the policy’s whale_share on (0.20 unless it says otherwise) the snapshot raises the signal whale.',
    pitfalls: [
      'Companies of one group count apart unless their records are merged.',
      'It says nothing about the second largest; top10_share and hhi do.',
    ],
    related: ['sales.arr', 'sales.median_contract_value', 'customers.acv_trend_pct'],
    stageRelevance: 'High by nature with few customers; a risk to watch once there are many.',
    owningFunctions: ['finance', 'customer success'],
  },
  {
    key: 'expansion_opportunities',
    name: 'Expansion opportunities',
    type: 'list',
    figure: null,
    definition:
      'The active customers of which the contracts say that they may buy more: an increase is signed already, a discount is about to end, they expect to use more than they committed to, or they are small for their tier and growing.',
    formula:
      'a step-up within 12 months, or a discount that ends within 90 days, or expected usage above the committed minimum of a contract, or ARR below acv_p25 of the tier and a larger quantity in two of the last three periods',
    whyItMatters:
      'Selling more to a customer there is costs less than finding a new one, and these have a reason to talk.',
    howToInterpret:
      'Each customer comes with the figures that put it on the list, in the reporting currency. Begin with the largest; current is how many there are, list the first 1,000 by ARR.',
    pitfalls: [
      'The reasons overlap: the end of a discount can raise the ARR of a customer that also grows. Do not add them up.',
      'The end of a discount is a reason to call before the customer sees the invoice; it can end in churn as well.',
      'Only discounts that count in ARR are seen; a short promotion moves no ARR when it ends.',
      'It is worked out from the events known now, also for a past period, and is not stored; so it has no history.',
    ],
    related: ['customers.net_revenue_retention', 'sales.arr', 'customers.total_customers'],
    stageRelevance: 'Useful from the first renewals on, when there are more customers than anyone remembers.',
    owningFunctions: ['customer success', 'account management', 'sales'],
  },
];
