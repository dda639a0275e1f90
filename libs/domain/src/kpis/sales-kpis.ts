import type { KpiEntry } from './kpi.ts';

/** What customers are worth, what was sold and how long it took (definitions, section 7). */
export const SALES_KPIS: readonly KpiEntry[] = [
  {
    key: 'avg_contract_value',
    name: 'ACV per customer',
    type: 'currency',
    figure: 'acv',
    definition: 'The average annual value of a customer: the ARR at the close of the period by its active customers.',
    formula: 'arr ÷ active_logos',
    whyItMatters:
      'It decides how a customer may be won and served: what a sale may cost, and how many sales a target takes.',
    howToInterpret: 'Read it beside the median. An average far above the median rests on few large customers.',
    pitfalls: [
      'It divides by customers, not by contracts; a customer with two contracts counts once.',
      'It is a run rate on a day. The average of what was sold in the period is bookings_acv_average.',
      'It moves with the mix of segments; the bridge tells mix from price.',
    ],
    related: ['sales.median_contract_value', 'customers.acv_trend_pct', 'sales.contracted_acv'],
    stageRelevance: 'At every stage.',
    owningFunctions: ['sales', 'finance', 'pricing'],
  },
  {
    key: 'median_contract_value',
    name: 'Median ACV',
    type: 'currency',
    figure: 'acv_median',
    definition: 'The ARR of the customer in the middle, if the active customers are sorted by their ARR.',
    formula: 'median of the ARR of the active customers',
    whyItMatters: 'It is what a typical customer pays, and no single large contract moves it.',
    howToInterpret: 'If the average rises and the median does not, only the large customers grew.',
    pitfalls: [
      'Medians of segments do not add up to the median of the whole.',
      'With an even number of customers it is halfway between the two in the middle.',
    ],
    related: ['sales.avg_contract_value', 'customers.top_customer_share'],
    stageRelevance: 'From about ten customers on.',
    owningFunctions: ['sales', 'pricing', 'marketing'],
  },
  {
    key: 'arr',
    name: 'Annual recurring revenue',
    type: 'currency',
    figure: 'arr',
    definition: 'The yearly rate of the recurring lines of all active customers at the close of the period.',
    formula: 'opening_arr + all movements of ARR of the period',
    whyItMatters: 'It is the size of the recurring business on one day, and the start of every other figure.',
    howToInterpret:
      'The movements tell what the change is made of: new, reactivation, expansion, contraction, churn, rates.',
    pitfalls: [
      'It is neither revenue nor cash: nothing is recognized or collected here.',
      'One-time lines and usage above a commitment are not part of it.',
      'Contracts in a currency without a rate are missing; the signal incomplete_fx says so.',
    ],
    related: ['sales.new_arr', 'customers.net_revenue_retention', 'customers.total_customers'],
    stageRelevance: 'At every stage.',
    owningFunctions: ['finance', 'sales', 'management'],
  },
  {
    key: 'contracted_acv',
    name: 'Contracted ACV',
    type: 'currency',
    figure: 'contracted_acv_total',
    definition: 'The contracted annual value of all contracts that have ARR at the close of the period, added up.',
    formula: 'sum of the contracted_acv of the contracts with ARR above 0',
    whyItMatters: 'It shows a year by what was signed, where the ARR shows the rate of one day.',
    howToInterpret:
      'Above the ARR, contracts step up later in their terms; below it, they step down or discounts come later.',
    pitfalls: [
      'It includes all discounts, also those that the ARR leaves out because they end.',
      'The policy decides how a ramp and an amendment count; compare only periods of one policy_id.',
    ],
    related: ['sales.arr', 'sales.avg_contract_value'],
    stageRelevance: 'Once contracts run over years or have ramps.',
    owningFunctions: ['finance', 'sales'],
  },
  {
    key: 'new_arr',
    name: 'New ARR',
    type: 'currency',
    figure: 'new_arr',
    definition: 'The ARR, at the close of the period, of customers that were never active before it.',
    formula: 'sum of the ARR of the customers without an active day up to the prior measured day',
    whyItMatters: 'It is the part of growth that winning customers brings, apart from growing those there are.',
    howToInterpret:
      'Compare it with churn: new ARR below the churned ARR means that growth comes from expansion alone.',
    pitfalls: [
      'A customer that comes back is reactivation, not new.',
      'It counts when a contract becomes active, not when it is signed; bookings count by the day of signing.',
      'In the first period every customer is new.',
    ],
    related: ['sales.arr', 'customers.total_customers', 'sales.sales_cycle_days'],
    stageRelevance: 'At every stage.',
    owningFunctions: ['sales', 'marketing'],
  },
  {
    key: 'sales_cycle_days',
    name: 'Sales cycle',
    type: 'days',
    figure: 'sales_cycle_median_days',
    definition:
      'The median number of days from the opening of a deal to its booking, of the contracts booked in the period.',
    formula: 'median of (booking day − opened_date) of the bookings that state an opened_date',
    whyItMatters: 'It says how early the deals of a period must be opened, and whether selling gets harder.',
    howToInterpret:
      'Longer cycles with a higher ACV can be a move to larger customers; longer ones alone are a warning.',
    pitfalls: [
      'Deals that were lost are not in it.',
      'It is null if no booking of the period states when it was opened.',
      'Contracts that renew others are replacements and not in it.',
    ],
    related: ['sales.new_arr', 'sales.avg_contract_value'],
    stageRelevance: 'Once sales people close deals; of little use where customers sign up by themselves.',
    owningFunctions: ['sales', 'revenue operations'],
  },
];
