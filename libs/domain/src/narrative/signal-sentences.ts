import { Decimal } from '../money/decimal.ts';
import { bridgeFigure } from '../snapshots/bridge.ts';
import type { CompressionDriver, Signal, SignalCode } from '../snapshots/signal.ts';
import { amountInWords, dimensionInWords, listInWords, shareInWords } from './in-words.ts';
import type { Narrated } from './narrated.ts';
import type { Sentence } from './sentence.ts';
import { largestShareText } from './size-sentences.ts';

type SignalOf<C extends SignalCode> = Extract<Signal, { code: C }>;

export const signalsOf = <C extends SignalCode>(signals: readonly Signal[], code: C): readonly SignalOf<C>[] =>
  signals.filter((signal): signal is SignalOf<C> => signal.code === code);

/** The total moved one way while no segment of a dimension moved that way; null if that is so in no dimension. */
export const reversalSentence = ({ signals, figures: { acv, acv_prior } }: Narrated): Sentence | null => {
  const dimensions = signalsOf(signals, 'simpson_reversal').map(({ dimension }) => dimension);
  if (dimensions.length === 0 || acv === null || acv_prior === null) return null;
  const verb = new Decimal(acv).lt(acv_prior) ? 'fell' : 'rose';
  return {
    code: 'reversal',
    text: `The average ${verb} although it ${verb} in no segment of ${listInWords(dimensions.map(dimensionInWords))}: the share of the segments moved it.`,
    figures: { acv, acv_prior, dimensions },
  };
};

const DRIVERS: Readonly<Record<CompressionDriver, string>> = {
  left_mix: 'customers that left',
  price: 'lower list prices',
  quantity: 'smaller quantities',
  discount: 'higher discounts',
  product: 'products that were dropped or swapped',
  entered_mix: 'customers that entered below the average',
};

/** ACV that fell period after period while the customers kept their ARR; null if it did not. */
export const compressionSentence = ({ signals, currency }: Narrated): Sentence | null => {
  const [signal] = [
    ...signalsOf(signals, 'discounting_or_seat_compression'),
    ...signalsOf(signals, 'new_deals_smaller'),
    ...signalsOf(signals, 'large_customers_leaving'),
  ];
  if (signal === undefined) return null;
  const { driver, driver_sum } = signal;
  return {
    code: 'compression',
    text: `ACV per customer has fallen period after period while retention (NRR) stayed near 100%; the largest cause is ${DRIVERS[driver]} (${amountInWords(driver_sum, currency)} in all).`,
    figures: { [bridgeFigure(driver)]: driver_sum },
  };
};

/** The customer that moved the average alone, or else the one that has much of the ARR; null if there is neither. */
export const oneCustomerSentence = ({ signals }: Narrated): Sentence | null => {
  const [swing] = signalsOf(signals, 'single_deal_swing');
  if (swing !== undefined) {
    return {
      code: 'one_customer',
      text: `Customer ${swing.customer_id} alone moved ACV per customer by ${shareInWords(swing.swing)} of what it would be without that change.`,
      figures: { customer_id: swing.customer_id, swing: swing.swing },
    };
  }
  const [whale] = signalsOf(signals, 'whale');
  return whale === undefined
    ? null
    : {
        code: 'one_customer',
        text: largestShareText(whale.top1_share),
        figures: { top1_share: whale.top1_share },
      };
};
