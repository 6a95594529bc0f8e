-- One line per export, streamed or made as a job; head is JSON and is there when the export has succeeded.
create table compliance_export (
    id uuid primary key,
    format text not null,
    state text not null,
    as_of timestamp with time zone not null,
    known_at timestamp with time zone not null,
    queued_by text not null,
    started_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    row_count bigint,
    sha256 text,
    head text
);
create index compliance_export_by_end on compliance_export (ended_at);
