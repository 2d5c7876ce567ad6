-- The vault's ring of data keys, each wrapped under a key that is not in the database (docs/decisions/015), and how far a rotation is.

CREATE TYPE "vault_purpose" AS ENUM ('seal', 'index');

CREATE TABLE "vault_key" (
    "id" TEXT NOT NULL,
    "purpose" "vault_purpose" NOT NULL,
    "wrapped" BYTEA,
    "kek_id" TEXT NOT NULL,
    "usable_from" TIMESTAMPTZ(6) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "removed_at" TIMESTAMPTZ(6),

    CONSTRAINT "vault_key_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "vault_key_removed" CHECK (("wrapped" IS NULL) = ("removed_at" IS NOT NULL))
);

CREATE TABLE "vault_progress" (
    "column_name" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "after" TEXT[],
    "resealed" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(6) NOT NULL,
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "vault_progress_pkey" PRIMARY KEY ("column_name")
);

ALTER TABLE vault_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE vault_progress ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON vault_key TO anteroom_owner, anteroom_worker USING (actor_kind() = 'system') WITH CHECK (actor_kind() = 'system');
CREATE POLICY system ON vault_progress TO anteroom_owner, anteroom_worker USING (actor_kind() = 'system') WITH CHECK (actor_kind() = 'system');
-- Every process of the portal reads the ring, as nobody in particular. What it reads opens nothing by itself.
CREATE POLICY ring ON vault_key FOR SELECT TO anteroom_app USING (actor_kind() IS NOT NULL);

GRANT SELECT ON vault_key TO anteroom_app;
GRANT SELECT, INSERT, UPDATE (wrapped, kek_id, removed_at) ON vault_key TO anteroom_worker;
GRANT SELECT, INSERT, UPDATE ON vault_progress TO anteroom_worker;
-- Sealing a reason anew changes nothing that the calendar shows; every change of a booking raises its version.
DROP TRIGGER tell_calendar ON booking;
CREATE TRIGGER tell_calendar AFTER INSERT OR UPDATE OF version, status, starts_at, ends_at, practitioner_id, location_id ON booking
  FOR EACH ROW EXECUTE FUNCTION tell_calendar();

-- What rotation seals anew: the columns of lib/vault/columns.ts, and nothing beside them.
GRANT UPDATE (reason_sealed) ON booking TO anteroom_worker;
GRANT UPDATE (answer_sealed) ON idempotency_key TO anteroom_worker;
GRANT UPDATE (url_sealed) ON external_calendar TO anteroom_worker;
GRANT UPDATE (raw_sealed) ON demo_mail TO anteroom_worker;
