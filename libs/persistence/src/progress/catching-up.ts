/** A partition with more unread records than this is far behind: a trickle does not leave as many. */
export const FAR_BEHIND_RECORDS = 10_000;

/**
 * The partitions that are catching up (definitions, section 9): not read yet to the end that they had when they were
 * first seen, or far behind. Closed periods are then not taken, because each batch would restate them. Each with its
 * next offset (null if nothing of it has been read) and the end that it is read to. One pass over two tables with a row
 * for each partition.
 */
export const CATCHING_UP = `SELECT
  topic,
  partition,
  progress.next_offset,
  CASE
    WHEN progress.log_end - progress.next_offset > ${FAR_BEHIND_RECORDS} THEN progress.log_end
    ELSE first_log_end.log_end
  END AS log_end
FROM first_log_end
FULL JOIN progress USING (topic, partition)
WHERE first_log_end.log_end > coalesce(progress.next_offset, 0)
  OR progress.log_end - progress.next_offset > ${FAR_BEHIND_RECORDS}`;
