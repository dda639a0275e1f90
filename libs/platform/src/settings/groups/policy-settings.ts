import { path } from '../kind.ts';
import { optional } from '../setting.ts';
import { settingsGroup } from '../settings-group.ts';

/** The rules and rates that contracts are valued by. */
export const policySettings = settingsGroup({
  title: 'Policy',
  settings: {
    policyFile: optional({
      name: 'POLICY_FILE',
      kind: path(),
      description: 'The policy (JSON); without it a store keeps its own, and a new store gets the default.',
    }),
    fxRatesFile: optional({
      name: 'FX_RATES_FILE',
      kind: path(),
      description: 'The exchange rates (CSV: currency, date, rate); without it no rates are added to those stored.',
    }),
  },
});
