-- Boards for TVs, the screens that show them, and the codes with which a TV asks to be paired.

create table wallboard (
  org_id uuid not null,
  id uuid not null,
  config jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id)
);

-- token_hash is the SHA-256 of what the screen holds; null until a paired TV has fetched its token.
create table wall_screen (
  org_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  name text not null,
  via text not null,
  token_hash text,
  created_at timestamptz not null,
  last_seen_at timestamptz,
  expires_at timestamptz not null,
  primary key (org_id, id)
);
create unique index wall_screen_token on wall_screen (org_id, token_hash);
create index wall_screen_board on wall_screen (org_id, board_id);

-- A TV belongs to no organisation until somebody types its code, so this table stays local.
create table pairing_code (
  device_hash text primary key,
  code text not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  org_id uuid,
  screen_id uuid
);
