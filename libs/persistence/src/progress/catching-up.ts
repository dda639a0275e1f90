/**
 * A partition with more unread records than this is catching up. Closed periods are then not taken, because each batch would
 * restate them (definitions, section 9).
 */
export const FAR_BEHIND_RECORDS = 10_000;

/** Whether a partition is catching up; one pass over `progress`, which has a row for each partition. */
export const IS_CATCHING_UP = `EXISTS (SELECT FROM progress WHERE log_end - next_offset > ${FAR_BEHIND_RECORDS})`;
