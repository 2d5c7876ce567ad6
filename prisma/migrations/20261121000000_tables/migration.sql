-- Readable numbers: display only, they never authorise anything (domain.md, People).
CREATE FUNCTION readable_number(prefix text, n bigint) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN prefix || '-' || repeat('0', greatest(0, 6 - length(n::text))) || n::text;
CREATE SEQUENCE patient_number;
CREATE SEQUENCE practitioner_number;

-- CreateEnum
CREATE TYPE "exception_kind" AS ENUM ('opening', 'leave', 'closure');

-- CreateEnum
CREATE TYPE "resource_kind" AS ENUM ('practitioner', 'room', 'equipment');

-- CreateEnum
CREATE TYPE "claim_kind" AS ENUM ('booking', 'hold', 'leave', 'external');

-- CreateEnum
CREATE TYPE "booking_status" AS ENUM ('requested', 'held', 'confirmed', 'arrived', 'in_progress', 'completed', 'cancelled', 'no_show', 'expired');

-- CreateEnum
CREATE TYPE "booking_source" AS ENUM ('online', 'phone', 'walk_in', 'referral', 'waitlist', 'api');

-- CreateEnum
CREATE TYPE "visit_type" AS ENUM ('initial', 'follow_up');

-- CreateEnum
CREATE TYPE "location_kind" AS ENUM ('in_person', 'telehealth');

-- CreateEnum
CREATE TYPE "mode" AS ENUM ('in_person', 'video', 'phone', 'chat');

-- CreateEnum
CREATE TYPE "staff_role" AS ENUM ('receptionist', 'nurse', 'practitioner', 'admin', 'auditor');

-- CreateEnum
CREATE TYPE "outbox_state" AS ENUM ('queued', 'sent', 'withdrawn', 'dead');

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "ip" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(6) NOT NULL,
    "idle_minutes" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),
    "ended_because" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "known_device" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "known_device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "deployment" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "chain_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" UUID,
    "patient_id" UUID,
    "outcome" TEXT NOT NULL DEFAULT 'ok',
    "detail" TEXT NOT NULL DEFAULT '{}',
    "ip" TEXT,
    "request_id" TEXT,
    "session_id" UUID,
    "txid" BIGINT NOT NULL,
    "prev_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id","at")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "audit_chain" (
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_chain_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "availability_rule" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "practitioner_id" UUID NOT NULL,
    "location_id" UUID NOT NULL,
    "weekday" SMALLINT NOT NULL,
    "start_minute" INTEGER NOT NULL,
    "end_minute" INTEGER NOT NULL,
    "service_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "valid_from" DATE,
    "valid_until" DATE,

    CONSTRAINT "availability_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "availability_exception" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "practitioner_id" UUID,
    "location_id" UUID,
    "kind" "exception_kind" NOT NULL,
    "starts_at" TIMESTAMPTZ(6) NOT NULL,
    "ends_at" TIMESTAMPTZ(6) NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "availability_exception_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_claim" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "resource_kind" "resource_kind" NOT NULL,
    "resource_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(6) NOT NULL,
    "ends_at" TIMESTAMPTZ(6) NOT NULL,
    "kind" "claim_kind" NOT NULL,
    "expires_at" TIMESTAMPTZ(6),
    "overbook" BOOLEAN NOT NULL DEFAULT false,
    "booking_id" UUID,
    "hold_id" UUID,
    "exception_id" UUID,

    CONSTRAINT "calendar_claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hold" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "type" "visit_type" NOT NULL,
    "mode" "mode" NOT NULL,
    "practitioner_id" UUID NOT NULL,
    "location_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(6) NOT NULL,
    "ends_at" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "account_id" UUID,

    CONSTRAINT "hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "booking" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "patient_id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "practitioner_id" UUID NOT NULL,
    "location_id" UUID NOT NULL,
    "type" "visit_type" NOT NULL,
    "mode" "mode" NOT NULL,
    "status" "booking_status" NOT NULL,
    "source" "booking_source" NOT NULL,
    "starts_at" TIMESTAMPTZ(6) NOT NULL,
    "ends_at" TIMESTAMPTZ(6) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "price_cents" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "cancel_notice_hours" INTEGER NOT NULL,
    "late_cancel_fee_cents" INTEGER NOT NULL,
    "reason_sealed" TEXT,
    "referred_by" TEXT,
    "admin_notes" TEXT,
    "overbook" BOOLEAN NOT NULL DEFAULT false,
    "patient_overlap" BOOLEAN NOT NULL DEFAULT false,
    "created_by_account_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "arrived_at" TIMESTAMPTZ(6),
    "actual_starts_at" TIMESTAMPTZ(6),
    "actual_ends_at" TIMESTAMPTZ(6),
    "cancelled_at" TIMESTAMPTZ(6),
    "cancelled_by" TEXT,
    "cancel_reason" TEXT,
    "cancel_fee_cents" INTEGER,

    CONSTRAINT "booking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "booking_event" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "booking_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by_account_id" UUID,
    "by_kind" TEXT NOT NULL,
    "reason" TEXT,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "booking_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "booking_link" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "booking_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "booking_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "answer_sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("scope","key")
);

-- CreateTable
CREATE TABLE "clinic" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "phone" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "opening_hours" TEXT NOT NULL,
    "cancel_notice_hours" INTEGER NOT NULL DEFAULT 24,
    "late_cancel_fee_cents" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "clinic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "location" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "location_kind" NOT NULL,
    "time_zone" TEXT NOT NULL,
    "address" TEXT,

    CONSTRAINT "location_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clinic_member" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "roles" "staff_role"[],
    "ended_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "clinic_member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "practitioner" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "account_id" UUID,
    "number" TEXT NOT NULL DEFAULT readable_number('DOC', nextval('practitioner_number')),
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "accepting_new_patients" BOOLEAN NOT NULL DEFAULT true,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "practitioner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "modes" "mode"[],
    "initial_minutes" INTEGER NOT NULL,
    "initial_price_cents" INTEGER NOT NULL,
    "follow_up_minutes" INTEGER NOT NULL,
    "follow_up_price_cents" INTEGER NOT NULL,
    "buffer_before_minutes" INTEGER NOT NULL DEFAULT 0,
    "buffer_after_minutes" INTEGER NOT NULL DEFAULT 0,
    "notice_minutes" INTEGER NOT NULL DEFAULT 120,
    "horizon_days" INTEGER NOT NULL DEFAULT 90,
    "grid_minutes" INTEGER NOT NULL DEFAULT 20,
    "minimum_age_years" INTEGER,
    "maximum_age_years" INTEGER,
    "requires_referral" BOOLEAN NOT NULL DEFAULT false,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "service_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "practitioner_service" (
    "practitioner_id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,

    CONSTRAINT "practitioner_service_pkey" PRIMARY KEY ("practitioner_id","service_id")
);

-- CreateTable
CREATE TABLE "outbox_message" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "booking_id" UUID NOT NULL,
    "booking_version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "state" "outbox_state" NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(6),

    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "demo_mail" (
    "id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL,
    "message_id" TEXT NOT NULL,
    "raw_sealed" TEXT NOT NULL,

    CONSTRAINT "demo_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "phone" TEXT,
    "password_hash" TEXT,
    "disabled_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "patient" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL DEFAULT readable_number('PAT', nextval('patient_number')),
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "date_of_birth" DATE NOT NULL,
    "phone" TEXT,
    "email" TEXT,
    "provisional" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(6),

    CONSTRAINT "patient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "patient_access" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "relationship" TEXT NOT NULL,
    "scopes" TEXT[],
    "from_at" TIMESTAMPTZ(6) NOT NULL,
    "until_at" TIMESTAMPTZ(6),

    CONSTRAINT "patient_access_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "patient_registration" (
    "clinic_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "patient_registration_pkey" PRIMARY KEY ("clinic_id","patient_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_account_id_idx" ON "session"("account_id");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "known_device_account_id_token_hash_key" ON "known_device"("account_id", "token_hash");

-- CreateIndex
CREATE INDEX "rate_limit_expire_idx" ON "rate_limit"("expire");

-- CreateIndex
CREATE INDEX "audit_event_chain_id_seq_idx" ON "audit_event"("chain_id", "seq");

-- CreateIndex
CREATE INDEX "audit_event_patient_id_at_idx" ON "audit_event"("patient_id", "at");

-- CreateIndex
CREATE INDEX "audit_event_actor_id_at_idx" ON "audit_event"("actor_id", "at");

-- CreateIndex
CREATE INDEX "availability_rule_practitioner_id_weekday_idx" ON "availability_rule"("practitioner_id", "weekday");

-- CreateIndex
CREATE INDEX "availability_rule_clinic_id_idx" ON "availability_rule"("clinic_id");

-- CreateIndex
CREATE INDEX "availability_exception_clinic_id_ends_at_idx" ON "availability_exception"("clinic_id", "ends_at");

-- CreateIndex
CREATE INDEX "availability_exception_practitioner_id_ends_at_idx" ON "availability_exception"("practitioner_id", "ends_at");

-- CreateIndex
CREATE INDEX "calendar_claim_booking_id_idx" ON "calendar_claim"("booking_id");

-- CreateIndex
CREATE INDEX "calendar_claim_hold_id_idx" ON "calendar_claim"("hold_id");

-- CreateIndex
CREATE INDEX "calendar_claim_exception_id_idx" ON "calendar_claim"("exception_id");

-- CreateIndex
CREATE INDEX "calendar_claim_diary" ON "calendar_claim"("resource_id", "starts_at", "ends_at", "expires_at", "booking_id", "hold_id");

-- CreateIndex
CREATE INDEX "hold_expires_at_idx" ON "hold"("expires_at");

-- CreateIndex
CREATE INDEX "hold_account_id_idx" ON "hold"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "booking_reference_key" ON "booking"("reference");

-- CreateIndex
CREATE INDEX "booking_clinic_id_starts_at_idx" ON "booking"("clinic_id", "starts_at");

-- CreateIndex
CREATE INDEX "booking_practitioner_id_starts_at_idx" ON "booking"("practitioner_id", "starts_at");

-- CreateIndex
CREATE INDEX "booking_patient_id_starts_at_idx" ON "booking"("patient_id", "starts_at");

-- CreateIndex
CREATE INDEX "booking_event_booking_id_at_idx" ON "booking_event"("booking_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "booking_link_token_hash_key" ON "booking_link"("token_hash");

-- CreateIndex
CREATE INDEX "booking_link_booking_id_idx" ON "booking_link"("booking_id");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "clinic_slug_key" ON "clinic"("slug");

-- CreateIndex
CREATE INDEX "location_clinic_id_idx" ON "location"("clinic_id");

-- CreateIndex
CREATE INDEX "clinic_member_account_id_idx" ON "clinic_member"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "clinic_member_clinic_id_account_id_key" ON "clinic_member"("clinic_id", "account_id");

-- CreateIndex
CREATE UNIQUE INDEX "practitioner_number_key" ON "practitioner"("number");

-- CreateIndex
CREATE INDEX "practitioner_clinic_id_idx" ON "practitioner"("clinic_id");

-- CreateIndex
CREATE INDEX "practitioner_account_id_idx" ON "practitioner"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "service_clinic_id_code_key" ON "service"("clinic_id", "code");

-- CreateIndex
CREATE INDEX "practitioner_service_service_id_idx" ON "practitioner_service"("service_id");

-- CreateIndex
CREATE INDEX "outbox_message_state_created_at_idx" ON "outbox_message"("state", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_message_booking_id_booking_version_kind_channel_key" ON "outbox_message"("booking_id", "booking_version", "kind", "channel");

-- CreateIndex
CREATE INDEX "demo_mail_received_at_idx" ON "demo_mail"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "account_email_key" ON "account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "patient_number_key" ON "patient"("number");

-- CreateIndex
CREATE INDEX "patient_last_name_first_name_idx" ON "patient"("last_name", "first_name");

-- CreateIndex
CREATE INDEX "patient_phone_idx" ON "patient"("phone");

-- CreateIndex
CREATE INDEX "patient_date_of_birth_idx" ON "patient"("date_of_birth");

-- CreateIndex
CREATE INDEX "patient_access_patient_id_idx" ON "patient_access"("patient_id");

-- CreateIndex
CREATE UNIQUE INDEX "patient_access_account_id_patient_id_key" ON "patient_access"("account_id", "patient_id");

-- CreateIndex
CREATE INDEX "patient_registration_patient_id_idx" ON "patient_registration"("patient_id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "availability_rule" ADD CONSTRAINT "availability_rule_practitioner_id_fkey" FOREIGN KEY ("practitioner_id") REFERENCES "practitioner"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "availability_rule" ADD CONSTRAINT "availability_rule_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "availability_exception" ADD CONSTRAINT "availability_exception_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "availability_exception" ADD CONSTRAINT "availability_exception_practitioner_id_fkey" FOREIGN KEY ("practitioner_id") REFERENCES "practitioner"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "availability_exception" ADD CONSTRAINT "availability_exception_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "calendar_claim" ADD CONSTRAINT "calendar_claim_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "calendar_claim" ADD CONSTRAINT "calendar_claim_hold_id_fkey" FOREIGN KEY ("hold_id") REFERENCES "hold"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "calendar_claim" ADD CONSTRAINT "calendar_claim_exception_id_fkey" FOREIGN KEY ("exception_id") REFERENCES "availability_exception"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_practitioner_id_fkey" FOREIGN KEY ("practitioner_id") REFERENCES "practitioner"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_practitioner_id_fkey" FOREIGN KEY ("practitioner_id") REFERENCES "practitioner"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "booking_event" ADD CONSTRAINT "booking_event_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "booking_link" ADD CONSTRAINT "booking_link_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "location" ADD CONSTRAINT "location_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "clinic_member" ADD CONSTRAINT "clinic_member_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "clinic_member" ADD CONSTRAINT "clinic_member_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "practitioner" ADD CONSTRAINT "practitioner_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "practitioner" ADD CONSTRAINT "practitioner_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "practitioner_service" ADD CONSTRAINT "practitioner_service_practitioner_id_fkey" FOREIGN KEY ("practitioner_id") REFERENCES "practitioner"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "practitioner_service" ADD CONSTRAINT "practitioner_service_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_message_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "patient_access" ADD CONSTRAINT "patient_access_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "patient_access" ADD CONSTRAINT "patient_access_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "patient_registration" ADD CONSTRAINT "patient_registration_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

