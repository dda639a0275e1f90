import { type LineRate, plain } from '@app/domain';

/** Line id, product, annual gross, quantity, annual net, kind. */
type Whole = readonly [string, string, string, string, string, string];
/** The same for a recurring line. */
type Recurring = readonly [string, string, string, string, string];
/** The same for a recurring line whose net is its gross. */
type Undiscounted = readonly [string, string, string, string];
/** The same for one whose product has the id of the line. */
type Plainest = readonly [string, string, string];

type LineJson = Whole | Recurring | Undiscounted | Plainest;

/** A line as a span stores it, with amounts in plain decimal notation. */
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

const texts = new WeakMap<readonly LineRate[], string>();

/**
 * The running lines of a span as short JSON, because there is a span for nearly every event. Renewals that are alike
 * share their lines, and so the text: a contract can have a thousand spans with five hundred lines each.
 */
export const linesText = (lines: readonly LineRate[]): string => {
  const text = texts.get(lines) ?? JSON.stringify(lines.map(lineJson));
  texts.set(lines, text);
  return text;
};

/** The lines of a stored span. Its JSON is not validated, because only `linesText` writes it. */
export const linesFrom = (text: string): readonly StoredLine[] =>
  (JSON.parse(text) as readonly LineJson[]).map(lineFrom);
