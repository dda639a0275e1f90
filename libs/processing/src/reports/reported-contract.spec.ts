import { describe, expect, it } from '@jest/globals';
import { Decimal } from '@app/domain';
import { NO_MEASURE_FIELDS } from '../fold/measure-fields.ts';
import { reportedContract } from './reported-contract.ts';

const contract = {
  contractId: 'sub_1',
  customerId: 'cus_1',
  currency: 'EUR',
  attributes: { tier: 'smb' },
  active: true,
  hasCreation: true,
  measures: { ...NO_MEASURE_FIELDS, arr: '1000', acv: '0.0000000003', contract_value: null },
};

const at = (rate: string | null) => ({
  reportingCurrency: 'USD',
  rates: new Map(rate === null ? [] : [['EUR', new Decimal(rate)]]),
});

describe('a contract in the report of all contracts', () => {
  it('says whose it is, and converts every measure, rounded at the tenth place', () => {
    expect(reportedContract(contract, at('1.5'))).toMatchObject({
      ...{ contract_id: 'sub_1', customer_id: 'cus_1', currency: 'EUR', attributes: { tier: 'smb' } },
      ...{ reporting_currency: 'USD', fx_rate: '1.5', arr: '1000', reporting_arr: '1500' },
      // Half to even.
      reporting_acv: '0.0000000004',
      reporting_contract_value: null,
    });
  });

  it('has no amount in the reporting currency without a rate', () => {
    const { fx_rate, reporting_arr, reporting_one_time, arr } = reportedContract(contract, at(null));
    expect([fx_rate, reporting_arr, reporting_one_time, arr]).toEqual([null, null, null, '1000']);
  });

  it('has no customer, currency or rate where only cancellations are known', () => {
    const nobody = { ...contract, customerId: null, currency: null, active: false };
    expect(reportedContract(nobody, at('2'))).toMatchObject({ customer_id: null, currency: null, fx_rate: null });
  });
});
