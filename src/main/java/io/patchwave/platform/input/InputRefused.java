package io.patchwave.platform.input;

import java.io.IOException;

/** A bound was passed or a rule of reading broken; the message says which. */
public class InputRefused extends IOException {
    private static final long serialVersionUID = 1L;

    /** With a sentence for the person who sent it. */
    public InputRefused(String message) {
        super(message);
    }
}
