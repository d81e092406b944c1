-- The counter of rights only goes forward: set back, it would bring to life again what was revoked.
CREATE FUNCTION platform.only_forward() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.epoch <= OLD.epoch THEN
    RAISE EXCEPTION 'platform.authority only goes forward' USING ERRCODE = 'KJ002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_forward BEFORE UPDATE ON platform.authority FOR EACH ROW EXECUTE FUNCTION platform.only_forward();
SELECT journal.always_enable('platform.authority', 'only_forward');
SELECT journal.always_enable('identity.openid_artifacts', 'tokens_ended');
