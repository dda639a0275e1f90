import type { ExplainedEvent, ExplainedWorth } from '@app/domain';
import { instantText } from '@app/wire';
import type { CheckedContract } from '../explain/explain-contract.ts';
import { fieldsOfMeasures } from '../fold/measure-fields.ts';

/** The other fields of an event are in the ledger. */
const eventFields = ({ event, effectiveDay, governs, replacedBy }: ExplainedEvent) => ({
  id: event.id,
  source: event.source,
  kind: event.kind,
  version: event.version,
  recordedAt: instantText(event.recordedAt),
  effectiveDate: event.effectiveDate,
  effectiveDay,
  governs,
  replacedBy: replacedBy?.id ?? null,
});

const worthFields = ({ event, ...steps }: ExplainedWorth, mergedFrom: string | null) => ({
  customerId: event.customerId,
  mergedFrom,
  currency: event.currency,
  ...steps,
});

/** The explanation for programs. Measures are rounded once; the steps before them have up to ten decimal places. */
export const contractExplanation = ({
  contractId,
  explanation,
  mergedFrom,
  differences,
  isStale,
}: CheckedContract) => ({
  contractId,
  day: explanation.day,
  events: explanation.events.map(eventFields),
  byVersions: explanation.byVersions,
  governing: explanation.governing?.id ?? null,
  worth: explanation.worth === null ? null : worthFields(explanation.worth, mergedFrom),
  measures: fieldsOfMeasures(explanation.measures),
  differences,
  isStale,
});
