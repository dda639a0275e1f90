import { path } from '../kind.ts';
import { optional } from '../setting.ts';
import { settingsGroup } from '../settings-group.ts';

/** By which rules contracts are valued. */
export const policySettings = settingsGroup({
  title: 'Policy',
  settings: {
    policyFile: optional({
      name: 'POLICY_FILE',
      kind: path(),
      description: 'The policy (JSON); without it every rule is at its default.',
    }),
    fxRatesFile: optional({
      name: 'FX_RATES_FILE',
      kind: path(),
      description: 'The exchange rates (CSV: currency, date, rate); without it no rates are added to those stored.',
    }),
  },
});
