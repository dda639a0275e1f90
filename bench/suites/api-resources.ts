import { daysAfter, monthOf, monthStart } from '../load/days.ts';
import { contractOf } from '../load/contract.ts';
import type { LoadPlan } from '../load/load-plan.ts';
import type { Asked } from '../measure/readers.ts';

/** Contracts and customers whose pages are asked for. */
const EXAMPLES = 20;

const monthEnd = (months: number): string => daysAfter(monthStart(months + 1), -1);

/** Every list and figure of the API, as the page and scripts ask for them, by default on the last day taken. */
export const resources = ({ contracts }: LoadPlan): readonly Asked[] => {
  const examples = Array.from({ length: EXAMPLES }, (_, i) => contractOf(Math.floor((i * contracts) / EXAMPLES)));
  const ofContract = (rest: string): readonly string[] => examples.map(({ id }) => `/api/v1/contracts/${id}${rest}`);
  const month = monthOf(monthStart(-1));
  const yearAgo = monthOf(monthStart(-12));
  const one = (name: string, ...paths: readonly string[]): Asked => ({
    name,
    paths: paths.map((path) => `/api/v1/${path}`),
  });
  return [
    one('snapshots', 'snapshots?grain=month&limit=1000'),
    one('snapshots of a dimension', `snapshots?dimension=tier&from=${yearAgo}&limit=1000`),
    one('series', 'series?figures=acv,acv_median,arr&grain=month'),
    one('series of a dimension', 'series?figures=acv&grain=month&dimension=tier'),
    one('periods', 'periods'),
    one('dimensions', 'dimensions'),
    one('segments', 'segments?dimension=tier', 'segments?dimension=cohort'),
    one('contracts', 'contracts', `contracts?active_on=${monthEnd(-1)}`),
    one('contracts by id', 'contracts?sort=contract_id'),
    one('contracts with an attribute', 'contracts?attribute.tier=enterprise', 'contracts?attribute.region=emea'),
    one('contracts that match', ...examples.map(({ id }) => `contracts?query=${id.slice(4, 9)}`)),
    one('contracts of a customer', ...examples.map(({ customerId }) => `contracts?customer=${customerId}`)),
    { name: 'a contract', paths: ofContract('') },
    { name: 'spans of a contract', paths: ofContract('/spans') },
    { name: 'events of a contract', paths: ofContract('/events') },
    { name: 'explanation of a contract', paths: ofContract('/explanation') },
    one('customers', 'customers', `customers?on=${monthEnd(-1)}`),
    one('a customer', ...examples.map(({ customerId }) => `customers/${customerId}`)),
    one('history', `history?period=${month}`),
    one('bookings', `bookings?from=${monthStart(-1)}&to=${monthEnd(-1)}`),
    one('plan', 'plan?target=1200000'),
    one('ahead', 'ahead'),
    one('changes ahead', 'ahead/changes'),
    one('renewals', `renewals?from=${month}`),
    one('products', 'products', `products?on=${monthEnd(-1)}`),
    one('refused', 'refused'),
    one('data', 'data'),
    one('policy', 'policy'),
    one('narrative', `narrative?period=${month}`),
    { name: 'a KPI', paths: ['/api/ontology/customers/acv_trend_pct.json', '/api/ontology/sales/arr.json'] },
  ];
};

/** Pairs of days of which none is asked for twice. */
export const comparisons = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `/api/v1/compare?from=${monthEnd(-14 - i)}&to=${monthEnd(-2 - i)}`);
