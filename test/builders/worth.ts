import {
  type ContractEvent,
  contractSpans,
  DEFAULT_POLICY,
  foldTimeline,
  type Measures,
  NO_MEASURES,
  plain,
  type Policy,
} from '@app/domain';
import { day } from './events.ts';

const HORIZON = day('2035-01-01');

type Worth = Readonly<Record<keyof Measures, string | null>>;

const texts = (measures: Measures): Worth => {
  const text = (name: keyof Measures): string | null => {
    const amount = measures[name];
    return amount === null ? null : plain(amount);
  };
  return {
    arr: text('arr'),
    grossArr: text('grossArr'),
    acv: text('acv'),
    contractedAcv: text('contractedAcv'),
    contractValue: text('contractValue'),
    oneTime: text('oneTime'),
    tcv: text('tcv'),
    expectedUsage: text('expectedUsage'),
  };
};

/** What a contract is worth on a day, in plain notation. */
export const worth = (events: readonly ContractEvent[], on: string, policy: Partial<Policy> = {}): Worth => {
  const { spans } = contractSpans(foldTimeline(events), null, { ...DEFAULT_POLICY, ...policy }, HORIZON);
  const date = day(on);
  const span = spans.find(({ from, to }) => from <= date && (to === null || date < to));
  return texts(span?.measures ?? NO_MEASURES);
};
