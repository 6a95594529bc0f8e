package io.patchwave.inventory;

import java.util.Arrays;

/**
 * A set's members in few bytes: the form's number, the header's id, and each list's length and ids in the list's order, as
 * differences from the id before in variable length. Neighbours in a list mostly are neighbours in the dictionary: some 600
 * bytes for 600 packages. Equal members have equal bytes.
 */
final class MembersForm {
    /** The first byte; gzip of older sets begins with 0x1f. */
    static final byte FORM = 1;

    private MembersForm() {}

    /** {@code ids[0]} is the header alone, then the lists. */
    static byte[] write(int[][] ids) {
        int most = 1;
        for (int[] list : ids) {
            most += 5 + 5 * list.length;
        }
        byte[] bytes = new byte[most];
        int at = 0;
        bytes[at++] = FORM;
        at = varint(bytes, at, ids[0][0]);
        int before = 0;
        for (int list = 1; list < ids.length; list++) {
            at = varint(bytes, at, ids[list].length);
            for (int id : ids[list]) {
                int difference = id - before;
                at = varint(bytes, at, (difference << 1) ^ (difference >> 31));
                before = id;
            }
        }
        return Arrays.copyOf(bytes, at);
    }

    /** The inverse of {@link #write}. */
    static int[][] read(byte[] members) {
        if (members[0] != FORM) {
            throw new IllegalStateException("unknown form of a software set: " + members[0]);
        }
        Cursor cursor = new Cursor(members);
        int[][] ids = new int[4][];
        ids[0] = new int[] {cursor.next()};
        int lists = 1;
        int before = 0;
        while (cursor.at < members.length) {
            int[] list = new int[cursor.next()];
            for (int i = 0; i < list.length; i++) {
                int coded = cursor.next();
                before += (coded >>> 1) ^ -(coded & 1);
                list[i] = before;
            }
            ids[lists++] = list;
        }
        return Arrays.copyOf(ids, lists);
    }

    private static int varint(byte[] bytes, int start, int number) {
        int at = start;
        int rest = number;
        while ((rest & ~0x7f) != 0) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        return at;
    }

    private static final class Cursor {
        private final byte[] bytes;
        private int at = 1;

        Cursor(byte[] bytes) {
            this.bytes = bytes;
        }

        int next() {
            int octet = bytes[at++];
            int number = octet & 0x7f;
            for (int shift = 7; octet < 0; shift += 7) {
                octet = bytes[at++];
                number |= (octet & 0x7f) << shift;
            }
            return number;
        }
    }
}
