import type { IgnoredReason, RefusalCode, Translated } from '@app/wire';

/** What another config, or a translator that knows more, may read as an event. The rest is about no subscription. */
const IGNORED: ReadonlySet<IgnoredReason> = new Set(['scheduled_only', 'test_mode', 'draft']);

/** What no translator can read. */
const UNREADABLE: ReadonlySet<RefusalCode> = new Set(['not_json', 'event_too_large']);

/** Whether a payload is kept although it says no event, because it may say one when it is translated anew. */
export const isKeptSilent = ({ ignored, refused }: Pick<Translated, 'ignored' | 'refused'>): boolean =>
  refused === null ? ignored !== null && IGNORED.has(ignored) : !UNREADABLE.has(refused.code);
