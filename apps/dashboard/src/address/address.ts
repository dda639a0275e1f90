export const VIEWS = ['overview', 'why', 'segments', 'deals', 'concentration', 'ahead', 'contracts', 'data'] as const;
export type View = (typeof VIEWS)[number];

export const GRAINS = ['month', 'quarter', 'year'] as const;
export type Grain = (typeof GRAINS)[number];

/** Everything else that a picture depends on. An absent key means what the view shows by default. */
const KEYS = [
  'period',
  'dimension',
  'segment',
  'from',
  'to',
  'sort',
  'query',
  'customer',
  'contract',
  'on',
  'target',
  'movement',
  'code',
  'event',
] as const;
type Key = (typeof KEYS)[number];

/** The whole state of the page. A link with it opens the same picture. */
export type Address = Readonly<{ view: View; grain: Grain } & Partial<Record<Key, string>>>;

const isView = (text: string | null): text is View => VIEWS.some((view) => view === text);
const isGrain = (text: string | null): text is Grain => GRAINS.some((grain) => grain === text);

/** The address in the query of a URL. Unknown views, grains and keys are passed over, so that old links open. */
export const parseAddress = (search: string): Address => {
  const given = new URLSearchParams(search);
  const [view, grain] = [given.get('view'), given.get('grain')];
  const rest = KEYS.map((key) => [key, given.get(key)] as const).filter(([, value]) => value !== null && value !== '');
  return {
    view: isView(view) ? view : 'overview',
    grain: isGrain(grain) ? grain : 'month',
    ...Object.fromEntries(rest),
  };
};

/** The query of a URL for an address, with its keys always in the same order and without defaults. */
export const formatAddress = (address: Address): string => {
  const query = new URLSearchParams();
  if (address.view !== 'overview') query.set('view', address.view);
  if (address.grain !== 'month') query.set('grain', address.grain);
  for (const key of KEYS) {
    const value = address[key];
    if (value !== undefined && value !== '') query.set(key, value);
  }
  const text = query.toString();
  return text === '' ? '?' : `?${text}`;
};

/** Changes of an address; undefined takes a key out. */
export type Changes = Readonly<Partial<Record<Key, string | undefined>> & { view?: View; grain?: Grain }>;

/** Keys that belong to one view, and are left behind when another one opens. */
const OF_ONE_VIEW = ['from', 'to', 'sort', 'query', 'customer', 'contract', 'on', 'movement', 'code', 'event'] as const;

/** Days that would hold a view still while the period moves. They are left behind when it does. */
const DAYS: Readonly<Partial<Record<View, readonly Key[]>>> = { why: ['from', 'to'], contracts: ['on'] };

/** The address after changes. A period of one grain names nothing in another, so a change of grain drops it. */
export const changed = (address: Address, changes: Changes): Address => {
  const left = { ...address } as Record<string, string | undefined>;
  if (changes.view !== undefined && changes.view !== address.view) for (const key of OF_ONE_VIEW) delete left[key];
  if (changes.grain !== undefined && changes.grain !== address.grain) delete left['period'];
  const isMoved =
    ('period' in changes && changes.period !== address.period) ||
    (changes.grain !== undefined && changes.grain !== address.grain);
  if (isMoved) for (const key of DAYS[address.view] ?? []) delete left[key];
  if (changes.dimension !== undefined && changes.dimension !== address.dimension) delete left['segment'];
  return parseAddress(formatAddress({ ...left, ...changes } as Address));
};
