/**
 * Contracts that counted for one customer on the prior or the year-ago day and that another one has on the measured day,
 * with their ARR at the rates of then; 0 on a day on which they did not count.
 */
export const createHandedOver = (handedOver: string, onCommit: string): string => `
CREATE TEMPORARY TABLE IF NOT EXISTS ${handedOver} (
  contract_id text COLLATE "C" NOT NULL,
  valid_from date NOT NULL,
  giver text COLLATE "C" NOT NULL,
  receiver text COLLATE "C" NOT NULL,
  prior_arr numeric NOT NULL,
  year_ago_arr numeric NOT NULL
) ${onCommit}`;

type Tables = Readonly<{ handedOver: string; position: string }>;

/**
 * Definitions, section 7, "Changed hands": a contract that counted for one customer on the prior or the year-ago day, and that
 * another customer, active on the measured day, has then. It has the contract itself (`itself`), or an active contract of it
 * with ARR above 0 and a rate renews one that is no longer active (`renewed`; of several the smallest id, and not where a
 * contract of its own customer renews it). Both begin with what is rare: contracts that ever changed hands
 * (contract_changed_hands), contracts that renew others.
 */
export const fillHandedOver = ({ handedOver, position }: Tables): string => `
WITH itself AS (
  SELECT s.contract_id, s.valid_from, n.customer_id AS receiver
  FROM contract k
  JOIN standing s ON s.contract_id = k.contract_id AND (s.on_prior OR s.on_year_ago)
  JOIN standing n ON n.contract_id = k.contract_id AND n.active_now
  WHERE k.owners IS NOT NULL AND n.customer_id <> s.customer_id
), renewed AS (
  SELECT DISTINCT ON (s.contract_id, s.valid_from) s.contract_id, s.valid_from, m.customer_id AS receiver
  FROM renewing m
  JOIN standing s ON s.contract_id = m.renewed AND (s.on_prior OR s.on_year_ago)
  JOIN ${position} p ON p.customer_id = m.customer_id AND p.arr > 0
  WHERE m.on_now AND m.has_rate AND m.customer_id <> s.customer_id
    AND NOT EXISTS (SELECT FROM standing n WHERE n.contract_id = s.contract_id AND n.active_now)
    AND NOT EXISTS (
      SELECT FROM renewing o
      WHERE o.renewed = s.contract_id AND o.customer_id = s.customer_id AND o.on_now AND o.has_rate
    )
  ORDER BY s.contract_id, s.valid_from, m.contract_id
)
INSERT INTO ${handedOver}
SELECT s.contract_id, s.valid_from, s.customer_id, h.receiver,
  CASE WHEN s.on_prior THEN s.arr_at_prior ELSE 0 END, CASE WHEN s.on_year_ago THEN s.arr_at_year_ago ELSE 0 END
FROM (SELECT * FROM itself UNION ALL SELECT * FROM renewed) h
JOIN standing s ON s.contract_id = h.contract_id AND s.valid_from = h.valid_from
JOIN ${position} p ON p.customer_id = h.receiver AND p.arr > 0`;

/** What a customer gave and received moves what it is compared with; who had nothing then is placed where it stands today. */
export const countHandedOver = ({ handedOver, position }: Tables): string => `
WITH moved AS (
  SELECT customer_id, sum(given) AS given, sum(received) AS received, sum(in_a_year) AS in_a_year
  FROM (
    SELECT giver AS customer_id, prior_arr AS given, 0 AS received, -year_ago_arr AS in_a_year FROM ${handedOver}
    UNION ALL
    SELECT receiver, 0, prior_arr, year_ago_arr FROM ${handedOver}
  ) each_side
  GROUP BY customer_id
), held AS (
  SELECT p.customer_id, m.given, m.received, p.prior_arr - m.given + m.received AS arr,
    p.year_ago_arr + m.in_a_year AS year_arr
  FROM moved m JOIN ${position} p ON p.customer_id = m.customer_id
)
UPDATE ${position} p SET given_arr = h.given, received_arr = h.received, held_arr = h.arr, year_held_arr = h.year_arr,
  held_place = CASE WHEN h.arr > 0 THEN coalesce(p.prior_place, p.place) END,
  year_held_place = CASE WHEN h.year_arr > 0 THEN coalesce(p.year_ago_place, p.place) END,
  changed = true
FROM held h WHERE h.customer_id = p.customer_id`;
