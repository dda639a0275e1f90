/**
 * Settings that a role or a database can have values of its own for. The session sets them, so none of those values
 * changes a figure or stops the work. Left to the server: what it stores and how fast, and whether it is read-only.
 */
const SESSION: Readonly<Record<string, string>> = {
  array_nulls: 'on',
  bytea_output: 'hex',
  datestyle: 'ISO,MDY',
  default_transaction_isolation: String.raw`read\ committed`,
  extra_float_digits: '1',
  idle_session_timeout: '0',
  intervalstyle: 'postgres',
  // Compiling a statement took longer than running it, because the planner cannot know how small a batch is.
  jit: 'off',
  lock_timeout: '0',
  standard_conforming_strings: 'on',
  timezone: 'UTC',
  transform_null_equals: 'off',
};

const SEARCH_PATH = 'search_path';

/** The names of all settings that a session of ours sets, the timeouts of the connection among them. */
export const SESSION_SETTINGS: readonly string[] = [
  ...Object.keys(SESSION),
  SEARCH_PATH,
  'statement_timeout',
  'idle_in_transaction_session_timeout',
];

const switches = (settings: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);

export type SessionOptions = Readonly<{ url: string; options: string }>;

/**
 * The options that a session starts with. They count more than those of its role and database. Options in the URL are
 * kept, but only `search_path` counts more than ours: it names the schema of the store, `public` by default.
 */
export const sessionOptions = (url: string): SessionOptions => {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const given = parsed?.searchParams.get('options') ?? '';
  const schema = given.includes(SEARCH_PATH) ? {} : { [SEARCH_PATH]: 'public' };
  const options = [given, ...switches({ ...SESSION, ...schema })].join(' ').trim();
  if (parsed === null || given === '') return { url, options };
  // The driver would take the options of the URL instead of ours.
  parsed.searchParams.delete('options');
  return { url: parsed.href, options };
};
