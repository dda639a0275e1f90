/** The billing systems whose webhooks can be received. */
export const SYSTEMS = ['stripe', 'chargebee', 'paddle', 'recurly', 'zuora', 'maxio', 'killbill'] as const;

export type System = (typeof SYSTEMS)[number];

export const isSystem = (name: string): name is System => SYSTEMS.some((system) => system === name);
