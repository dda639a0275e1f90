import { type CivilDate, dayIn, type Instant } from '@app/domain';
import type { WireContractEvent } from '../../events/wire-event.ts';
import { isRefusal, type Refusal } from '../../refusal.ts';
import type { TranslationConfig } from '../adapter/read-adapter.ts';
import { derivedEvent } from '../derived-event.ts';
import type { IgnoredReason, TranslationNote } from '../outcome-codes.ts';
import { commonData } from './common-data.ts';
import { Findings } from './findings.ts';
import type { Format, Reading } from './format.ts';
import { withIntervalTerm } from './interval-term.ts';
import { Payload } from './payload.ts';
import type { Statement, Terms } from './statement.ts';
import { statedEvents } from './stated-events.ts';
import { recordIn } from './unwrapped.ts';

/** A payload as JSON, and when it was exported, where that is said. */
export type SystemRecord = Readonly<{ json: unknown; observed: Instant | null }>;

/** What a payload becomes: events, all or none; or the reason why it becomes none. */
export type Translated = Readonly<{
  events: readonly WireContractEvent[];
  ignored: IgnoredReason | null;
  refused: Refusal | null;
  notes: readonly TranslationNote[];
}>;

const NOTHING: Translated = { events: [], ignored: null, refused: null, notes: [] };

type Context = TranslationConfig & Readonly<{ format: Format; dayOf: (instant: Instant) => CivilDate }>;
type Said = Readonly<{ events: readonly WireContractEvent[]; notes: readonly TranslationNote[] }>;

/** Checked as every event is. */
const checked = (derived: Parameters<typeof derivedEvent>[0][]): readonly WireContractEvent[] | Refusal => {
  const events: WireContractEvent[] = [];
  for (const each of derived) {
    const event = derivedEvent(each);
    if (isRefusal(event)) return event;
    events.push(event);
  }
  return events;
};

/** Without a time of observation nobody knows from when on a state without a day of its own holds. */
const isDated = ({ record, end }: Statement, { pause }: Terms): boolean =>
  end !== null || record.kind === 'event' || record.observed !== null || pause === null || pause.from !== null;

const NO_DAY = 'holds from a day that the payload does not say; say when the object was exported (--observed-at)';

const eventsOf = (
  statement: Statement,
  terms: Terms | null,
  context: Context,
): readonly WireContractEvent[] | Refusal => {
  const { adapter, format, dayOf } = context;
  const contractId = `${adapter.contractPrefix}${statement.contractId}`;
  const source = `/${format.name}/${statement.account ?? adapter.account ?? 'default'}`;
  const common = terms === null ? {} : commonData(statement.subscription.value, terms, format, context);
  const { past, now } = statedEvents(statement, terms, { source, contractId, common, dayOf });
  return checked([...past, ...now]);
};

/** Whether a record says what was before its own day, as an export does. */
const tellsPast = ({ record }: Statement): boolean => record.kind === 'bare' || record.created !== undefined;

/** An end needs no terms: where they cannot be read, it is said alone. */
const endOf = (statement: Statement, context: Context): Said | Refusal => {
  const events = eventsOf(statement, null, context);
  if (isRefusal(events)) return events;
  return { events, notes: tellsPast(statement) ? ['history_unknown'] : [] };
};

/** Terms as the adapter wants them: products by its names, and long billing intervals as terms. */
const adapted = (terms: Terms, firstDay: CivilDate, { adapter }: Context): Terms => {
  const lines = terms.lines.map((line) => ({ ...line, product: adapter.products.get(line.product) ?? line.product }));
  return withIntervalTerm({ ...terms, lines }, firstDay, adapter.termsFromIntervalMonths);
};

const saidBy = (statement: Statement, context: Context): Said | Refusal => {
  const { end, firstDay } = statement;
  const isOfPast = tellsPast(statement);
  if (end !== null && !isOfPast) return endOf(statement, context);
  const findings = new Findings();
  const terms = adapted(statement.terms(findings), firstDay, context);
  if (!isDated(statement, terms)) findings.refuse('no_effective_date', 'status', NO_DAY);
  const events = findings.refusal ?? eventsOf(statement, terms, context);
  if (isRefusal(events)) return end === null ? events : endOf(statement, context);
  return { events, notes: [...findings.notes, ...(isOfPast ? (['history_assumed'] as const) : [])] };
};

const readingOf = (observed: Instant | null, findings: Findings, { adapter, dayOf }: Context): Reading => ({
  adapter,
  observed,
  findings,
  dayOf,
});

/**
 * The events that a payload of a system says. Pure: a payload that does not say something is refused, unless the
 * adapter's catalog says it. All events of a payload are taken or none. It never throws, whatever the payload holds.
 */
export const translateWith =
  (format: Format) =>
  ({ json, observed }: SystemRecord, config: TranslationConfig): Translated => {
    const refused = (found: Refusal): Translated => ({ ...NOTHING, refused: found });
    const record = recordIn(json, format);
    if (isRefusal(record)) return refused(record);
    const context = { ...config, format, dayOf: (instant: Instant) => dayIn(config.timezone, instant) };
    const findings = new Findings();
    const read = format.read(new Payload(record.json, '', findings), readingOf(observed, findings, context));
    if ('ignored' in read) return { ...NOTHING, ignored: read.ignored };
    if (findings.refusal !== null) {
      // A fault of the terms may come before that of the record, in the order of codes. An end needs no terms.
      for (const { end, terms } of read) if (end === null) terms(findings);
      return refused(findings.refusal);
    }
    const all: Said[] = [];
    for (const statement of read) {
      const said = saidBy(statement, context);
      if (isRefusal(said)) return refused(said);
      all.push(said);
    }
    const notes = new Set([...findings.notes, ...all.flatMap((said) => said.notes)]);
    return { ...NOTHING, events: all.flatMap(({ events }) => events), notes: [...notes] };
  };
