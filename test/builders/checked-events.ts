import type { ContractEvent, Finding, FindingCode, MergedEvent } from '@app/domain';
import { checkedFiles, checkEvents, type CheckInput, type CheckReport, type RefusedCheck } from '@app/processing';
import { amended, created, term } from './events.ts';
import { line } from './lines.ts';
import { fileBatch } from './records.ts';

type Given = ContractEvent | MergedEvent | string;

async function* oneFile(given: readonly Given[]) {
  yield { batch: fileBatch(given), shareRead: 1 };
}

/** The check of one file. `refused` takes what its listener is given. */
export const checked = async (
  given: readonly Given[],
  input: Partial<CheckInput> = {},
  refused: RefusedCheck[] = [],
): Promise<CheckReport> =>
  checkEvents(
    { policy: null, rates: null, ...input, source: checkedFiles(oneFile(given)) },
    { onBatch: () => undefined, onRefused: async (records) => void refused.push(...records) },
  );

export const findingOf = ({ findings }: CheckReport, code: FindingCode): Finding | undefined =>
  findings.find((finding) => finding.code === code);

export const EVERGREEN = term('2025-01-01', null);

/** Ten seats; a cheaper price from December, recorded ahead; then two seats more from November on, at the old price. */
export const TEN = created({ term: EVERGREEN, lines: [line({ quantity: 10 })], version: null });
export const CHEAPER = amended({
  id: 'cheaper',
  term: EVERGREEN,
  effective: '2025-12-01',
  time: '2025-11-10T10:00:00Z',
  lines: [line({ quantity: 10, price: 60 })],
  version: null,
});
export const MORE = amended({
  id: 'more',
  term: EVERGREEN,
  effective: '2025-11-20',
  time: '2025-11-20T10:00:00Z',
  lines: [line({ quantity: 12 })],
  version: null,
});
