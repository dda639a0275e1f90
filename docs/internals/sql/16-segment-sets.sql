-- The segments of each segment set that was found (definitions, section 6: dimensions). By the primary key.
INSERT INTO segment_set
SELECT
  found.segment_set_id,
  CASE
    WHEN found.segment_set_id = 0 THEN ARRAY['all', '(none)', '(none)', '(none)', '(none)', '(none)']
    ELSE ARRAY['all'] || attribute_set.attribute_segments::text[] || ARRAY[
      (extract(year FROM (date '1969-01-01' + make_interval(months => (found.segment_set_id / 4096 % 4096)::int * 3)))::int + 0)
        || '-Q' || extract(quarter FROM (date '1969-01-01' + make_interval(months => (found.segment_set_id / 4096 % 4096)::int * 3)))::int,
      CASE found.segment_set_id % 4096
        WHEN 0 THEN '>=50k'
        WHEN 1 THEN '15k-50k'
        WHEN 2 THEN '5k-15k'
        WHEN 3 THEN '<5k'
      END
    ]
  END
FROM (
  SELECT segment_set_id FROM cell
  UNION
  SELECT prior_segment_set_id FROM cell
  UNION
  SELECT year_ago_segment_set_id FROM cell
  UNION
  SELECT segment_set_id FROM dated_amount
) AS found
LEFT JOIN attribute_set ON attribute_set.attribute_set_id = found.segment_set_id / 16777216
WHERE found.segment_set_id IS NOT NULL
ON CONFLICT (segment_set_id) DO NOTHING;
