-- Content-addressed: equal software is one set, whatever number of hosts share it (docs/adr/0002).
create sequence inventory_set_seq;

create table inventory_software_set (
    id bigint primary key,
    digest text not null unique,
    members bytea not null,
    at timestamp with time zone not null
);

create table inventory_facts_set (
    id bigint primary key,
    digest text not null unique,
    members bytea not null,
    at timestamp with time zone not null
);

-- Evidence: documents as received, gzip; the digest is over the exact uncompressed bytes.
create table inventory_document (
    digest text primary key,
    software_set_id bigint not null references inventory_software_set (id),
    body bytea not null,
    received_at timestamp with time zone not null
);
create index inventory_document_by_set on inventory_document (software_set_id);

create table inventory_facts_document (
    digest text primary key,
    facts_set_id bigint not null references inventory_facts_set (id),
    body bytea not null,
    received_at timestamp with time zone not null
);
create index inventory_facts_document_by_set on inventory_facts_document (facts_set_id);
