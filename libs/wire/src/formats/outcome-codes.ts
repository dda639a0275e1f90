/** Why a record becomes no event although nothing is wrong with it. The list is closed: reports and counters go by it. */
export const IGNORED_REASONS = ['other_object', 'no_change', 'scheduled_only', 'test_mode', 'draft'] as const;

export type IgnoredReason = (typeof IGNORED_REASONS)[number];

/** What a reader should know about a record that was taken. The list is closed. */
export const TRANSLATION_NOTES = [
  'history_assumed',
  'usage_excluded',
  'tax_inclusive',
  'interval_derived',
  'once_dated',
  'discount_unknown',
  'history_unknown',
  'schedule_not_followed',
  'same_second',
  'total_differs',
] as const;

export type TranslationNote = (typeof TRANSLATION_NOTES)[number];
