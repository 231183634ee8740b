-- What a person did on a local day, added up: derived from activity, complete for days before activity_rolled.upto.
create table activity_day (
  org_id uuid not null,
  person_id uuid not null,
  day date not null,
  -- the first moment of a stretch in which no membership and no team changed
  at timestamptz not null,
  touches integer not null,
  emails_sent integer not null,
  calls_made integer not null,
  connects integer not null,
  talk_hours numeric not null,
  meetings_due integer not null,
  meetings_taken integer not null,
  meetings_held integer not null,
  meeting_hours numeric not null,
  presentations integer not null,
  -- each once: what counts different things adds them up over any days
  deals uuid[] not null,
  contacts uuid[] not null,
  deal_contacts uuid[] not null,
  primary key (org_id, day, person_id, at)
);
create index activity_day_person on activity_day (org_id, person_id, day);

-- Everyone with activities, and the first day that is not added up.
create table activity_rolled (
  org_id uuid not null,
  person_id uuid not null,
  upto date not null,
  primary key (org_id, person_id)
);
insert into activity_rolled
select distinct org_id, person_id, '0001-01-01'::date from activity where person_id is not null;

-- From which day on the sums of a person, or of everyone, are behind their activities.
create table activity_stale (
  org_id uuid not null,
  id uuid not null,
  person_id uuid,
  day date not null,
  primary key (org_id, id)
);

-- What is never added up beforehand: it can reach into another day.
create index activity_long on activity (org_id, at) where seconds > 86400;
