import { basename } from 'node:path';
import { type CheckedCurrency, type EventRef, type Finding, FINDINGS } from '@app/domain';
import type { CheckReport } from '@app/processing';
import { instantText } from '@app/wire';
import { nextStep } from '../translate/outcome-texts.ts';

const fileJson = (file: string | null): string | null => (file === null ? null : basename(file));

const currencyJson = ({ currency, events, firstDay, isReporting, rateFrom }: CheckedCurrency) => ({
  currency,
  events,
  first_day: firstDay,
  is_reporting_currency: isReporting,
  rates_from: rateFrom,
});

const refJson = ({ id, source, file, line }: EventRef) => ({ id, source, file: fileJson(file), line });

const findingJson = ({ code, count, examples }: Finding) => ({
  code,
  count,
  examples: examples.map(({ text, events }) => ({ text, events: events.map(refJson) })),
  advice: FINDINGS[code].advice,
});

/** For programs: the report as one JSON object. */
export const checkDocument = ({ recorded, refusals, findings, ...report }: CheckReport): string =>
  JSON.stringify({
    events: report.events,
    contracts: report.contracts,
    customers: report.customers,
    effective: report.effective,
    recorded: recorded === null ? null : { first: instantText(recorded.first), last: instantText(recorded.last) },
    currencies: report.currencies.map(currencyJson),
    are_rates_given: report.areRatesGiven,
    refusals: refusals.map(({ code, count, first }) => ({
      code,
      count,
      next: nextStep(code, 'event'),
      first: first.map(({ file, line, message }) => ({ file: fileJson(file), line, message })),
    })),
    findings: findings.map(findingJson),
  });
