-- Figures read the deals and the activities of their windows, however long history is.
create index deal_span_from on deal_span (org_id, valid_from);
create index deal_span_created on deal_span (org_id, created_at);
create index deal_span_close on deal_span (org_id, close_date);
create index deal_span_decided on deal_span (org_id, status_since) where status <> 'open';
create index deal_span_open on deal_span (org_id, valid_to) where status = 'open';
create index activity_contact on activity (org_id, contact_id, at) where contact_id is not null;
create index activity_meeting on activity (org_id, at) where type = 'meeting';
create index activity_loose_meeting on activity (org_id, at) where type = 'meeting' and account_id is null;
create index activity_participant_subject on activity_participant (org_id, subject_id);
