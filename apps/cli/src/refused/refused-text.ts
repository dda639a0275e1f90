import type { RefusedRecord } from '@app/wire/answers';
import { moment, onOneLine, wrapped } from '../readable.ts';
import { lineOf } from '../status/status-line.ts';
import { place } from './refused-listing.ts';

type Step = RefusedRecord['steps'][number];

const bytesText = (bytes: RefusedRecord['value']): string => {
  if (bytes === null) return '(none)';
  return bytes.encoding === 'utf-8' ? onOneLine(bytes.text) : `${bytes.text} (base64)`;
};

const outcomeText = ({ outcome, source, event_id, message, reason }: Step): string => {
  switch (outcome) {
    case 'accepted':
      return `redriven and accepted as event ${event_id ?? ''} of ${source ?? ''}`;
    case 'repeated':
      return `redriven; event ${event_id ?? ''} of ${source ?? ''} was in the ledger already`;
    case 'passed_over':
      return 'redriven and passed over, because it says no event';
    case 'refused':
      return `redriven and refused again: ${message ?? ''}`;
    case 'discarded':
      return `discarded: ${reason ?? ''}`;
  }
};

const stepText = (step: Step): string => {
  const mended = step.mended === null ? '' : ', as a mended event';
  return wrapped(`${moment(new Date(step.at))}  ${step.who}: ${onOneLine(outcomeText(step))}${mended}`, '  ');
};

/** A refused record for people: where it came from, why it was refused, what was done with it, and its content. */
export const refusedText = (record: RefusedRecord): string => {
  const headers = Object.entries(record.headers);
  return [
    [
      lineOf('record', onOneLine(place(record))),
      lineOf('refused', `${moment(new Date(record.refused_at))}, ${record.code}`),
      lineOf('reason', onOneLine(record.message)),
      lineOf('state', record.state),
      ...(record.format === null ? [] : [lineOf('format', record.format)]),
    ].join('\n'),
    ...(record.steps.length === 0 ? [] : [record.steps.map(stepText).join('\n')]),
    ...(headers.length === 0
      ? []
      : [headers.map(([name, value]) => `${onOneLine(name)}: ${bytesText(value)}`).join('\n')]),
    bytesText(record.value),
  ].join('\n\n');
};
