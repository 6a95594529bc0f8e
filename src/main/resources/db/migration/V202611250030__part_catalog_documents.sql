-- A long list is stored in parts by a hash of each item's own name: an import writes, and a server reads, what changed only.
-- The document's own body is then the empty list. Documents of before keep theirs until they are imported again.
create table catalog_document_part (
    document_id uuid not null,
    part integer not null,
    digest text not null,
    body bytea not null,
    changed_rev bigint not null,
    primary key (document_id, part)
);
create index catalog_document_part_by_rev on catalog_document_part (changed_rev);

-- Readers that follow the heads of advisories ask for those above their revision.
create index catalog_advisory_by_rev on catalog_advisory (changed_rev);
