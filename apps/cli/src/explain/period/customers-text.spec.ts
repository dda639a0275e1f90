import { describe, expect, it } from '@jest/globals';
import { Decimal, ZERO } from '@app/domain';
import type { ExplainedCustomer } from '@app/processing';
import { amountText } from './amount-text.ts';
import { customersText } from './customers-text.ts';

const customer = (stated: Partial<ExplainedCustomer>): ExplainedCustomer => ({
  ...{ customerId: 'cus_1', movements: ['unchanged'], drivers: null },
  ...{ prior: new Decimal(1500), transferred: ZERO, nowAtPrior: new Decimal(1500), now: new Decimal(1500) },
  ...stated,
});

const text = (...customers: readonly ExplainedCustomer[]): string => customersText(customers, amountText(2)).join('\n');

describe('the customers that moved the ARR', () => {
  it('name one that only the exchange rates moved, with what they did', () => {
    const said = text(customer({ now: new Decimal(1650) }));
    expect(said).toMatch(/cus_1 +currency +1,500\.00 +1,650\.00 +\+150\.00/);
  });

  it('show no effect of the rates for a customer that entered, which comes at the rates of now', () => {
    const entered = customer({ customerId: 'cus_2', movements: ['new'], prior: ZERO, now: new Decimal(1650) });
    expect(text(entered)).not.toContain('currency');
    expect(text(customer({ now: new Decimal(1650) }), entered)).toMatch(/cus_2 +new .* -$/m);
  });

  it('are none where nothing moved', () => {
    expect(text()).toBe('No customer moved the ARR.');
  });
});
