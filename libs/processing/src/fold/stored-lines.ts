import { type LineRate, plain } from '@app/domain';

/** Line id, product, annual gross, quantity, annual net, kind. */
type Whole = readonly [string, string, string, string, string, string];
/** Of a recurring line. */
type Recurring = readonly [string, string, string, string, string];
/** Net as gross. */
type Undiscounted = readonly [string, string, string, string];
/** With a product that is named as the line. */
type Plainest = readonly [string, string, string];

type LineJson = Whole | Recurring | Undiscounted | Plainest;

/** A line as a span keeps it, amounts in plain decimal notation. */
export type StoredLine = Readonly<Record<'lineId' | 'kind' | 'product' | 'gross' | 'net' | 'quantity', string>>;

const lineJson = (rate: LineRate): LineJson => {
  const { lineId, kind, product } = rate;
  const [gross, net, quantity] = [plain(rate.gross), plain(rate.net), plain(rate.quantity)];
  if (kind !== 'recurring') return [lineId, product, gross, quantity, net, kind];
  if (gross !== net) return [lineId, product, gross, quantity, net];
  return lineId === product ? [product, gross, quantity] : [lineId, product, gross, quantity];
};

const lineFrom = (json: LineJson): StoredLine => {
  if (json.length === 3) {
    const [product, gross, quantity] = json;
    return { lineId: product, kind: 'recurring', product, gross, net: gross, quantity };
  }
  const [lineId, product, gross, quantity, net = gross, kind = 'recurring'] = json;
  return { lineId, kind, product, gross, net, quantity };
};

/** The running lines of a span in as few letters as state them, because there is a span for nearly every event. */
export const linesText = (lines: readonly LineRate[]): string => JSON.stringify(lines.map(lineJson));

/** The store holds no other JSON here than a fold wrote. */
export const linesFrom = (text: string): readonly StoredLine[] =>
  (JSON.parse(text) as readonly LineJson[]).map(lineFrom);
