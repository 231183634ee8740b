-- Who may come in. The auth_* tables are those of better-auth (a test compares them with what it expects); a user
-- may belong to several organisations, so they and the one-time links and rate limits stay local.
create table auth_user (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- token is the SHA-256 of what the browser holds
create table auth_session (
  id uuid primary key,
  expires_at timestamptz not null,
  token text not null unique,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  user_id uuid not null references auth_user (id) on delete cascade
);
create index auth_session_user_id_idx on auth_session (user_id);

create table auth_account (
  id uuid primary key,
  account_id text not null,
  provider_id text not null,
  user_id uuid not null references auth_user (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index auth_account_user_id_idx on auth_account (user_id);

create table auth_verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index auth_verification_identifier_idx on auth_verification (identifier);

-- key is the SHA-256 of what the caller holds; reference_id is the user
create table auth_api_key (
  id uuid primary key,
  config_id text not null,
  name text,
  start text,
  reference_id text not null,
  prefix text,
  key text not null,
  refill_interval integer,
  refill_amount integer,
  last_refill_at timestamptz,
  enabled boolean,
  rate_limit_enabled boolean,
  rate_limit_time_window integer,
  rate_limit_max integer,
  request_count integer,
  remaining integer,
  last_request timestamptz,
  expires_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  permissions text,
  metadata text
);
create index auth_api_key_config_id_idx on auth_api_key (config_id);
create index auth_api_key_reference_id_idx on auth_api_key (reference_id);
create index auth_api_key_key_idx on auth_api_key (key);

create table one_time_link (
  token_hash text primary key,
  purpose text not null,
  org_id uuid,
  user_id uuid,
  email text,
  level text,
  person_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- key is a hash: addresses and e-mails of failed attempts are not kept
create table rate_limit (
  key text primary key,
  hits integer not null,
  window_start timestamptz not null
);

create table member (
  org_id uuid not null,
  user_id uuid not null,
  level text not null,
  person_id uuid,
  active boolean not null default true,
  created_at timestamptz not null,
  primary key (org_id, user_id)
);
create index member_user on member (user_id);

-- Append-only. A grid of names is one row per viewer, team and day; everything else names the person.
create table view_log (
  org_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  day date not null,
  viewer_kind text not null,
  viewer_id uuid,
  person_id uuid,
  team_id uuid,
  surface text not null,
  primary key (org_id, id),
  check ((person_id is null) <> (team_id is null))
);
create index view_log_person on view_log (org_id, person_id, at) where person_id is not null;
create index view_log_time on view_log (org_id, at);
create unique index view_log_grid on view_log (org_id, team_id, day, viewer_kind, viewer_id) nulls not distinct
  where team_id is not null;

-- What changed, for the live stream. tx tells a reader exactly which rows its last look could not see; read across
-- organisations by one hub, so it stays local.
create table live_event (
  org_id uuid not null,
  id uuid not null,
  topic text not null,
  tx xid8 not null,
  at timestamptz not null,
  primary key (org_id, id)
);
create index live_event_tx on live_event (tx);
