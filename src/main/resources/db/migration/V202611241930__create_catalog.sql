-- One import at a time writes, whatever server runs it: whoever imports holds this row.
create table catalog_lock (
    id integer primary key
);
insert into catalog_lock (id) values (1);

create table catalog_revision (
    rev bigint primary key,
    at timestamp with time zone not null,
    cause text not null
);

-- A publisher's document as parsed: the unit that is replaced. mirror is '' where it belongs to none.
create table catalog_document (
    id uuid primary key,
    kind text not null,
    name text not null,
    mirror text not null,
    released_at timestamp with time zone,
    digest text not null,
    body bytea not null,
    changed_rev bigint not null,
    imported_at timestamp with time zone not null,
    unique (kind, mirror, name)
);
create index catalog_document_by_rev on catalog_document (changed_rev);

create table catalog_mirror (
    name text primary key,
    family text not null,
    distribution text,
    dist_release text
);

-- What one document says of one advisory; the head is merged out of these.
create table catalog_advisory_source (
    advisory_uid text not null,
    document_id uuid not null,
    digest text not null,
    head text not null,
    primary key (advisory_uid, document_id)
);
create index catalog_advisory_source_by_document on catalog_advisory_source (document_id);

create table catalog_advisory (
    uid text primary key,
    source text not null,
    family text not null,
    kind text not null,
    title text not null,
    summary text not null,
    severity text not null,
    severity_rank integer not null,
    publisher_severity text,
    cves text not null,
    words text not null,
    kev boolean not null,
    kev_due date,
    epss double precision,
    published_at timestamp with time zone,
    updated_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    sort_at timestamp with time zone not null,
    changed_rev bigint not null
);
create index catalog_advisory_by_date on catalog_advisory (sort_at, uid);

create table catalog_advisory_cve (
    advisory_uid text not null,
    cve text not null,
    primary key (advisory_uid, cve)
);
create index catalog_advisory_cve_by_cve on catalog_advisory_cve (cve);

create table catalog_kev (
    cve text primary key,
    added date not null,
    due date,
    ransomware boolean not null
);

create table catalog_epss (
    cve text primary key,
    score double precision not null,
    percentile double precision
);
