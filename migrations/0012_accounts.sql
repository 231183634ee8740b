-- Second factors and passkeys of better-auth, the mail account, what a person prefers and has agreed to.

alter table auth_user add column two_factor_enabled boolean;

-- secret and backup_codes are encrypted by better-auth with its own key
create table auth_two_factor (
  id uuid primary key,
  secret text not null,
  backup_codes text not null,
  user_id uuid not null references auth_user (id) on delete cascade,
  verified boolean,
  failed_verification_count integer,
  locked_until timestamptz
);
create index auth_two_factor_secret_idx on auth_two_factor (secret);
create index auth_two_factor_user_id_idx on auth_two_factor (user_id);

create table auth_passkey (
  id uuid primary key,
  name text,
  public_key text not null,
  user_id uuid not null references auth_user (id) on delete cascade,
  credential_id text not null,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  created_at timestamptz,
  aaguid text
);
create index auth_passkey_user_id_idx on auth_passkey (user_id);
create index auth_passkey_credential_id_idx on auth_passkey (credential_id);

-- password is encrypted with a key derived from the secret of the data directory
create table mail_account (
  org_id uuid primary key,
  settings jsonb not null,
  password text,
  updated_at timestamptz not null
);

create table preference (
  org_id uuid not null,
  user_id uuid not null,
  preferences jsonb not null,
  updated_at timestamptz not null,
  primary key (org_id, user_id)
);

-- What a person has been asked and has answered: the newest row of a question counts.
create table consent (
  org_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  question text not null,
  agreed boolean not null,
  at timestamptz not null,
  by_user_id uuid,
  primary key (org_id, id)
);
create index consent_person on consent (org_id, person_id, question, id);
