/** Accepted events, the policy and the rates as plain JSON, by the schemas in `docs/schemas`. */

export type WireDecimal = string | number;

export type WirePer = string | Readonly<{ interval: string; count: number }>;

export type WireDiscount = Readonly<{
  type: 'percent' | 'amount';
  value: WireDecimal;
  start?: string | null;
  end?: string | null;
  per?: WirePer | null;
}>;

export type WireLine = Readonly<{
  id: string;
  kind: string;
  product?: string | null;
  quantity?: WireDecimal | null;
  unit_price?: WireDecimal | null;
  amount?: WireDecimal | null;
  per?: WirePer | null;
  discounts?: readonly WireDiscount[] | null;
  start?: string | null;
  end?: string | null;
  date?: string | null;
}>;

export type WireTerm = Readonly<{
  start: string;
  end: string | null;
  auto_renew?: boolean | null;
  anchor?: string | null;
}>;

export type WireTerms = Readonly<{
  contract_id: string;
  customer_id: string;
  currency: string;
  effective_date: string;
  version?: number | null;
  term: WireTerm;
  lines: readonly WireLine[];
  discounts?: readonly WireDiscount[] | null;
  attributes?: Readonly<Record<string, string>> | null;
  renews?: string | readonly string[] | null;
  opened_date?: string | null;
  closed_date?: string | null;
}>;

export type WireCancellation = Readonly<{
  contract_id: string;
  effective_date: string;
  version?: number | null;
  reason?: string | null;
}>;

export type WireMerge = Readonly<{ customer_id: string; into: string | null }>;

type Envelope = Readonly<{ specversion: string; id: string; source: string; time: string; subject?: string }>;

export type WireEvent = Envelope &
  (
    | Readonly<{ type: 'subscription.created' | 'subscription.amended'; data: WireTerms }>
    | Readonly<{ type: 'subscription.cancelled'; data: WireCancellation }>
    | Readonly<{ type: 'customer.merged'; data: WireMerge }>
  );

export type WirePolicy = Readonly<{
  reporting_currency?: string;
  timezone?: string;
  ramp?: 'average_in_year' | 'exit_run_rate' | 'term_average';
  amendment_basis?: 'remaining_term' | 'whole_term';
  discounts?: 'lasting' | 'all';
  grains?: readonly ('month' | 'quarter' | 'year')[];
  fiscal_year_start_month?: number;
  dimensions?: readonly string[];
  bands?: readonly Readonly<{ label: string; from: WireDecimal }>[];
  cohort_grain?: 'month' | 'quarter' | 'year';
  fx?: 'period_end' | 'constant';
  fx_date?: string;
  close_after_days?: number;
  renewal_grace_days?: number;
  periods_from?: string;
  signals?: Readonly<{
    compression_periods?: number;
    compression_nrr_band?: WireDecimal;
    whale_share?: WireDecimal;
    swing?: WireDecimal;
  }>;
}>;

export type WireRate = Readonly<{ currency: string; date: string; rate: WireDecimal }>;

export const parsedEvent = (line: string): WireEvent => JSON.parse(line) as WireEvent;

export const parsedPolicy = (text: string): WirePolicy => JSON.parse(text) as WirePolicy;
