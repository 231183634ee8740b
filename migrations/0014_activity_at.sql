-- Activities of a window are found by their time.
create index activity_at on activity (org_id, at);
