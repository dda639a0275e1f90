-- The last day taken and by which calculation, the first day on which any contract is active (definitions, section 5), and
-- whether a partition is far behind (definitions, section 9). By change_untaken.
SELECT
  as_of::text,
  calc_version,
  first_day_taken::text,
  (
    SELECT
      CASE
        WHEN first_day_taken IS NULL
          OR EXISTS (SELECT FROM change WHERE take_id IS NULL AND first_day <= first_day_taken)
          THEN (SELECT min(valid_from) FROM contract_span)
        ELSE first_day_taken
      END
    FROM store
  )::text AS first_day,
  EXISTS (SELECT FROM progress WHERE log_end - next_offset > 10000) AS catching_up
FROM store;
