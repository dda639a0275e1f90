/** The systems whose payloads are translated, by the names that commands and settings take. */
export const FORMATS = ['stripe', 'chargebee', 'paddle', 'recurly', 'zuora', 'maxio', 'killbill'] as const;

export type FormatName = (typeof FORMATS)[number];
