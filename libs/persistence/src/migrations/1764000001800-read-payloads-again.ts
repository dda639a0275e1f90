import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SHARING_THE_GATE } from './1764000000910-lock-what-readers-cannot.ts';

/**
 * Payloads that are translated anew. The ledger stays append-only: an event that is read otherwise is appended again,
 * with the next edition, and the former one is listed as superseded. Folds read only events that are not.
 */
const AGAIN = `
ALTER TABLE ledger ADD COLUMN edition integer NOT NULL DEFAULT 0;
ALTER TABLE ledger DROP CONSTRAINT ledger_pkey, ADD PRIMARY KEY (id, source, edition);

CREATE TABLE retranslation (
  retranslation_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  made_at timestamptz NOT NULL,
  made_by text NOT NULL,
  -- The last take before it; 0 if there was none. Later takes read the events as they are afterwards.
  after_take bigint NOT NULL
);

-- What payloads were read by until then.
CREATE TABLE retranslated_payload (
  retranslation_id bigint NOT NULL REFERENCES retranslation,
  payload_id bigint NOT NULL REFERENCES payload,
  translator_version integer NOT NULL,
  config_id text COLLATE "C" NOT NULL REFERENCES translation_config,
  PRIMARY KEY (retranslation_id, payload_id)
);

CREATE TABLE superseded_event (
  contract_id text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  retranslation_id bigint NOT NULL REFERENCES retranslation,
  PRIMARY KEY (contract_id, seq)
);

-- Events that came with a retranslation and not with a batch.
CREATE TABLE retranslated_event (
  contract_id text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  retranslation_id bigint NOT NULL REFERENCES retranslation,
  PRIMARY KEY (contract_id, seq)
);

-- Finds the events of a payload, and a payload that was kept before.
CREATE INDEX payload_event_payload ON payload_event (payload_id);
ALTER TABLE payload ADD COLUMN digest bytea NOT NULL GENERATED ALWAYS AS (sha256(value)) STORED;
CREATE INDEX payload_digest ON payload (digest);
-- Counts the payloads that each translator and config has read.
CREATE INDEX payload_reading ON payload (format, origin, translator_version, config_id);

GRANT SELECT ON retranslation, retranslated_payload, superseded_event, retranslated_event TO acv_writer, acv_reader;
GRANT INSERT ON retranslation, retranslated_payload, superseded_event, retranslated_event TO acv_writer;
GRANT UPDATE (translator_version), UPDATE (config_id) ON payload TO acv_writer;
GRANT UPDATE (payload_id) ON payload_event TO acv_writer;
`;

/** A repeat is compared with the last edition of the event. */
export const LAST_EDITIONS = SHARING_THE_GATE.replace(
  'AND i.position >= coalesce(first_to_do, 0);',
  `AND i.position >= coalesce(first_to_do, 0)
      AND NOT EXISTS (SELECT FROM ledger later WHERE later.id = l.id AND later.source = l.source AND later.edition > l.edition);`,
).replace('ON CONFLICT (id, source) DO NOTHING', 'ON CONFLICT (id, source, edition) DO NOTHING');

/** Refuses, because superseded events stay in the append-only ledger, where the former schema would count them. */
const REFUSE_EDITIONS = `
DO $$ BEGIN
  IF EXISTS (SELECT FROM retranslation) THEN
    RAISE EXCEPTION 'payloads were translated anew, and the former schema would count their former events again';
  END IF;
END $$`;

const FORMER = `
DROP INDEX payload_event_payload, payload_reading;
ALTER TABLE payload DROP COLUMN digest;
REVOKE UPDATE (translator_version), UPDATE (config_id) ON payload FROM acv_writer;
REVOKE UPDATE (payload_id) ON payload_event FROM acv_writer;
DROP TABLE retranslated_event, superseded_event, retranslated_payload, retranslation;
ALTER TABLE ledger DROP CONSTRAINT ledger_pkey, ADD PRIMARY KEY (id, source);
ALTER TABLE ledger DROP COLUMN edition;
`;

export class ReadPayloadsAgain1764000001800 implements MigrationInterface {
  readonly name = 'ReadPayloadsAgain1764000001800';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AGAIN);
    await runner.query(LAST_EDITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(REFUSE_EDITIONS);
    await runner.query(SHARING_THE_GATE);
    await runner.query(FORMER);
  }
}
