-- Ground rules of the database (ADR 0005): the owner role owns everything; PUBLIC may nothing; each module has its schema.

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
-- For all schemas at once: a default kept per schema could only add to what PUBLIC has, not take it away.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Opens a module's schema: the application reads and writes its tables, the loader and the reader only read them.
-- Governed tables additionally refuse any write without a change record (journal.govern).
CREATE FUNCTION platform.open_module(module text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', module);
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO kho_application, kho_loader, kho_reader', module);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO kho_application', module);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT ON TABLES TO kho_loader, kho_reader', module);
END $$;

-- Tables that may be written without a change record, each with the reason: sessions, throttles, progress, the log itself.
CREATE TABLE platform.operational_tables (
  relation text PRIMARY KEY,
  reason   text NOT NULL
);

-- The number that says whether cached rights still hold: it grows with every change to accounts, tokens, organisations
-- or the promulgated catalogue. A reader compares it in the same statement as its read, so a revoked right ends at once.
CREATE TABLE platform.authority (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  epoch    bigint NOT NULL
);
INSERT INTO platform.authority (epoch) VALUES (1);
INSERT INTO platform.operational_tables VALUES
  ('platform.authority', 'a counter that follows governed changes by trigger'),
  ('platform.migrations', 'written by the migrator as owner'),
  ('platform.operational_tables', 'written by migrations as owner');

CREATE FUNCTION platform.bump_authority() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  UPDATE platform.authority SET epoch = epoch + 1;
  RETURN NULL;
END $$;

CREATE FUNCTION platform.carries_authority(relation regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER carries_authority AFTER INSERT OR UPDATE OR DELETE ON %s
                  FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority()', relation);
END $$;

GRANT USAGE ON SCHEMA platform TO kho_application, kho_loader, kho_reader;
GRANT SELECT ON platform.authority, platform.migrations, platform.operational_tables TO kho_application, kho_loader, kho_reader;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA platform FROM PUBLIC;
