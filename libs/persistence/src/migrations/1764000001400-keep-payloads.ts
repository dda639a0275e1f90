import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Payloads of billing systems byte for byte, beside the events that they became: the events are derived, so a later
 * translator or config can read the payloads again. Events that came as events have no row here.
 */
const PAYLOADS = `
CREATE TABLE translation_config (
  config_id text COLLATE "C" PRIMARY KEY,
  adapter jsonb NOT NULL,
  timezone text NOT NULL,
  dimensions jsonb NOT NULL,
  first_used_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE payload (
  payload_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  format text COLLATE "C" NOT NULL,
  translator_version integer NOT NULL,
  config_id text COLLATE "C" NOT NULL REFERENCES translation_config,
  -- A topic, or the name of a file.
  origin text COLLATE "C" NOT NULL,
  -- When a bare object was exported, as it was given.
  observed_at text,
  ingested_at timestamptz NOT NULL DEFAULT now(),
  value bytea NOT NULL
);

CREATE TABLE payload_event (
  event_id text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  payload_id bigint NOT NULL REFERENCES payload,
  PRIMARY KEY (event_id, source)
);

GRANT SELECT ON translation_config, payload, payload_event TO acv_writer, acv_reader;
GRANT INSERT ON translation_config, payload, payload_event TO acv_writer;
`;

export class KeepPayloads1764000001400 implements MigrationInterface {
  readonly name = 'KeepPayloads1764000001400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PAYLOADS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE payload_event, payload, translation_config');
  }
}
