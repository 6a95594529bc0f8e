-- Ids are handed out in blocks of 1000; they are members of bitmaps.
create sequence exposure_id_seq increment by 1000;

-- Remedy groups: classes of advisories that every rule answers alike. Never changed: another membership is another group.
create table exposure_group (
    id bigint primary key,
    digest text not null unique,
    group_key text not null,
    advisories text not null,
    known_at timestamp with time zone not null
);

-- Distinct answers: a group with its verdict and what proves it. Never changed.
create table exposure_judgement (
    id bigint primary key,
    digest text not null unique,
    group_id bigint not null references exposure_group (id),
    verdict text not null,
    rule text not null,
    satisfied_by text,
    reason text,
    confidence text not null,
    remedies text not null
);

-- Present answer by software set: a bitmap of judgements. touched: evaluated again; changed: another answer.
create table exposure_set_state (
    software_set_id bigint primary key,
    evaluated_rev bigint not null,
    touched_rev bigint not null,
    changed_rev bigint not null,
    judgements bytea not null,
    extras text not null
);
create index exposure_set_state_by_touch on exposure_set_state (touched_rev);
create index exposure_set_state_by_change on exposure_set_state (changed_rev);

-- Its history as differences; at is when it became known.
create table exposure_change (
    software_set_id bigint not null,
    rev bigint not null,
    at timestamp with time zone not null,
    opened bytea not null,
    closed bytea not null,
    primary key (software_set_id, rev)
);
