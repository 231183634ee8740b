-- Figures read the activities of their windows, however long history is.
create index activity_contact on activity (org_id, contact_id, at) where contact_id is not null;
create index activity_meeting on activity (org_id, at) where type = 'meeting';
create index activity_loose_meeting on activity (org_id, at) where type = 'meeting' and account_id is null;
create index activity_participant_subject on activity_participant (org_id, subject_id);
