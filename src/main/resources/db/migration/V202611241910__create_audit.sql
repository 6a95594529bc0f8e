-- What was done, by whom; sealed into blocks at least once a second (engineering, law 4).
create table audit_entry (
    id uuid primary key,
    at timestamp with time zone not null,
    actor_kind text not null,
    actor_name text not null,
    action text not null,
    subject text not null,
    details text not null,
    content_hash text not null,
    block bigint
);
create index audit_entry_by_block on audit_entry (block, id);
create index audit_entry_by_subject on audit_entry (subject, id);

create table audit_block (
    number bigint primary key,
    sealed_at timestamp with time zone not null,
    entries integer not null,
    merkle_root text not null,
    previous_hash text not null,
    hash text not null,
    signature text not null
);
