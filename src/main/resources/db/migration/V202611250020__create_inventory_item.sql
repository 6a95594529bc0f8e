-- What software sets consist of, each thing once (docs/adr/0007): a package, a program, a hotfix, a file's version, and what a
-- machine says of itself. inventory_software_set.members are these ids (first byte 1) or, from before, gzip JSON (first byte 0x1f).
create sequence inventory_item_seq increment by 1000;

-- Unique by digest: a content may be longer than an entry of PostgreSQL's index.
create table inventory_item (
    id bigint primary key,
    digest text not null unique,
    content text not null
);
