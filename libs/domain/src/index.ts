export * from './ahead/ahead-sums.ts';
export * from './ahead/commitment.ts';
export * from './ahead/customer-ahead.ts';
export * from './ahead/customer-changes.ts';
export * from './ahead/customer-renewals.ts';
export * from './ahead/customer-runs.ts';
export * from './ahead/due-contracts.ts';
export * from './ahead/due-sums.ts';
export * from './ahead/months-ahead.ts';
export * from './ahead/renewal-outcome.ts';
export * from './ahead/segments-throughout.ts';
export * from './ahead/signed-arr.ts';
export * from './ahead/signed-days.ts';
export * from './ahead/term-end.ts';

export * from './calendar/civil-date.ts';
export * from './calendar/day-in.ts';
export * from './calendar/months-between.ts';
export * from './calendar/span.ts';

export * from './checks/checked-event.ts';
export * from './checks/checked-timeline.ts';
export * from './checks/contract-life.ts';
export * from './checks/currencies-without-rate.ts';
export * from './checks/discounts-above-line.ts';
export * from './checks/discounts-without-start.ts';
export * from './checks/ends-one-day-short.ts';
export * from './checks/far-amounts.ts';
export * from './checks/far-years.ts';
export * from './checks/finding.ts';
export * from './checks/first-seen.ts';
export * from './checks/lost-changes.ts';
export * from './checks/missing-anchor.ts';
export * from './checks/spellings.ts';
export * from './checks/stated-dates.ts';
export * from './checks/successors-without-renews.ts';
export * from './checks/two-currencies.ts';
export * from './checks/two-sources.ts';
export * from './checks/version-on-some-events.ts';

export * from './customers/active-contract.ts';
export * from './customers/acv-band.ts';
export * from './customers/attribute-segment.ts';
export * from './customers/churn-reason.ts';
export * from './customers/cohort.ts';
export * from './customers/compared-customer.ts';
export * from './customers/contract-days.ts';
export * from './customers/customer-arr.ts';
export * from './customers/customer-movements.ts';
export * from './customers/customer-segments.ts';
export * from './customers/dimensions.ts';
export * from './customers/first-active-day.ts';
export * from './customers/handed-over-to.ts';
export * from './customers/has-snapshot.ts';
export * from './customers/left-out.ts';
export * from './customers/primary-contract.ts';
export * from './customers/reporting-amount.ts';
export * from './customers/reporting-contracts.ts';

export * from './explain/explain-contract.ts';
export * from './explain/explained-acv.ts';
export * from './explain/explained-discounts.ts';
export * from './explain/explained-events.ts';
export * from './explain/explained-lines.ts';
export * from './explain/explained-value.ts';

export * from './facts/contract-event.ts';
export * from './facts/effective-day.ts';
export * from './facts/governing-event.ts';
export * from './facts/merged-customers.ts';
export * from './facts/record-order.ts';
export * from './facts/timeline.ts';

export * from './lines/annual-rate.ts';
export * from './lines/billed-days.ts';
export * from './lines/contract-discounts.ts';
export * from './lines/discounts.ts';
export * from './lines/lasting-discounts.ts';
export * from './lines/line-days.ts';
export * from './lines/line-course.ts';
export * from './lines/line.ts';
export * from './lines/lines-on-day.ts';
export * from './lines/per.ts';
export * from './lines/trial.ts';

export * from './money/decimal-text.ts';
export * from './money/decimal.ts';
export * from './money/quotient.ts';
export * from './money/rounding.ts';

export * from './narrative/in-words.ts';
export * from './narrative/narrated.ts';
export * from './kpis/kpi.ts';
export * from './kpis/kpis.ts';

export * from './narrative/narrative.ts';
export * from './narrative/sentence.ts';

export * from './opportunities/customer-opportunity.ts';

export * from './periods/measured-days.ts';
export * from './periods/period.ts';

export * from './planning/deals-needed.ts';

export * from './policy/policy.ts';

export * from './rates/exchange-rates.ts';
export * from './rates/rates-of-day.ts';

export * from './products/by-product.ts';

export * from './snapshots/booked-contracts.ts';
export * from './snapshots/bookings.ts';
export * from './snapshots/bridge.ts';
export * from './snapshots/calc-version.ts';
export * from './snapshots/distribution.ts';
export * from './snapshots/drivers.ts';
export * from './snapshots/emitted.ts';
export * from './snapshots/figure.ts';
export * from './snapshots/mix-and-rate.ts';
export * from './snapshots/movements.ts';
export * from './snapshots/order-statistics.ts';
export * from './snapshots/retention.ts';
export * from './snapshots/segment-in-period.ts';
export * from './snapshots/signal.ts';
export * from './snapshots/signals.ts';
export * from './snapshots/size.ts';
export * from './snapshots/snapshot-figures.ts';
export * from './snapshots/standing.ts';
export * from './snapshots/revision-reason.ts';
export * from './snapshots/status.ts';
export * from './snapshots/trend-null-reason.ts';
export * from './snapshots/trend.ts';

export * from './spans/booking-value.ts';
export * from './spans/contract-span.ts';
export * from './spans/contract-spans.ts';
export * from './spans/merged-spans.ts';
export * from './spans/one-time-charges.ts';

export * from './terms/active-days.ts';
export * from './terms/grace.ts';
export * from './terms/term-in-force.ts';
export * from './terms/term.ts';

export * from './text/code-points.ts';
export * from './text/with-thousands.ts';

export * from './valuation/acv.ts';
export * from './valuation/amendment-basis.ts';
export * from './valuation/line-rates.ts';
export * from './valuation/measures.ts';
export * from './valuation/pieces.ts';
export * from './valuation/rates-as-governed.ts';
export * from './valuation/recurring-value.ts';
export * from './valuation/valuation.ts';
