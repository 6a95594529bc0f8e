create table access_user (
    id uuid primary key,
    username text not null unique,
    password_hash text not null,
    role text not null,
    created_at timestamp with time zone not null
);

-- API tokens of people; secret_hash is the SHA-256 of the secret.
create table access_token (
    id uuid primary key,
    user_id uuid not null,
    name text not null,
    role text not null,
    secret_hash text not null unique,
    created_at timestamp with time zone not null,
    expires_at timestamp with time zone
);
create index access_token_by_user on access_token (user_id);

create table access_enrollment_token (
    id uuid primary key,
    secret_hash text not null unique,
    description text not null,
    created_by text not null,
    created_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    revoked_at timestamp with time zone,
    max_uses integer,
    uses integer not null,
    tags text not null,
    host_id uuid
);

-- One row per use, so that a lost answer can be asked for again with the same nonce.
create table access_enrollment_use (
    id uuid primary key,
    token_id uuid not null,
    machine_id text not null,
    nonce text,
    at timestamp with time zone not null
);
create index access_enrollment_use_by_token on access_enrollment_use (token_id, machine_id);

-- Tokens of agents. FRESH: handed out, not used yet; PRESENT: the one in use. Dead ones are deleted.
create table access_agent_token (
    secret_hash text primary key,
    host_id uuid not null,
    state text not null,
    issued_at timestamp with time zone not null,
    first_used_at timestamp with time zone
);
create index access_agent_token_by_host on access_agent_token (host_id, issued_at);

-- A known machine that asked to enrol without proof; one per host and enrolment token.
create table access_enrollment_conflict (
    id uuid primary key,
    host_id uuid not null,
    enrollment_token_id uuid not null,
    machine_id text not null,
    hostname text not null,
    remote_address text,
    state text not null,
    attempts integer not null,
    first_at timestamp with time zone not null,
    last_at timestamp with time zone not null,
    decided_by text,
    decided_at timestamp with time zone,
    unique (host_id, enrollment_token_id)
);
