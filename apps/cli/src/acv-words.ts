/**
 * How tables name the two ACVs. That of a period is ARR over customers, as the KPI is defined; the other one adds up the
 * ACV of each contract (`normalized_acv_total`).
 */
export const ACV_TITLE = 'ACV per\ncustomer';

export const CONTRACT_ACV_TITLES = ['contract\nACV', '… per\ncustomer'] as const;

export const ACV_MEANING = 'ACV per customer is ARR over active customers; contract ACV adds up each contract’s own';
