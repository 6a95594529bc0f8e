create table platform_setting (
    name text primary key,
    content text not null
);

create table platform_revision (
    name text primary key,
    rev bigint not null,
    at timestamp with time zone not null
);

create table platform_lease (
    name text primary key,
    holder text not null,
    until_at timestamp with time zone not null
);

-- Imports, exports: long work whose state outlives the server.
create table platform_job (
    id uuid primary key,
    kind text not null,
    state text not null,
    parameters text not null,
    file text,
    done bigint not null,
    total bigint not null,
    created bigint not null,
    updated bigint not null,
    unchanged bigint not null,
    rejected bigint not null,
    problems text not null,
    difference text,
    result text,
    queued_at timestamp with time zone not null,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    heartbeat_at timestamp with time zone,
    queued_by text not null
);
create index platform_job_by_state on platform_job (state, queued_at);

-- Answers of creating calls, kept 24 h per actor (Idempotency-Key).
create table platform_idempotency (
    actor text not null,
    idempotency_key text not null,
    request_hash text not null,
    status integer not null,
    location text,
    body text,
    at timestamp with time zone not null,
    primary key (actor, idempotency_key)
);
