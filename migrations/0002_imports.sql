-- Imports: staged files, the mapping agreed on, what was rejected, and which source row became which entity.

create table import (
  org_id uuid not null,
  id uuid not null,
  label text not null,
  state text not null,
  folder text,
  complete boolean not null default false,
  taken_at timestamptz,
  plan jsonb,
  answers jsonb not null default '{}',
  mapping jsonb,
  progress jsonb,
  preview jsonb,
  result jsonb,
  error jsonb,
  actor_id uuid,
  started_at timestamptz not null,
  finished_at timestamptz,
  undone_at timestamptz,
  primary key (org_id, id)
);

create table import_file (
  org_id uuid not null,
  import_id uuid not null,
  file_no integer not null,
  name text not null,
  size bigint not null,
  sha256 text not null,
  header jsonb,
  rows bigint not null default 0,
  staged boolean not null default false,
  profile jsonb,
  primary key (org_id, import_id, file_no)
);

-- A chunk holds a few thousand parsed rows as one JSON text: cheap to write, cheap to resume after.
create table import_chunk (
  org_id uuid not null,
  import_id uuid not null,
  file_no integer not null,
  chunk_no integer not null,
  first_row bigint not null,
  rows text not null,
  primary key (org_id, import_id, file_no, chunk_no)
);

-- staged rows are read once and dropped: compressing them costs more than it saves
alter table import_chunk alter column rows set storage external;

create table import_problem (
  org_id uuid not null,
  import_id uuid not null,
  id bigint not null,
  severity text not null,
  file text not null,
  row bigint,
  "column" text,
  value text,
  reason text not null,
  remedy text,
  "group" text not null,
  cells jsonb,
  primary key (org_id, import_id, id)
);

create table saved_mapping (
  org_id uuid not null,
  fingerprint text not null,
  mapping jsonb not null,
  updated_at timestamptz not null,
  primary key (org_id, fingerprint)
);

-- What a source calls an entity; row_hash is the last row it said, so an unchanged row costs one comparison.
create table source_record (
  org_id uuid not null,
  source text not null,
  kind text not null,
  external_id text not null,
  entity_id uuid not null,
  row_hash text,
  import_id uuid,
  primary key (org_id, source, kind, external_id)
);
create index source_record_entity on source_record (org_id, entity_id);
create index source_record_import on source_record (org_id, import_id);
