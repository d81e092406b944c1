-- A change costs the round trips of its work and no more: its row goes along with BEGIN, its entries with COMMIT.

-- What may not be taken is refused in the statement that opens the change, and with it all that was sent behind it.
CREATE FUNCTION journal.refuse_change() RETURNS uuid
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an entry has waited too long for its place in the tree (Điều 13.3)' USING ERRCODE = 'KJ004';
END $$;
GRANT EXECUTE ON FUNCTION journal.refuse_change() TO kho_application, kho_loader;

-- Says so to whoever changed the structure. A change that hears it takes along what its transaction changed.
CREATE OR REPLACE FUNCTION journal.note_structure() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF TG_EVENT = 'sql_drop' THEN
    INSERT INTO journal.structure_queue (role, command, object_type, object)
    SELECT session_user, TG_TAG, d.object_type, d.object_identity FROM pg_catalog.pg_event_trigger_dropped_objects() AS d
    WHERE d.original AND NOT d.is_temporary AND NOT journal.is_unwatched(d.schema_name);
  ELSE
    INSERT INTO journal.structure_queue (role, command, object_type, object)
    SELECT session_user, c.command_tag, c.object_type, coalesce(c.object_identity, '') FROM pg_catalog.pg_event_trigger_ddl_commands() AS c
    WHERE NOT journal.is_unwatched(c.schema_name);
  END IF;
  -- INFO reaches the client whatever it wants to hear.
  IF FOUND THEN RAISE INFO '% is taken to the journal (Điều 13.3)', TG_TAG USING ERRCODE = 'KJ005'; END IF;
END $$;
