package io.patchwave.catalog.feed;

import io.patchwave.platform.input.InputRefused;

/** A document cannot be taken; the message is one sentence that names the file, the place where one is known, and the fault. */
public class DocumentRefused extends InputRefused {
    private static final long serialVersionUID = 1L;

    /** With the file's name and what is wrong with it: {@code month.xml: line 3, column 7: …}. */
    public DocumentRefused(String file, String fault) {
        super(file + ": " + fault);
    }
}
