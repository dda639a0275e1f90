import type { CivilDate } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import { anchored } from '../frame/anchored.ts';
import type { Findings } from '../frame/findings.ts';
import type { Reading } from '../frame/format.ts';
import { laidBack } from '../frame/laid-back.ts';
import { OneCurrency } from '../frame/one-currency.ts';
import { pauseOf } from '../frame/pauses.ts';
import type { Payload } from '../frame/payload.ts';
import type { Pause, StatedTerm, Terms } from '../frame/statement.ts';
import { chargeLines } from './charges.ts';
import type { ZuoraContext } from './context.ts';
import { withChargeDiscounts } from './discounts.ts';
import { type Segment, segmentsOf } from './segments.ts';
import { fieldOf, hasField } from './spelling.ts';
import { suspensionOf } from './suspensions.ts';
import { statedDay, statedFlag, statedId, statedWord } from './values.ts';

const KNOWN = new Set(['active', 'cancelled', 'canceled', 'expired', 'suspended']);

const checkStatus = (subscription: Payload, findings: Findings): void => {
  const status = fieldOf(subscription, 'status');
  const word = statedWord(status);
  if (word === null) findings.refuse('partial_terms', status.path, 'is missing');
  else if (!KNOWN.has(word)) findings.refuse('unsupported', status.path, `${shown(status.value)} has no meaning here`);
};

/** A renewal into an evergreen subscription goes on, as one for another term does. */
const renewsBy = (subscription: Payload, findings: Findings): boolean => {
  const [flag, setting] = [fieldOf(subscription, 'autoRenew'), fieldOf(subscription, 'renewalSetting')];
  const isToEvergreen = statedWord(setting)?.includes('evergreen') ?? false;
  const stated = statedFlag(flag);
  if (stated === null && !isToEvergreen) {
    findings.refuse('partial_terms', flag.path, 'is missing, and there is a term');
  }
  return isToEvergreen || stated === true;
};

/** The term of a termed subscription; null: it is evergreen. */
const termOf = (subscription: Payload, firstDay: CivilDate, findings: Findings): StatedTerm | null => {
  const type = fieldOf(subscription, 'termType');
  const word = statedWord(type);
  if (word === 'evergreen') return null;
  if (word !== 'termed') {
    if (word === null) findings.refuse('partial_terms', type.path, 'is missing');
    else findings.refuse('unsupported', type.path, `${shown(type.value)} has no meaning here`);
    return null;
  }
  const ending = fieldOf(subscription, 'termEndDate');
  const [start, end] = [statedDay(fieldOf(subscription, 'termStartDate')) ?? firstDay, statedDay(ending)];
  const autoRenew = renewsBy(subscription, findings);
  if (!hasField(subscription.value, 'termEndDate')) {
    findings.refuse('partial_terms', ending.path, 'is missing, and there is a term');
  } else if (end !== null && end <= start) findings.refuse('contradictory', ending.path, 'is not after termStartDate');
  return end === null ? null : anchored({ start, end, autoRenew, anchor: null }, firstDay);
};

const pausedBy = ({ subscription, day, recordedDay }: ZuoraContext): Pause | null => {
  const { from, until } = suspensionOf(subscription);
  const isSuspended = statedWord(fieldOf(subscription, 'status')) === 'suspended';
  return pauseOf(isSuspended, { from: from ?? (isSuspended ? recordedDay : null), until }, recordedDay ?? day);
};

const currencyOf = (subscription: Payload, segments: readonly Segment[], currency: OneCurrency): void => {
  for (const owner of [subscription, ...segments.map(({ charge }) => charge)]) {
    const stated = fieldOf(owner, 'currency', 'transactionCurrency');
    currency.add(stated.text, stated.path);
  }
};

/** The terms of a version of a subscription. */
export const zuoraTerms = (
  stated: Payload,
  dates: Pick<ZuoraContext, 'firstDay' | 'day' | 'recordedDay'>,
  reading: Reading,
  findings: Findings,
): Terms => {
  const subscription = stated.with(findings);
  const [segments, currency] = [segmentsOf(subscription, findings), new OneCurrency(findings)];
  currencyOf(subscription, segments, currency);
  checkStatus(subscription, findings);
  const term = termOf(subscription, dates.firstDay, findings);
  const context = { ...reading, ...dates, findings, currency, subscription, term };
  const lines = segments.flatMap((segment) => chargeLines(segment, context).map((line) => ({ segment, line })));
  const isMoved = term !== null && term.start > dates.firstDay;
  return {
    customerId: statedId(fieldOf(subscription, 'accountNumber', 'accountId')),
    currency: currency.code,
    term,
    ...(isMoved ? { termAtStart: laidBack(term, dates.firstDay) } : {}),
    scheduledEnd: null,
    pause: pausedBy(context),
    trial: null,
    ...withChargeDiscounts(segments, lines, context),
  };
};
