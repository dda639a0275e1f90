import type { JsonObject } from '../../fields/field.ts';
import type { SheetRow } from '../csv/sheet.ts';
import type { NamedSheet, SheetRecord } from '../frame/format.ts';
import { spelled, textIn } from './spelling.ts';

type Kind = 'rateplancharge' | 'rateplan' | 'subscription';
/** The rows of an export; `kind` null: it is none of the three. */
type Table = Readonly<{ kind: Kind | null; records: readonly SheetRecord[] }>;

/** A name without its table where that is the table of the file: `RatePlanCharge.MRR` of charges is `MRR`. */
const ownName = (header: string, kind: Kind): string => {
  const dot = header.lastIndexOf('.');
  return dot !== -1 && spelled(header.slice(0, dot)) === kind ? header.slice(dot + 1) : header;
};

/** By which columns an export is known. Charges have those of rate plans too, and are looked for first. */
const KNOWN_BY: Readonly<Record<Kind, (has: (name: string) => boolean) => boolean>> = {
  rateplancharge: (has) => has('effectiveStartDate') && (has('ratePlanId') || has('subscriptionId')),
  rateplan: (has) => has('subscriptionId') && (has('productId') || has('productRatePlanId')),
  subscription: (has) => has('termType') && (has('subscriptionNumber') || has('name')) && !has('subscriptionId'),
};

const KINDS = ['rateplancharge', 'rateplan', 'subscription'] as const;

const kindOf = (headers: readonly string[]): Kind | null =>
  KINDS.find((kind) => {
    const names = new Set(headers.map((header) => spelled(ownName(header, kind))));
    return KNOWN_BY[kind]((name) => names.has(spelled(name)));
  }) ?? null;

const isBlank = ({ cells }: SheetRow): boolean => cells.every((cell) => cell.trim() === '');

const rowOf = (names: readonly string[], cells: readonly string[]): JsonObject =>
  Object.fromEntries(
    names.flatMap((name, i) => {
      const cell = cells[i]?.trim() ?? '';
      return cell === '' ? [] : [[name, cell] as const];
    }),
  );

const tableOf = ({ file, rows }: NamedSheet): Table => {
  const [header, ...others] = rows.filter((row) => !isBlank(row));
  if (header === undefined) return { kind: null, records: [] };
  const kind = kindOf(header.cells);
  // One record for all, which is then refused with its columns.
  if (kind === null) return { kind, records: [{ file, row: header.row, json: { columns: header.cells } }] };
  const names = header.cells.map((cell) => ownName(cell.trim(), kind));
  return { kind, records: others.map(({ row, cells }) => ({ file, row, json: rowOf(names, cells) })) };
};

/** The rows of one kind. One that is in two files counts once, as the later file has it. */
const rowsOf = (tables: readonly Table[], kind: Kind): readonly SheetRecord[] => {
  const all = tables.filter((table) => table.kind === kind).flatMap(({ records }) => records);
  return [...new Map(all.map((record) => [textIn(record.json, 'id') || record, record])).values()];
};

/** Charges with the ids of their rate plan and their subscription, which may be that of the rate plan alone. */
type Charge = Readonly<{ record: SheetRecord; plan: string; subscription: string }>;

const chargesOf = (charges: readonly SheetRecord[], planById: ReadonlyMap<string, SheetRecord>): readonly Charge[] =>
  charges.map((record) => {
    const plan = textIn(record.json, 'ratePlanId');
    const listed = planById.get(plan);
    const stated = listed === undefined ? '' : textIn(listed.json, 'subscriptionId');
    return { record, plan, subscription: stated || textIn(record.json, 'subscriptionId') };
  });

/** The rate plans of a subscription with their charges; those that only their charges name, too. */
const ratePlansOf = (plans: readonly SheetRecord[], charges: readonly Charge[]): readonly JsonObject[] => {
  const byPlan = Map.groupBy(charges, ({ plan }) => plan);
  const listed = plans.map(({ json }) => ({ json, id: textIn(json, 'id') }));
  const ids = new Set(listed.map(({ id }) => id));
  const named = [...byPlan.keys()].filter((id) => !ids.has(id)).map((id) => ({ json: {}, id }));
  return [...listed, ...named].map(({ json, id }) => ({
    ...json,
    ratePlanCharges: (byPlan.get(id) ?? []).map(({ record }) => record.json),
  }));
};

/**
 * The subscriptions that exports of subscriptions, rate plans and charges make together, each at its own row. One of
 * which no charge is there stays without rate plans, so it is refused and not counted as nothing. A charge without its
 * subscription is a record of its own, and so is a file that is none of the three exports.
 */
export const joinedSheets = (sheets: readonly NamedSheet[]): readonly SheetRecord[] => {
  const tables = sheets.map(tableOf);
  const [subscriptions, plans] = [rowsOf(tables, 'subscription'), rowsOf(tables, 'rateplan')];
  const planById = new Map(plans.map((plan) => [textIn(plan.json, 'id'), plan]));
  const charges = chargesOf(rowsOf(tables, 'rateplancharge'), planById);
  const [planned, charged] = [
    Map.groupBy(plans, ({ json }) => textIn(json, 'subscriptionId')),
    Map.groupBy(charges, ({ subscription }) => subscription),
  ];
  const ids = new Set(subscriptions.map(({ json }) => textIn(json, 'id')));
  const joined = subscriptions.map((record) => {
    const id = textIn(record.json, 'id');
    const own = charged.get(id) ?? [];
    const ratePlans = ratePlansOf(planned.get(id) ?? [], own);
    return own.length === 0 ? record : { ...record, json: { ...record.json, ratePlans } };
  });
  const lone = charges.filter(({ subscription }) => subscription === '' || !ids.has(subscription));
  const other = tables.filter(({ kind }) => kind === null).flatMap(({ records }) => records);
  return [...joined, ...lone.map(({ record }) => record), ...other];
};
