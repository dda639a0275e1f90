-- The last day taken and by which calculation, the first day on which any contract is active (definitions, section 5), and
-- whether the store is catching up (definitions, section 9). By change_untaken.
SELECT
  as_of::text,
  calc_version,
  first_day_taken::text,
  (
    SELECT
      CASE
        WHEN first_day_taken IS NULL
          OR EXISTS (SELECT FROM change WHERE take_id IS NULL AND first_day <= first_day_taken)
          THEN (SELECT min(valid_from) FROM span_run)
        ELSE first_day_taken
      END
    FROM store
  )::text AS first_day,
  EXISTS (
    SELECT
      topic,
      partition,
      progress.next_offset,
      CASE
        WHEN progress.log_end - progress.next_offset > 10000 THEN progress.log_end
        ELSE first_log_end.log_end
      END AS log_end
    FROM first_log_end
    FULL JOIN progress USING (topic, partition)
    WHERE first_log_end.log_end > coalesce(progress.next_offset, 0)
      OR progress.log_end - progress.next_offset > 10000
  ) AS catching_up
FROM store;

-- The periods that have been reported: from each to the next, by the primary key of snapshot.
WITH RECURSIVE reported AS (
  (
    SELECT grain, period
    FROM snapshot
    ORDER BY grain, period
    LIMIT 1
  )
  UNION ALL
  SELECT following.grain, following.period
  FROM reported
  CROSS JOIN LATERAL (
    SELECT snapshot.grain, snapshot.period
    FROM snapshot
    WHERE (snapshot.grain, snapshot.period) > (reported.grain, reported.period)
    ORDER BY snapshot.grain, snapshot.period
    LIMIT 1
  ) AS following
)
SELECT grain, period
FROM reported;
