import type { CivilDate } from '@app/domain';
import type { Metrics } from '@app/platform/service';
import type { MissingRates } from '@app/processing';

/** Shows what the figures of today leave out; a currency that has rates again disappears. */
export const showMissingRates = async (
  { missingRates: gauge }: Pick<Metrics, 'missingRates'>,
  rates: MissingRates,
  today: CivilDate,
): Promise<void> => {
  const missing = await rates.latest(today);
  gauge.reset();
  for (const { currency, customers } of missing) gauge.set({ currency }, customers);
};
