-- For each key the record with the highest ce_sequence counts, in whatever order records arrive. An upsert alone keeps
-- the record that came last.

CREATE FUNCTION acv_pass_over() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  RETURN NULL;
END $$;

CREATE TRIGGER keep_the_highest BEFORE UPDATE ON acv_snapshot
FOR EACH ROW WHEN (new.ce_sequence < old.ce_sequence) EXECUTE FUNCTION acv_pass_over();

CREATE TRIGGER keep_the_highest BEFORE UPDATE ON acv_contract
FOR EACH ROW WHEN (new.ce_sequence < old.ce_sequence) EXECUTE FUNCTION acv_pass_over();

-- A tombstone deletes its row. The number of the row outlives it, so that an older record of the key does not return.
CREATE TABLE acv_snapshot_withdrawn (
  key text PRIMARY KEY,
  ce_sequence bigint NOT NULL
);

CREATE FUNCTION acv_note_withdrawn() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO acv_snapshot_withdrawn VALUES (old.key, old.ce_sequence)
  ON CONFLICT (key) DO UPDATE SET ce_sequence = excluded.ce_sequence;
  RETURN NULL;
END $$;

CREATE TRIGGER note_withdrawn AFTER DELETE ON acv_snapshot
FOR EACH ROW EXECUTE FUNCTION acv_note_withdrawn();

CREATE FUNCTION acv_keep_withdrawn() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF EXISTS (SELECT FROM acv_snapshot_withdrawn WHERE key = new.key AND ce_sequence >= new.ce_sequence) THEN
    RETURN NULL;
  END IF;
  RETURN new;
END $$;

CREATE TRIGGER keep_withdrawn BEFORE INSERT ON acv_snapshot
FOR EACH ROW EXECUTE FUNCTION acv_keep_withdrawn();
