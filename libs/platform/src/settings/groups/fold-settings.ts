import { integer } from '../kind.ts';
import { defaulted } from '../setting.ts';
import { settingsGroup } from '../settings-group.ts';

/** How contracts are valued behind the ingest. */
export const foldSettings = settingsGroup({
  title: 'Fold',
  settings: {
    budgetMs: defaulted({
      name: 'FOLD_BUDGET_MS',
      kind: integer({ min: 100, max: 600_000 }),
      default: '5000',
      description:
        'The most milliseconds that valuing one contract may take. One that takes longer is set aside and tried again alone.',
    }),
  },
});
