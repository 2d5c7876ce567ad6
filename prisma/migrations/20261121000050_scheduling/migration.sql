-- What scheduling in full is made of: rooms and equipment, group sessions, series, proposals, travel, feeds, invitations; and the rules a service lives by.

-- CreateEnum
CREATE TYPE "proposal_state" AS ENUM ('open', 'accepted', 'declined', 'lapsed', 'withdrawn');

-- CreateEnum
CREATE TYPE "inside_notice" AS ENUM ('hide', 'contact');

-- AlterTable
ALTER TABLE "availability_exception" ADD COLUMN "capacity" INTEGER,
ADD COLUMN "external_uid" TEXT;

-- AlterTable
ALTER TABLE "booking" ADD COLUMN "fee_waived_because" TEXT,
ADD COLUMN "group_session_id" UUID,
ADD COLUMN "overbook_reason" TEXT,
ADD COLUMN "request_expires_at" TIMESTAMPTZ(6),
ADD COLUMN "series_id" UUID,
ADD COLUMN "series_position" INTEGER;

-- AlterTable
ALTER TABLE "calendar_claim" ADD COLUMN "external_calendar_id" UUID,
ADD COLUMN "group_session_id" UUID;

-- AlterTable
ALTER TABLE "location" ADD COLUMN "active" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "cancel_notice_hours" INTEGER,
ADD COLUMN "late_cancel_fee_cents" INTEGER;

-- AlterTable
ALTER TABLE "practitioner" ADD COLUMN "registration_body" TEXT,
ADD COLUMN "registration_number" TEXT,
ADD COLUMN "specialisations" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "practitioner_service" ADD COLUMN "daily_cap" INTEGER,
ADD COLUMN "follow_up_minutes" INTEGER,
ADD COLUMN "follow_up_price_cents" INTEGER,
ADD COLUMN "initial_minutes" INTEGER,
ADD COLUMN "initial_price_cents" INTEGER;

-- AlterTable
ALTER TABLE "service" ADD COLUMN "cancel_notice_hours" INTEGER,
ADD COLUMN "capacity" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN "daily_cap" INTEGER,
ADD COLUMN "inside_notice" "inside_notice" NOT NULL DEFAULT 'contact',
ADD COLUMN "late_cancel_fee_cents" INTEGER,
ADD COLUMN "request_hours" INTEGER NOT NULL DEFAULT 48,
ADD COLUMN "requires_approval" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "requires_initial_first" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "upcoming_limit" INTEGER;

-- CreateTable
CREATE TABLE "practitioner_travel" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "practitioner_id" UUID NOT NULL,
    "from_date" DATE NOT NULL,
    "until_date" DATE NOT NULL,
    "time_zone" TEXT NOT NULL,

    CONSTRAINT "practitioner_travel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "external_calendar" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "practitioner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "url_sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "fetched_at" TIMESTAMPTZ(6),
    "problem" TEXT,
    "removed_at" TIMESTAMPTZ(6),

    CONSTRAINT "external_calendar_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_feed" (
    "id" UUID NOT NULL,
    "clinic_id" UUID,
    "practitioner_id" UUID,
    "account_id" UUID,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "calendar_feed_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_session" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "practitioner_id" UUID NOT NULL,
    "location_id" UUID NOT NULL,
    "mode" "mode" NOT NULL,
    "starts_at" TIMESTAMPTZ(6) NOT NULL,
    "ends_at" TIMESTAMPTZ(6) NOT NULL,
    "capacity" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "cancelled_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "group_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "booking_series" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "every_weeks" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "booking_series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rebooking" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "practitioner_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(6) NOT NULL,
    "ends_at" TIMESTAMPTZ(6) NOT NULL,
    "exception_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "created_by" UUID NOT NULL,

    CONSTRAINT "rebooking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposal" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "booking_id" UUID NOT NULL,
    "rebooking_id" UUID,
    "hold_id" UUID,
    "practitioner_id" UUID NOT NULL,
    "location_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(6) NOT NULL,
    "ends_at" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "state" "proposal_state" NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "answered_at" TIMESTAMPTZ(6),
    "told_at" TIMESTAMPTZ(6),

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resource" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "location_id" UUID NOT NULL,
    "kind" "resource_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "resource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_need" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "resource_ids" UUID[],

    CONSTRAINT "service_need_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_invitation" (
    "id" UUID NOT NULL,
    "clinic_id" UUID,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "roles" "staff_role"[],
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "accepted_at" TIMESTAMPTZ(6),
    "withdrawn_at" TIMESTAMPTZ(6),

    CONSTRAINT "staff_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "practitioner_travel_practitioner_id_idx" ON "practitioner_travel"("practitioner_id");

-- CreateIndex
CREATE INDEX "external_calendar_practitioner_id_idx" ON "external_calendar"("practitioner_id");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_feed_token_hash_key" ON "calendar_feed"("token_hash");

-- CreateIndex
CREATE INDEX "calendar_feed_practitioner_id_idx" ON "calendar_feed"("practitioner_id");

-- CreateIndex
CREATE INDEX "calendar_feed_account_id_idx" ON "calendar_feed"("account_id");

-- CreateIndex
CREATE INDEX "group_session_service_id_starts_at_idx" ON "group_session"("service_id", "starts_at");

-- CreateIndex
CREATE INDEX "group_session_practitioner_id_starts_at_idx" ON "group_session"("practitioner_id", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "rebooking_practitioner_id_starts_at_ends_at_key" ON "rebooking"("practitioner_id", "starts_at", "ends_at");

-- CreateIndex
CREATE INDEX "rebooking_clinic_id_starts_at_idx" ON "rebooking"("clinic_id", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "proposal_hold_id_key" ON "proposal"("hold_id");

-- CreateIndex
CREATE INDEX "proposal_booking_id_idx" ON "proposal"("booking_id");

-- CreateIndex
CREATE INDEX "proposal_rebooking_id_idx" ON "proposal"("rebooking_id");

-- CreateIndex
CREATE INDEX "proposal_state_expires_at_idx" ON "proposal"("state", "expires_at");

-- CreateIndex
CREATE INDEX "resource_clinic_id_idx" ON "resource"("clinic_id");

-- CreateIndex
CREATE INDEX "service_need_service_id_idx" ON "service_need"("service_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_invitation_token_hash_key" ON "staff_invitation"("token_hash");

-- CreateIndex
CREATE INDEX "staff_invitation_clinic_id_idx" ON "staff_invitation"("clinic_id");

-- CreateIndex
CREATE INDEX "booking_group_session_id_idx" ON "booking"("group_session_id");

-- CreateIndex
CREATE INDEX "booking_series_id_idx" ON "booking"("series_id");

-- AddForeignKey
ALTER TABLE "practitioner_travel" ADD CONSTRAINT "practitioner_travel_practitioner_id_fkey" FOREIGN KEY ("practitioner_id") REFERENCES "practitioner"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "external_calendar" ADD CONSTRAINT "external_calendar_practitioner_id_fkey" FOREIGN KEY ("practitioner_id") REFERENCES "practitioner"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "calendar_claim" ADD CONSTRAINT "calendar_claim_group_session_id_fkey" FOREIGN KEY ("group_session_id") REFERENCES "group_session"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "calendar_claim" ADD CONSTRAINT "calendar_claim_external_calendar_id_fkey" FOREIGN KEY ("external_calendar_id") REFERENCES "external_calendar"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_group_session_id_fkey" FOREIGN KEY ("group_session_id") REFERENCES "group_session"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "booking_series"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "group_session" ADD CONSTRAINT "group_session_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "group_session" ADD CONSTRAINT "group_session_practitioner_id_fkey" FOREIGN KEY ("practitioner_id") REFERENCES "practitioner"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "group_session" ADD CONSTRAINT "group_session_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "rebooking" ADD CONSTRAINT "rebooking_practitioner_id_fkey" FOREIGN KEY ("practitioner_id") REFERENCES "practitioner"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_rebooking_id_fkey" FOREIGN KEY ("rebooking_id") REFERENCES "rebooking"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_hold_id_fkey" FOREIGN KEY ("hold_id") REFERENCES "hold"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_practitioner_id_fkey" FOREIGN KEY ("practitioner_id") REFERENCES "practitioner"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "resource" ADD CONSTRAINT "resource_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "resource" ADD CONSTRAINT "resource_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "service_need" ADD CONSTRAINT "service_need_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "staff_invitation" ADD CONSTRAINT "staff_invitation_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;


-- Whole numbers that mean something, zones that exist, one open proposal a booking.
ALTER TABLE service
  ADD CONSTRAINT service_rules CHECK (capacity BETWEEN 1 AND 200 AND daily_cap > 0 AND upcoming_limit > 0 AND request_hours BETWEEN 1 AND 720
    AND cancel_notice_hours >= 0 AND late_cancel_fee_cents >= 0);
ALTER TABLE location ADD CONSTRAINT location_fee CHECK (cancel_notice_hours >= 0 AND late_cancel_fee_cents >= 0);
ALTER TABLE practitioner_service
  ADD CONSTRAINT practitioner_service_own CHECK (initial_minutes BETWEEN 5 AND 480 AND follow_up_minutes BETWEEN 5 AND 480
    AND initial_price_cents >= 0 AND follow_up_price_cents >= 0 AND daily_cap > 0);
ALTER TABLE availability_exception
  ADD CONSTRAINT availability_exception_capacity CHECK (capacity IS NULL OR (capacity > 0 AND kind = 'opening')),
  ADD CONSTRAINT availability_exception_imported UNIQUE (clinic_id, external_uid);
ALTER TABLE resource ADD CONSTRAINT resource_is_a_thing CHECK (kind <> 'practitioner');
ALTER TABLE group_session
  ADD CONSTRAINT group_session_range CHECK (starts_at < ends_at),
  ADD CONSTRAINT group_session_seats CHECK (0 <= taken AND taken <= capacity);
ALTER TABLE booking_series ADD CONSTRAINT booking_series_weeks CHECK (every_weeks BETWEEN 1 AND 26);
ALTER TABLE practitioner_travel ADD CONSTRAINT practitioner_travel_range CHECK (from_date <= until_date);
ALTER TABLE rebooking ADD CONSTRAINT rebooking_range CHECK (starts_at < ends_at);
ALTER TABLE proposal ADD CONSTRAINT proposal_range CHECK (starts_at < ends_at), ADD CONSTRAINT proposal_answered CHECK ((state = 'open') = (answered_at IS NULL)),
  ADD CONSTRAINT proposal_one_open EXCLUDE (booking_id WITH =) WHERE (state = 'open');
ALTER TABLE calendar_feed ADD CONSTRAINT calendar_feed_whose CHECK ((practitioner_id IS NULL) <> (account_id IS NULL) AND (practitioner_id IS NULL) = (clinic_id IS NULL));
ALTER TABLE booking
  ADD CONSTRAINT booking_overbook_reason CHECK (NOT overbook OR overbook_reason IS NOT NULL),
  ADD CONSTRAINT booking_series_place CHECK ((series_id IS NULL) = (series_position IS NULL)),
  ADD CONSTRAINT booking_request CHECK (status <> 'requested' OR request_expires_at IS NOT NULL);
