-- The dated world: a ledger of changes, and the spans folded from it.

-- Organisations cross tenants by nature: this table stays local.
create table org (
  org_id uuid primary key,
  slug text not null unique,
  name text not null,
  first_import_at timestamptz,
  pinned_at timestamptz,
  pinned_known boolean not null default false,
  created_at timestamptz not null
);

create table change (
  org_id uuid not null,
  id uuid not null,
  kind text not null,
  entity_id uuid not null,
  patch jsonb not null,
  valid_at timestamptz not null,
  valid_date date,
  known_at timestamptz not null,
  recorded_at timestamptz not null,
  reconstructed boolean not null default false,
  import_id uuid,
  actor_id uuid,
  source text not null,
  primary key (org_id, id)
);
create index change_entity on change (org_id, kind, entity_id, id);
create index change_import on change (org_id, import_id) where import_id is not null;

-- A retraction withdraws one change, or every change of one import, from recorded_at on.
create table retraction (
  org_id uuid not null,
  id uuid not null,
  change_id uuid,
  import_id uuid,
  recorded_at timestamptz not null,
  actor_id uuid,
  primary key (org_id, id),
  check ((change_id is null) <> (import_id is null))
);

-- Folded state of every kind that is read one entity at a time.
create table span (
  org_id uuid not null,
  kind text not null,
  entity_id uuid not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  known_from timestamptz not null,
  known_to timestamptz not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null,
  state jsonb not null,
  primary key (org_id, kind, entity_id, valid_from, known_from, recorded_from)
);

-- Folded state of deals, in columns because every figure reads it.
create table deal_span (
  org_id uuid not null,
  deal_id uuid not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  known_from timestamptz not null,
  known_to timestamptz not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null,
  external_id text,
  name text,
  account_id uuid,
  pipeline_id uuid,
  stage_id uuid,
  status text not null,
  status_since timestamptz not null,
  status_date date,
  accepted boolean not null,
  reached_order integer,
  owner_id uuid,
  outcome_owner_id uuid,
  first_owner_id uuid,
  creator_id uuid,
  created_at timestamptz not null,
  created_date date,
  amount bigint,
  lost_amount bigint,
  currency text,
  close_date date,
  type text,
  source text,
  segment text,
  campaign_id uuid,
  reason text,
  forecast_category text,
  next_step text,
  custom jsonb not null default '{}',
  reconstructed boolean not null default false,
  primary key (org_id, deal_id, valid_from, known_from, recorded_from)
);
create index deal_span_now on deal_span (org_id, status, close_date)
  where valid_to = 'infinity' and known_to = 'infinity' and recorded_to = 'infinity';

-- Folded memberships: one row per person and instant of employment.
create table membership_span (
  org_id uuid not null,
  person_id uuid not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  known_from timestamptz not null,
  known_to timestamptz not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null,
  team_id uuid,
  office text,
  discipline text,
  segment text,
  level text,
  manager_id uuid,
  dotted_manager_id uuid,
  role_since timestamptz not null,
  primary key (org_id, person_id, valid_from, known_from, recorded_from)
);

-- Personal values live here alone; erasing a subject deletes its row.
create table subject (
  org_id uuid not null,
  id uuid not null,
  kind text not null,
  name text,
  email text,
  phone text,
  title text,
  primary key (org_id, id)
);
create index subject_kind on subject (org_id, kind, name);

-- Activities are immutable facts; a corrected one is a new version under the same id.
create table activity (
  org_id uuid not null,
  id uuid not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  known_at timestamptz not null,
  type text not null,
  at timestamptz not null,
  at_date date,
  seconds integer,
  direction text,
  held boolean not null,
  connected boolean,
  person_id uuid,
  deal_id uuid,
  account_id uuid,
  contact_id uuid,
  lead_id uuid,
  source text not null,
  external_id text not null,
  row_hash text not null,
  import_id uuid,
  primary key (org_id, id, recorded_from)
);
create index activity_person on activity (org_id, person_id, at);
create index activity_deal on activity (org_id, deal_id, at) where deal_id is not null;
create unique index activity_source on activity (org_id, source, external_id, recorded_from);
create index activity_import on activity (org_id, import_id) where import_id is not null;

create table activity_participant (
  org_id uuid not null,
  activity_id uuid not null,
  subject_id uuid not null,
  side text not null,
  primary key (org_id, activity_id, subject_id)
);
