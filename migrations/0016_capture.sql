-- Mail and calendars of persons. An import with a person is of their mailbox or calendar.
alter table import add column person_id uuid;

-- Which mailbox or calendar held an activity, one row for each import that brought it.
create table capture (
  org_id uuid not null,
  activity_id uuid not null,
  import_id uuid not null,
  person_id uuid not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  -- the conversation of a mail
  thread text,
  primary key (org_id, activity_id, import_id, recorded_from)
);
create index capture_import on capture (org_id, import_id);
create index capture_person on capture (org_id, person_id);
create index capture_thread on capture (org_id, thread) where thread is not null;

-- What is with companies that no account has: counted nowhere until someone says whose domain it is.
create table capture_aside (
  org_id uuid not null,
  import_id uuid not null,
  external_id text not null,
  person_id uuid not null,
  domains text[] not null,
  type text not null,
  at timestamptz not null,
  at_date date,
  seconds integer,
  direction text,
  held boolean not null,
  topic text,
  thread text,
  known_at timestamptz not null,
  primary key (org_id, import_id, external_id)
);

-- Whose a domain is, as someone said; without an account it is not business.
create table learned_domain (
  org_id uuid not null,
  domain text not null,
  account_id uuid,
  learned_at timestamptz not null,
  actor_id uuid,
  primary key (org_id, domain)
);
