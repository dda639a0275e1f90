/**
 * Everything that queries and guarantees of the store rely on besides tables and columns, as a migrated store has it: a
 * doctor compares a store with these. The names of a store's schema are left out. A test holds the lists to the migrations.
 */

/** Each index with the statement that makes it. */
export const INDEXES: Readonly<Record<string, string>> = {
  audit_key:
    "CREATE UNIQUE INDEX audit_key ON audit USING btree (who, idempotency_key) WHERE ((idempotency_key IS NOT NULL) AND (result = 'done'::text))",
  audit_pkey: 'ALTER TABLE audit ADD CONSTRAINT audit_pkey PRIMARY KEY (audit_id)',
  booking_day: 'CREATE INDEX booking_day ON booking USING btree (booked_on)',
  booking_pkey: 'ALTER TABLE booking ADD CONSTRAINT booking_pkey PRIMARY KEY (contract_id)',
  change_pkey: 'ALTER TABLE change ADD CONSTRAINT change_pkey PRIMARY KEY (change_id)',
  change_untaken: 'CREATE INDEX change_untaken ON change USING btree (change_id) WHERE (take_id IS NULL)',
  contract_changed_hands:
    'CREATE INDEX contract_changed_hands ON contract USING btree (contract_id) WHERE (owners IS NOT NULL)',
  contract_creation_missing:
    "CREATE INDEX contract_creation_missing ON contract USING btree (contract_id) WHERE (creations = '[]'::jsonb)",
  contract_known_until:
    'CREATE INDEX contract_known_until ON contract USING btree (known_until) WHERE (known_until IS NOT NULL)',
  contract_last_customer: 'CREATE INDEX contract_last_customer ON contract USING btree (((last_owner ->> 0)))',
  contract_mixed_sources:
    'CREATE INDEX contract_mixed_sources ON contract USING btree (contract_id) WHERE has_mixed_sources',
  contract_pkey: 'ALTER TABLE contract ADD CONSTRAINT contract_pkey PRIMARY KEY (contract_id)',
  contract_set_aside_pkey:
    'ALTER TABLE contract_set_aside ADD CONSTRAINT contract_set_aside_pkey PRIMARY KEY (contract_id)',
  customer_merge_pkey: 'ALTER TABLE customer_merge ADD CONSTRAINT customer_merge_pkey PRIMARY KEY (customer_id)',
  customer_moved:
    'CREATE INDEX customer_moved ON customer USING btree (customer_id) WHERE (first_active IS DISTINCT FROM first_active_taken)',
  customer_pkey: 'ALTER TABLE customer ADD CONSTRAINT customer_pkey PRIMARY KEY (customer_id)',
  erased_event_pkey: 'ALTER TABLE erased_event ADD CONSTRAINT erased_event_pkey PRIMARY KEY (id, source)',
  erasure_pkey: 'ALTER TABLE erasure ADD CONSTRAINT erasure_pkey PRIMARY KEY (erasure_id)',
  erasure_pseudonym_key: 'ALTER TABLE erasure ADD CONSTRAINT erasure_pseudonym_key UNIQUE (pseudonym)',
  event_pack_pkey: 'ALTER TABLE event_pack ADD CONSTRAINT event_pack_pkey PRIMARY KEY (contract_id, first_seq)',
  first_log_end_pkey: 'ALTER TABLE first_log_end ADD CONSTRAINT first_log_end_pkey PRIMARY KEY (topic, partition)',
  fx_rate_pkey: 'ALTER TABLE fx_rate ADD CONSTRAINT fx_rate_pkey PRIMARY KEY (currency, date)',
  ledger_pkey: 'ALTER TABLE ledger ADD CONSTRAINT ledger_pkey PRIMARY KEY (id, source, edition)',
  mark_pkey: 'ALTER TABLE mark ADD CONSTRAINT mark_pkey PRIMARY KEY (name)',
  merge_event_pkey: 'ALTER TABLE merge_event ADD CONSTRAINT merge_event_pkey PRIMARY KEY (seq)',
  merge_version_pkey: 'ALTER TABLE merge_version ADD CONSTRAINT merge_version_pkey PRIMARY KEY (only_one)',
  merged_customer_pkey: 'ALTER TABLE merged_customer ADD CONSTRAINT merged_customer_pkey PRIMARY KEY (customer_id)',
  one_time_charge_contract: 'CREATE INDEX one_time_charge_contract ON one_time_charge USING btree (contract_id)',
  one_time_charge_customer: 'CREATE INDEX one_time_charge_customer ON one_time_charge USING btree (customer_id)',
  one_time_charge_date: 'CREATE INDEX one_time_charge_date ON one_time_charge USING btree (date)',
  outbox_lane: 'CREATE INDEX outbox_lane ON outbox USING btree (topic, outbox_id)',
  outbox_pkey: 'ALTER TABLE outbox ADD CONSTRAINT outbox_pkey PRIMARY KEY (outbox_id)',
  payload_digest: 'CREATE INDEX payload_digest ON payload USING btree (digest)',
  payload_event_payload: 'CREATE INDEX payload_event_payload ON payload_event USING btree (payload_id)',
  payload_event_pkey: 'ALTER TABLE payload_event ADD CONSTRAINT payload_event_pkey PRIMARY KEY (event_id, source)',
  payload_pkey: 'ALTER TABLE payload ADD CONSTRAINT payload_pkey PRIMARY KEY (payload_id)',
  payload_reading:
    'CREATE INDEX payload_reading ON payload USING btree (format, origin, translator_version, config_id)',
  progress_pkey: 'ALTER TABLE progress ADD CONSTRAINT progress_pkey PRIMARY KEY (topic, partition)',
  ranked_contract_arr:
    'CREATE INDEX ranked_contract_arr ON ranked_contract USING btree (currency, arr DESC, contract_id)',
  ranked_contract_pkey: 'ALTER TABLE ranked_contract ADD CONSTRAINT ranked_contract_pkey PRIMARY KEY (contract_id)',
  ranked_customer_arr:
    'CREATE INDEX ranked_customer_arr ON ranked_customer USING btree (arr DESC NULLS LAST, customer_id)',
  ranked_customer_pkey: 'ALTER TABLE ranked_customer ADD CONSTRAINT ranked_customer_pkey PRIMARY KEY (customer_id)',
  ranking_pkey: 'ALTER TABLE ranking ADD CONSTRAINT ranking_pkey PRIMARY KEY (only_one)',
  rate_version_pkey: 'ALTER TABLE rate_version ADD CONSTRAINT rate_version_pkey PRIMARY KEY (only_one)',
  refused_origin_partition_position_key:
    'ALTER TABLE refused ADD CONSTRAINT refused_origin_partition_position_key UNIQUE (origin, partition, "position")',
  refused_pkey: 'ALTER TABLE refused ADD CONSTRAINT refused_pkey PRIMARY KEY (refused_id)',
  refused_step_pkey: 'ALTER TABLE refused_step ADD CONSTRAINT refused_step_pkey PRIMARY KEY (step_id)',
  refused_step_refused: 'CREATE INDEX refused_step_refused ON refused_step USING btree (refused_id)',
  refused_step_settles:
    "CREATE UNIQUE INDEX refused_step_settles ON refused_step USING btree (refused_id) WHERE (outcome <> 'refused'::text)",
  relay_lane_pkey: 'ALTER TABLE relay_lane ADD CONSTRAINT relay_lane_pkey PRIMARY KEY (topic)',
  retranslated_event_pkey:
    'ALTER TABLE retranslated_event ADD CONSTRAINT retranslated_event_pkey PRIMARY KEY (contract_id, seq)',
  retranslated_payload_pkey:
    'ALTER TABLE retranslated_payload ADD CONSTRAINT retranslated_payload_pkey PRIMARY KEY (retranslation_id, payload_id)',
  retranslation_pkey: 'ALTER TABLE retranslation ADD CONSTRAINT retranslation_pkey PRIMARY KEY (retranslation_id)',
  shard_pkey: 'ALTER TABLE shard ADD CONSTRAINT shard_pkey PRIMARY KEY (shard)',
  snapshot_pkey:
    'ALTER TABLE snapshot ADD CONSTRAINT snapshot_pkey PRIMARY KEY (grain, period, dimension, segment, revision)',
  snapshot_snapshot_id_key: 'ALTER TABLE snapshot ADD CONSTRAINT snapshot_snapshot_id_key UNIQUE (snapshot_id)',
  snapshot_take: 'CREATE INDEX snapshot_take ON snapshot USING btree (take_id, snapshot_id)',
  snapshotter_pkey: 'ALTER TABLE snapshotter ADD CONSTRAINT snapshotter_pkey PRIMARY KEY (only_one)',
  span_run_customer: 'CREATE INDEX span_run_customer ON span_run USING btree (customer_id)',
  span_run_pkey: 'ALTER TABLE span_run ADD CONSTRAINT span_run_pkey PRIMARY KEY (contract_id, valid_from)',
  span_run_renews:
    'CREATE INDEX span_run_renews ON span_run USING gin (renews) WITH (fastupdate=off) WHERE (renews IS NOT NULL)',
  store_pkey: 'ALTER TABLE store ADD CONSTRAINT store_pkey PRIMARY KEY (only_one)',
  superseded_event_pkey:
    'ALTER TABLE superseded_event ADD CONSTRAINT superseded_event_pkey PRIMARY KEY (contract_id, seq)',
  take_pkey: 'ALTER TABLE take ADD CONSTRAINT take_pkey PRIMARY KEY (take_id)',
  translation_config_pkey:
    'ALTER TABLE translation_config ADD CONSTRAINT translation_config_pkey PRIMARY KEY (config_id)',
  unfolded_lane: 'CREATE INDEX unfolded_lane ON unfolded USING btree (lane, contract_id)',
};

/** Each check and each reference to another table, with the statement that makes it. */
export const CONSTRAINTS: Readonly<Record<string, string>> = {
  audit_result_check:
    "ALTER TABLE audit ADD CONSTRAINT audit_result_check CHECK ((result = ANY (ARRAY['done'::text, 'failed'::text])))",
  booking_acv_check: 'ALTER TABLE booking ADD CONSTRAINT booking_acv_check CHECK ((acv >= (0)::numeric))',
  booking_contracted_acv_check:
    'ALTER TABLE booking ADD CONSTRAINT booking_contracted_acv_check CHECK ((contracted_acv >= (0)::numeric))',
  booking_gross_value_check:
    'ALTER TABLE booking ADD CONSTRAINT booking_gross_value_check CHECK ((gross_value >= (0)::numeric))',
  booking_net_value_check:
    'ALTER TABLE booking ADD CONSTRAINT booking_net_value_check CHECK ((net_value >= (0)::numeric))',
  booking_tcv_check: 'ALTER TABLE booking ADD CONSTRAINT booking_tcv_check CHECK ((tcv >= (0)::numeric))',
  booking_term_months_check:
    'ALTER TABLE booking ADD CONSTRAINT booking_term_months_check CHECK ((term_months > (0)::numeric))',
  change_check: 'ALTER TABLE change ADD CONSTRAINT change_check CHECK ((first_day < last_day))',
  erased_event_erasure_id_fkey:
    'ALTER TABLE erased_event ADD CONSTRAINT erased_event_erasure_id_fkey FOREIGN KEY (erasure_id) REFERENCES erasure(erasure_id)',
  first_log_end_log_end_check:
    'ALTER TABLE first_log_end ADD CONSTRAINT first_log_end_log_end_check CHECK ((log_end >= 0))',
  first_log_end_partition_check:
    'ALTER TABLE first_log_end ADD CONSTRAINT first_log_end_partition_check CHECK ((partition >= 0))',
  fx_rate_rate_check: 'ALTER TABLE fx_rate ADD CONSTRAINT fx_rate_rate_check CHECK ((rate > (0)::numeric))',
  merge_version_only_one_check:
    'ALTER TABLE merge_version ADD CONSTRAINT merge_version_only_one_check CHECK (only_one)',
  merged_customer_check:
    'ALTER TABLE merged_customer ADD CONSTRAINT merged_customer_check CHECK ((customer_id <> counts_for))',
  one_time_charge_amount_check:
    'ALTER TABLE one_time_charge ADD CONSTRAINT one_time_charge_amount_check CHECK ((amount >= (0)::numeric))',
  payload_config_id_fkey:
    'ALTER TABLE payload ADD CONSTRAINT payload_config_id_fkey FOREIGN KEY (config_id) REFERENCES translation_config(config_id)',
  payload_event_payload_id_fkey:
    'ALTER TABLE payload_event ADD CONSTRAINT payload_event_payload_id_fkey FOREIGN KEY (payload_id) REFERENCES payload(payload_id)',
  progress_next_offset_check:
    'ALTER TABLE progress ADD CONSTRAINT progress_next_offset_check CHECK ((next_offset >= 0))',
  progress_partition_check: 'ALTER TABLE progress ADD CONSTRAINT progress_partition_check CHECK ((partition >= 0))',
  ranking_only_one_check: 'ALTER TABLE ranking ADD CONSTRAINT ranking_only_one_check CHECK (only_one)',
  ranking_take_id_fkey:
    'ALTER TABLE ranking ADD CONSTRAINT ranking_take_id_fkey FOREIGN KEY (take_id) REFERENCES take(take_id)',
  rate_version_only_one_check: 'ALTER TABLE rate_version ADD CONSTRAINT rate_version_only_one_check CHECK (only_one)',
  refused_step_audit_id_fkey:
    'ALTER TABLE refused_step ADD CONSTRAINT refused_step_audit_id_fkey FOREIGN KEY (audit_id) REFERENCES audit(audit_id)',
  refused_step_outcome_check:
    "ALTER TABLE refused_step ADD CONSTRAINT refused_step_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'repeated'::text, 'passed_over'::text, 'refused'::text, 'discarded'::text])))",
  refused_step_refused_id_fkey:
    'ALTER TABLE refused_step ADD CONSTRAINT refused_step_refused_id_fkey FOREIGN KEY (refused_id) REFERENCES refused(refused_id)',
  retranslated_event_retranslation_id_fkey:
    'ALTER TABLE retranslated_event ADD CONSTRAINT retranslated_event_retranslation_id_fkey FOREIGN KEY (retranslation_id) REFERENCES retranslation(retranslation_id)',
  retranslated_payload_config_id_fkey:
    'ALTER TABLE retranslated_payload ADD CONSTRAINT retranslated_payload_config_id_fkey FOREIGN KEY (config_id) REFERENCES translation_config(config_id)',
  retranslated_payload_payload_id_fkey:
    'ALTER TABLE retranslated_payload ADD CONSTRAINT retranslated_payload_payload_id_fkey FOREIGN KEY (payload_id) REFERENCES payload(payload_id)',
  retranslated_payload_retranslation_id_fkey:
    'ALTER TABLE retranslated_payload ADD CONSTRAINT retranslated_payload_retranslation_id_fkey FOREIGN KEY (retranslation_id) REFERENCES retranslation(retranslation_id)',
  snapshot_reason_check:
    "ALTER TABLE snapshot ADD CONSTRAINT snapshot_reason_check CHECK ((reason = ANY (ARRAY['first'::text, 'policy'::text, 'calculation'::text, 'fx'::text, 'events'::text, 'time'::text])))",
  snapshot_revision_check: 'ALTER TABLE snapshot ADD CONSTRAINT snapshot_revision_check CHECK ((revision > 0))',
  snapshot_status_check:
    "ALTER TABLE snapshot ADD CONSTRAINT snapshot_status_check CHECK ((status = ANY (ARRAY['open'::text, 'closed'::text, 'restated'::text, 'withdrawn'::text])))",
  snapshot_take_id_fkey:
    'ALTER TABLE snapshot ADD CONSTRAINT snapshot_take_id_fkey FOREIGN KEY (take_id) REFERENCES take(take_id)',
  snapshotter_only_one_check: 'ALTER TABLE snapshotter ADD CONSTRAINT snapshotter_only_one_check CHECK (only_one)',
  span_run_acv_check: 'ALTER TABLE span_run ADD CONSTRAINT span_run_acv_check CHECK (((0)::numeric <= ALL (acv)))',
  span_run_arr_check: 'ALTER TABLE span_run ADD CONSTRAINT span_run_arr_check CHECK (((0)::numeric <= ALL (arr)))',
  span_run_contract_value_check:
    'ALTER TABLE span_run ADD CONSTRAINT span_run_contract_value_check CHECK (((0)::numeric <= ALL (contract_value)))',
  span_run_contracted_acv_check:
    'ALTER TABLE span_run ADD CONSTRAINT span_run_contracted_acv_check CHECK (((0)::numeric <= ALL (contracted_acv)))',
  span_run_days_check:
    'ALTER TABLE span_run ADD CONSTRAINT span_run_days_check CHECK (((days[1] = valid_from) AND (days[cardinality(days)] < valid_to)))',
  span_run_expected_usage_check:
    'ALTER TABLE span_run ADD CONSTRAINT span_run_expected_usage_check CHECK (((0)::numeric <= ALL (expected_usage)))',
  span_run_gross_arr_check:
    'ALTER TABLE span_run ADD CONSTRAINT span_run_gross_arr_check CHECK (((0)::numeric <= ALL (gross_arr)))',
  span_run_length_check:
    'ALTER TABLE span_run ADD CONSTRAINT span_run_length_check CHECK (((cardinality(seqs) = cardinality(days)) AND (cardinality(arr) = cardinality(days)) AND (cardinality(gross_arr) = cardinality(days)) AND (cardinality(acv) = cardinality(days)) AND (cardinality(contracted_acv) = cardinality(days)) AND (cardinality(contract_value) = cardinality(days)) AND (cardinality(one_time) = cardinality(days)) AND (cardinality(expected_usage) = cardinality(days))))',
  span_run_one_time_check:
    'ALTER TABLE span_run ADD CONSTRAINT span_run_one_time_check CHECK (((0)::numeric <= ALL (one_time)))',
  store_only_one_check: 'ALTER TABLE store ADD CONSTRAINT store_only_one_check CHECK (only_one)',
  superseded_event_retranslation_id_fkey:
    'ALTER TABLE superseded_event ADD CONSTRAINT superseded_event_retranslation_id_fkey FOREIGN KEY (retranslation_id) REFERENCES retranslation(retranslation_id)',
};

/** Each function with the MD5 of its body, because a changed one may append or round in another way. */
export const FUNCTIONS: Readonly<Record<string, string>> = {
  append_events: '69ff79942ffd0dd9d77ee48d9b421dd1',
  erasure_is_settled: '936c3bc633feec2053d2ab9361c50565',
  is_append_only: '1533250a597c1541ddd7c608ed290a3b',
  ledger_is_append_only: '40d1e48befdd587ca6104cebf55cfb4d',
  round10: '89d579fbb266f99f2b99ad0bbc48db89',
};
