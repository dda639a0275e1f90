import type { IgnoredReason, RefusalCode, TranslationNote } from '@app/wire';

/** What each reason means for the reader. */
export const IGNORED_TEXT: Readonly<Record<IgnoredReason, string>> = {
  other_object: 'about something else than a subscription',
  no_change: 'a reminder or a notice, which changes nothing',
  scheduled_only: 'a change that is not in force yet; the payload of its day brings it',
  test_mode: 'of the other mode; "mode" in the adapter takes them',
  draft: 'a draft, which is no contract yet',
};

/** What is not known about records that were taken, and what to do about it. */
export const NOTE_TEXT: Readonly<Record<TranslationNote, readonly [meaning: string, next: string]>> = {
  history_assumed: [
    'the time before the export has today’s terms',
    'replay the events that the system still keeps, and write older steps into a sheet (line_start)',
  ],
  usage_excluded: ['metered items are left out', 'state a committed minimum as an event of your own'],
  tax_inclusive: ['the price includes tax, which stays in', 'price without tax, or read ARR with it'],
  interval_derived: ['the billing interval is that of the current period', 'state it in the adapter (catalog.plans)'],
  once_dated: ['a one-off coupon is put on the coming billing interval', 'nothing: it counts in no lasting figure'],
  discount_unknown: ['a discount is not in the payload, so the price is gross', 'add it to the catalog'],
  history_unknown: ['only the end is known', 'add what its terms refer to to the catalog, and translate again'],
  schedule_not_followed: [
    'later phases of a schedule are not known yet',
    'export with expand[]=data.schedule, or set "schedules": "follow" with every price in the catalog',
  ],
  total_differs: [
    'the system’s own total is another than that of the prices over their days; the prices count',
    'compare the contract with the system',
  ],
  same_second: ['several changes of one second: their ids decide which is the last', 'check one of them in the system'],
};

/** What was refused: an event, a row of a sheet, or a payload of a billing system. */
export type RefusedKind = 'event' | 'row' | 'payload';

type Steps = Readonly<Partial<Record<RefusalCode, string>>>;

const NEXT: Readonly<Record<RefusedKind, Readonly<{ steps: Steps; otherwise: string }>>> = {
  event: {
    steps: {
      not_json: 'write each event as one line of JSON',
      too_many_lines: 'state several contracts',
      too_many_price_changes: 'let lines and discounts begin and end on common days, or state several contracts',
      id_conflict: 'give the event an id of its own',
    },
    otherwise: 'correct the field that the message names',
  },
  row: {
    steps: {
      partial_terms: 'correct the other rows of the contract that are refused',
      contradictory: 'leave out one of the two statements that the message names',
      id_conflict: 'give the corrected sheet a higher --revision',
    },
    otherwise: 'correct the cell that the message names',
  },
  payload: {
    steps: {
      not_json: 'give JSON lines, one JSON document, or XML',
      unknown_shape: 'check that --format names the system of the file',
      partial_terms: 'feed the whole subscription: an export, or an event that carries it',
      unsupported: 'state this contract in events of your own, or in a sheet',
      no_effective_date: 'say by --observed-at when the objects were exported',
      mixed_currencies: 'split the subscription: a contract has one currency',
      amount_unknown: 'add what the message names to the catalog of the adapter',
      contradictory: 'correct the subscription in the system',
      id_conflict: 'compare it with the event of this id that was accepted before',
    },
    otherwise: 'correct the field that the message names',
  },
};

/** What to do about a refusal; the code names what is wrong. */
export const nextStep = (code: RefusalCode, of: RefusedKind): string => NEXT[of].steps[code] ?? NEXT[of].otherwise;
