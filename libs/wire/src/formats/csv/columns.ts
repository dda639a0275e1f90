/** What the cells of a column hold. */
export type CellKind =
  | 'identifier'
  | 'text'
  | 'currency'
  | 'date'
  | 'end'
  | 'flag'
  | 'months'
  | 'kind'
  | 'per'
  | 'quantity'
  | 'price'
  | 'amount'
  | 'percent';

type Column = Readonly<{
  cell: CellKind;
  /** Rows of one contract agree in the columns of the contract. */
  of: 'contract' | 'line';
  isRequired?: true;
  isAttribute?: true;
  /** Other headers for it. Case, spaces, `_`, `-` and `.` do not count. */
  aliases: readonly string[];
}>;

const COLUMNS_TABLE = {
  contract_id: {
    cell: 'identifier',
    of: 'contract',
    isRequired: true,
    aliases: [
      ...['contract', 'id', 'contract number', 'subscription', 'subscription id'],
      ...['order', 'deal id', 'opportunity id'],
    ],
  },
  customer_id: {
    cell: 'identifier',
    of: 'contract',
    isRequired: true,
    aliases: ['customer', 'account', 'account id', 'account name', 'client', 'company', 'logo'],
  },
  currency: { cell: 'currency', of: 'contract', aliases: ['ccy', 'currency code'] },
  start: {
    cell: 'date',
    of: 'contract',
    isRequired: true,
    aliases: ['start date', 'term start', 'contract start', 'effective date', 'from'],
  },
  end: {
    cell: 'end',
    of: 'contract',
    aliases: ['end date', 'term end', 'contract end', 'expiry', 'expiration', 'renewal date', 'to'],
  },
  auto_renew: { cell: 'flag', of: 'contract', aliases: ['auto renewal', 'renews automatically'] },
  term_months: { cell: 'months', of: 'contract', aliases: ['term', 'term length', 'months', 'duration'] },
  product: { cell: 'identifier', of: 'line', aliases: ['sku', 'plan', 'item', 'product name'] },
  kind: { cell: 'kind', of: 'line', aliases: ['type'] },
  quantity: { cell: 'quantity', of: 'line', aliases: ['qty', 'seats', 'units', 'licences', 'licenses'] },
  unit_price: { cell: 'price', of: 'line', aliases: ['price', 'list price'] },
  per: { cell: 'per', of: 'line', aliases: ['billing period', 'frequency', 'billing frequency'] },
  amount: { cell: 'amount', of: 'line', aliases: ['fee'] },
  mrr: { cell: 'amount', of: 'line', aliases: [] },
  arr: { cell: 'amount', of: 'line', aliases: [] },
  acv: { cell: 'amount', of: 'line', aliases: ['annual value', 'annual amount'] },
  tcv: { cell: 'amount', of: 'line', aliases: ['total contract value', 'contract value', 'total'] },
  discount_percent: { cell: 'percent', of: 'line', aliases: ['discount', 'discount %'] },
  discount_end: { cell: 'end', of: 'line', aliases: [] },
  line_start: { cell: 'date', of: 'line', aliases: [] },
  line_end: { cell: 'end', of: 'line', aliases: [] },
  cancelled: { cell: 'date', of: 'contract', aliases: ['cancellation date', 'churn date', 'cancelled on'] },
  closed_date: { cell: 'date', of: 'contract', aliases: ['signed', 'close date', 'booking date'] },
  opened_date: { cell: 'date', of: 'contract', aliases: ['created'] },
  renews: { cell: 'identifier', of: 'contract', aliases: ['replaces'] },
  tier: { cell: 'text', of: 'contract', isAttribute: true, aliases: ['segment'] },
  channel: { cell: 'text', of: 'contract', isAttribute: true, aliases: [] },
  region: { cell: 'text', of: 'contract', isAttribute: true, aliases: [] },
} as const satisfies Readonly<Record<string, Column>>;

export type ColumnName = keyof typeof COLUMNS_TABLE;

/** The columns of a sheet of contracts. The page about imports has the same table. */
export const COLUMNS: Readonly<Record<ColumnName, Column>> = COLUMNS_TABLE;

export const COLUMN_NAMES = Object.keys(COLUMNS) as readonly ColumnName[];

export const isColumnName = (name: string): name is ColumnName => Object.hasOwn(COLUMNS, name);

/** A header in the form in which it is compared. */
export const folded = (header: string): string => header.toLowerCase().replaceAll(/[\s_.-]/g, '');

/** An end under this header is the first day that no longer counts, whatever the other ends are. */
export const EXCLUSIVE_HEADER = folded('renewal date');

/** The columns that state what a line costs. A row needs one of them. */
export const PRICE_COLUMNS = [
  'unit_price',
  'amount',
  'arr',
  'acv',
  'mrr',
  'tcv',
] as const satisfies readonly ColumnName[];
export type PriceColumn = (typeof PRICE_COLUMNS)[number];

/** A column by its name: an attribute that only the policy names is a text of the contract. */
export const columnNamed = (name: string): Column =>
  isColumnName(name) ? COLUMNS[name] : { cell: 'text', of: 'contract', isAttribute: true, aliases: [] };
