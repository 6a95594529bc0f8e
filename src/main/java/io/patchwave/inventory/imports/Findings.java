package io.patchwave.inventory.imports;

/** Where readers put what they find. */
interface Findings {
    /** A host. */
    void host(FoundHost host);

    /** A list of hotfixes that belongs to a host told of elsewhere. */
    void hotfixes(Source source, HotfixList list);

    /** Something that cannot be taken; a whole sentence that names the file and the row. */
    void rejected(String sentence);

    /** Something a person should know. */
    void note(String sentence);
}
