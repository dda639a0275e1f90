import { createHash } from 'node:crypto';
import { addMonths, type CivilDate } from '@app/domain';
import { type Change, type Customer, type Plan, PRICE_RISE, STORY, STORY_END } from './story.ts';

export type Status = 'trialing' | 'active' | 'paused' | 'ended';

/** A subscription as it is from a moment on. */
export type State = Readonly<{
  status: Status;
  plan: Plan;
  pausedOn: string | null;
  resumesOn: string | null;
  /** The day for which a cancellation is asked. */
  endsOn: string | null;
  endedOn: string | null;
}>;

/** What happened. `renewed`: the next billing period begins. */
export type MomentKind = Change['kind'] | 'created' | 'activated' | 'renewed';

/** A moment in the life of a subscription, with the subscription as it is from then on. */
export type Moment = Readonly<{
  kind: MomentKind;
  day: string;
  /** RFC 3339, to the second. */
  time: string;
  customer: Customer;
  state: State;
  /** A text that is the same for a subscription in every run with the same seed, and differs in every other. */
  key: string;
  /** All moments of the subscription up to this one. */
  history: readonly Moment[];
}>;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** An id of so many lower-case letters and digits, as far as one text makes it the same id. */
export const idOf = (text: string, length: number): string =>
  Array.from(
    digest(text)
      .toString('hex')
      .slice(0, length * 2)
      .matchAll(/../g),
  )
    .map(([hex]) => DIGITS[Number.parseInt(hex, 16) % DIGITS.length] ?? '0')
    .join('');

/** A whole number below `limit`. */
export const numberOf = (text: string, limit: number): number => digest(text).readUInt32BE(0) % limit;

/** A UUID, with or without its dashes. */
export const uuidOf = (text: string): string =>
  digest(text)
    .toString('hex')
    .slice(0, 32)
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');

/** The time of day at which everything about a subscription happens. */
const clockOf = (key: string): string => {
  const minutes = 8 * 60 + numberOf(key, 9 * 60);
  return [Math.floor(minutes / 60), minutes % 60, numberOf(`${key} s`, 50)]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
};

/** A day of a subscription as a time. */
export const timeOn = (day: string, { key }: Pick<Moment, 'key'>): string => `${day}T${clockOf(key)}Z`;

export const secondsOf = (time: string): number => Date.parse(time) / 1000;

const monthsOf = ({ interval }: Plan): number => (interval === 'year' ? 12 : 1);

/** The day on which billing begins. */
export const billedFrom = ({ startsOn, trialEndsOn }: Customer): string => trialEndsOn ?? startsOn;

/** The day on which a coupon is used up; null: it lasts, or there is none. */
export const discountEndsOn = ({ coupon, startsOn }: Customer): string | null =>
  coupon === 'HALF3' ? addMonths(startsOn as CivilDate, 3) : null;

/** The billing period, or the trial, that holds a day. */
export const periodOf = ({ day, customer, state }: Moment): Readonly<{ start: string; end: string }> => {
  const [first, months] = [billedFrom(customer), monthsOf(state.plan)];
  if (day < first) return { start: customer.startsOn, end: first };
  const at = (n: number): string => addMonths(first as CivilDate, n * months);
  let n = 0;
  while (at(n + 1) <= day) n += 1;
  return { start: at(n), end: at(n + 1) };
};

type Planned = Change | Readonly<{ on: string; kind: 'created' | 'activated' | 'renewed' }>;

const isRaised = ({ currency, plan, startsOn }: Customer): boolean =>
  plan.name === 'core' && currency === 'USD' && startsOn < PRICE_RISE.on;

const renewals = (customer: Customer): readonly Planned[] => {
  const days: Planned[] = [];
  const first = billedFrom(customer) as CivilDate;
  for (let n = 1; ; n += 1) {
    const on = addMonths(first, n * monthsOf(customer.plan));
    if (on > STORY_END) return days;
    days.push({ on, kind: 'renewed' });
  }
};

/** All that happens to a subscription, in order; on one day what is changed before what is renewed. */
const planned = (customer: Customer): readonly Planned[] =>
  [
    { on: customer.startsOn, kind: 'created' } as const,
    ...(customer.trialEndsOn === null ? [] : [{ on: customer.trialEndsOn, kind: 'activated' } as const]),
    ...(isRaised(customer) ? [{ on: PRICE_RISE.on, kind: 'changed', plan: { price: PRICE_RISE.price } } as const] : []),
    ...customer.changes,
    ...renewals(customer),
  ].toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));

const after = (state: State, change: Planned): State => {
  switch (change.kind) {
    case 'created':
    case 'renewed':
      return state;
    case 'activated':
      return { ...state, status: 'active' };
    case 'changed':
      return { ...state, plan: { ...state.plan, ...change.plan } };
    case 'paused':
      return { ...state, status: 'paused', pausedOn: change.on, resumesOn: change.until };
    case 'resumed':
      return { ...state, status: 'active', pausedOn: null, resumesOn: null };
    case 'ending':
      return { ...state, endsOn: change.at };
    case 'kept':
      return { ...state, endsOn: null };
    case 'ended':
      return { ...state, status: 'ended', endedOn: change.on };
  }
};

const happens = ({ status, endsOn }: State, { on, kind }: Planned): boolean => {
  if (status === 'ended') return false;
  if (kind === 'renewed') return status === 'active' && endsOn !== on;
  return kind !== 'activated' || endsOn !== on;
};

const momentsOf = (customer: Customer, key: string): readonly Moment[] => {
  const { plan, trialEndsOn } = customer;
  const status = trialEndsOn === null ? 'active' : 'trialing';
  let state: State = { status, plan, pausedOn: null, resumesOn: null, endsOn: null, endedOn: null };
  const moments: Moment[] = [];
  for (const change of planned(customer)) {
    if (!happens(state, change)) continue;
    state = after(state, change);
    const sameDay = moments.filter(({ day }) => day === change.on).length;
    const time = new Date(Date.parse(timeOn(change.on, { key })) + sameDay * 60_000);
    const moment = {
      kind: change.kind,
      day: change.on,
      time: time.toISOString().replace('.000', ''),
      customer,
      state,
      key,
    };
    const history: Moment[] = [...moments];
    const whole: Moment = { ...moment, history };
    history.push(whole);
    moments.push(whole);
  }
  return moments;
};

/**
 * The story of so many companies alike, in order of time. The same seed gives the same ids and times of day; every
 * company has its own.
 */
export const storyOf = ({ seed, companies }: Readonly<{ seed: number; companies: number }>): readonly Moment[] =>
  Array.from({ length: companies }, (_, company) =>
    STORY.flatMap((customer) => momentsOf(customer, `${seed}.${company} ${customer.name}`)),
  )
    .flat()
    .toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
