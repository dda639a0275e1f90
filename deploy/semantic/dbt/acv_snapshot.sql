-- The current snapshots of months. The columns have their meaning as comments in Postgres (acv migrate).
select * from {{ source('acv_v1', 'snapshot') }} where grain = 'month'
