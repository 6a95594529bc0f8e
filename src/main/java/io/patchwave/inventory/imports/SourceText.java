package io.patchwave.inventory.imports;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file whose encoding nobody told: by byte order mark, by zero bytes (UTF-16 without a mark), as UTF-8 if it is
 * that, else in the code page whose reading has known labels and looks like writing.
 */
final class SourceText {
    private static final List<Charset> CODE_PAGES = Stream.of(
                    "IBM850",
                    "windows-1252",
                    "windows-1251",
                    "IBM866",
                    "GBK",
                    "IBM852",
                    "windows-1250",
                    "Big5",
                    "Shift_JIS",
                    "x-windows-949",
                    "windows-1254")
            .filter(Charset::isSupported)
            .map(Charset::forName)
            .toList();
    private static final int LABEL = 1_000;
    private static final int ODD = 4;

    private SourceText() {}

    /** The text, without a byte order mark. */
    static String of(byte[] bytes) {
        return decode(bytes, charset(bytes));
    }

    /** The text in that charset, unreadable bytes replaced, without a byte order mark. Null: UTF-16 after something else. */
    static String decode(byte[] bytes, @Nullable Charset charset) {
        if (charset == null) {
            return new String(withoutZeros(bytes), StandardCharsets.ISO_8859_1);
        }
        String text = new String(bytes, charset);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * The charset of a file, judged by its bytes (or by its first ones). Null where UTF-16 follows on something else: Windows
     * XP's {@code wmic} puts {@code Please wait while WMIC is being installed.} in ASCII before its output.
     */
    static @Nullable Charset charset(byte[] bytes) {
        if (startsWith(bytes, 0xff, 0xfe)) {
            return StandardCharsets.UTF_16LE;
        }
        if (startsWith(bytes, 0xfe, 0xff)) {
            return StandardCharsets.UTF_16BE;
        }
        int[] zeros = {0, 0};
        int firstZero = -1;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == 0) {
                zeros[at & 1]++;
                firstZero = firstZero < 0 ? at : firstZero;
            }
        }
        if (zeros[0] + zeros[1] > 0) {
            return firstZero > 8 ? null : zeros[1] >= zeros[0] ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        }
        return isUtf8(bytes) ? StandardCharsets.UTF_8 : likeliest(bytes);
    }

    private static Charset likeliest(byte[] bytes) {
        Charset best = StandardCharsets.ISO_8859_1;
        int most = Integer.MIN_VALUE;
        for (Charset page : CODE_PAGES) {
            String text = new String(bytes, page);
            int score = LABEL * SystemInfoWords.labelsIn(text) + looks(text);
            if (score > most) {
                most = score;
                best = page;
            }
        }
        return best;
    }

    /** How much the letters beyond ASCII look like writing: wrong code pages give boxes, signs and capitals inside words. */
    private static int looks(String text) {
        int score = 0;
        char before = ' ';
        for (char letter : text.toCharArray()) {
            if (letter >= 0x80) {
                score +=
                        Character.isIdeographic(letter) || isCommon(letter) ? 2 : Character.isLetter(letter) ? 0 : -ODD;
                score -= Character.isLowerCase(before) && Character.isUpperCase(letter) ? ODD : 0;
                score -= letter == '\uFFFD' || Character.isISOControl(letter) ? 4 * ODD : 0;
            }
            before = letter;
        }
        return score;
    }

    private static boolean isCommon(char letter) {
        return "àáâãäåæçèéêëìíîïñòóôõöøùúûüßÄÖÜÉąćęłńśźżčďěňřšťůžğışőű".indexOf(letter) >= 0
                || (letter >= '\u0410' && letter <= '\u044f')
                || (letter >= '\u3041' && letter <= '\u30ff')
                || (letter >= '\uac00' && letter <= '\ud7a3');
    }

    private static boolean isUtf8(byte[] bytes) {
        int whole = bytes.length;
        for (int back = 1; back <= 3 && back <= bytes.length; back++) {
            int octet = bytes[bytes.length - back] & 0xff;
            if (octet >= 0xc0) {
                whole = bytes.length - back;
                break;
            }
            if (octet < 0x80) {
                break;
            }
        }
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, whole == bytes.length ? whole : completed(bytes, whole)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** A head of a file may end inside a letter: that last piece does not count. */
    private static int completed(byte[] bytes, int lead) {
        int octet = bytes[lead] & 0xff;
        int needed = octet >= 0xf0 ? 4 : octet >= 0xe0 ? 3 : 2;
        return bytes.length - lead < needed ? lead : bytes.length;
    }

    private static byte[] withoutZeros(byte[] bytes) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream(bytes.length);
        for (byte octet : bytes) {
            if (octet != 0) {
                rest.write(octet);
            }
        }
        return rest.toByteArray();
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }
}
