package io.patchwave.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A load generator that costs little beside what it measures: one thread, keep-alive connections to a server on this machine, one
 * request in flight on each.
 */
final class HttpLoad implements AutoCloseable {
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final byte[] LAST_CHUNK = {'\r', '\n', '0', '\r', '\n', '\r', '\n'};
    private static final int STATUS_AT = 9;
    private static final int SILENCE_MILLIS = 60_000;

    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();
    private final Script script;
    private long[] nanos = new long[1 << 16];
    private int answered;
    private int open;

    private HttpLoad(int port, int count, Script script) throws IOException {
        this.script = script;
        for (int number = 0; number < count; number++) {
            connections.add(new Connection(number, port));
        }
    }

    /** What is sent and what comes back. */
    interface Script {
        /** The next request on that connection; null when it has none. */
        byte @Nullable [] next(int connection);

        /** An answer to the connection's last request. */
        void answered(int connection, Answer answer);
    }

    /** A whole answer; valid during the call only. */
    record Answer(int status, byte[] bytes, int length) {
        String text() {
            return new String(bytes, 0, length, StandardCharsets.UTF_8);
        }

        /** The value of a header, or null. */
        @Nullable String header(String name) {
            String text = text();
            int at = text.toLowerCase(Locale.ROOT).indexOf("\r\n" + name.toLowerCase(Locale.ROOT) + ":");
            return at < 0
                    ? null
                    : text.substring(at + name.length() + 3, text.indexOf("\r\n", at + 2))
                            .strip();
        }
    }

    /** What a round gave. */
    record Round(int count, double seconds, double p50Millis, double p99Millis) {
        double perSecond() {
            return count / seconds;
        }
    }

    /** Opens the connections, runs the script to its end, closes them. */
    static Round run(int port, int connections, Script script) throws IOException {
        try (HttpLoad load = open(port, connections, script)) {
            return load.finish();
        }
    }

    /** Opens the connections and sends the first request on each. */
    static HttpLoad open(int port, int connections, Script script) throws IOException {
        HttpLoad load = new HttpLoad(port, connections, script);
        for (Connection connection : load.connections) {
            connection.send();
        }
        return load;
    }

    /** Until every connection's script is over. */
    Round finish() throws IOException {
        long start = System.nanoTime();
        while (open > 0) {
            if (selector.select(key -> ((Connection) key.attachment()).receive(), SILENCE_MILLIS) == 0) {
                throw new IOException(open + " requests were not answered within a minute");
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] sorted = Arrays.copyOf(nanos, answered);
        Arrays.sort(sorted);
        return answered == 0
                ? new Round(0, seconds, 0, 0)
                : new Round(answered, seconds, sorted[answered / 2] / 1e6, sorted[(int) (answered * 0.99)] / 1e6);
    }

    /** Sends all requests in turns, expecting that status of every answer. */
    static Script repeat(byte[][] requests, int count, int status) {
        return new Script() {
            private int sent;

            @Override
            public byte @Nullable [] next(int connection) {
                return sent == count ? null : requests[sent++ % requests.length];
            }

            @Override
            public void answered(int connection, Answer answer) {
                expect(answer, status);
            }
        };
    }

    static void expect(Answer answer, int status) {
        if (answer.status() != status) {
            throw new IllegalStateException("expected " + status + ", got " + answer.text());
        }
    }

    /** A request as it goes over the wire. */
    static byte[] request(String method, String path, String headers, byte @Nullable [] body) {
        byte[] head = ("%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n%s%s\r\n"
                        .formatted(
                                method,
                                path,
                                headers,
                                body == null
                                        ? ""
                                        : "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n"))
                .getBytes(StandardCharsets.US_ASCII);
        if (body == null) {
            return head;
        }
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }

    private final class Connection {
        private final int number;
        private final SocketChannel channel;
        private byte[] answer = new byte[2048];
        private int length;
        private long sentAt;

        Connection(int number, int port) throws IOException {
            this.number = number;
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send() throws IOException {
            byte[] request = script.next(number);
            if (request == null) {
                return;
            }
            open++;
            length = 0;
            sentAt = System.nanoTime();
            ByteBuffer bytes = ByteBuffer.wrap(request);
            while (bytes.hasRemaining()) {
                if (channel.write(bytes) == 0) {
                    Thread.onSpinWait();
                }
            }
        }

        void receive() {
            try {
                if (length == answer.length) {
                    answer = Arrays.copyOf(answer, 2 * length);
                }
                int count = channel.read(ByteBuffer.wrap(answer, length, answer.length - length));
                if (count < 0) {
                    throw new IOException("the server closed a connection");
                }
                length += count;
                int whole = answerLength();
                if (whole >= 0 && length >= whole) {
                    record(System.nanoTime() - sentAt);
                    open--;
                    int status = Integer.parseInt(new String(answer, STATUS_AT, 3, StandardCharsets.US_ASCII));
                    script.answered(number, new Answer(status, answer, length));
                    send();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void record(long time) {
            if (answered == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * answered);
            }
            nanos[answered++] = time;
        }

        /** Bytes of the whole answer, or -1 while its head is not here. */
        private int answerLength() {
            for (int at = 0; at + END_OF_HEAD.length <= length; at++) {
                if (answer[at] == '\r'
                        && Arrays.equals(answer, at, at + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
                    return wholeLength(at, at + END_OF_HEAD.length);
                }
            }
            return -1;
        }

        private int wholeLength(int headEnd, int bodyStart) {
            if (answer[STATUS_AT] == '3') {
                return bodyStart;
            }
            String head = new String(answer, 0, headEnd, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
            int at = head.indexOf("content-length:");
            if (at >= 0) {
                int end = head.indexOf('\r', at);
                String figure = head.substring(at + "content-length:".length(), end < 0 ? head.length() : end);
                return bodyStart + Integer.parseInt(figure.strip());
            }
            return head.contains("transfer-encoding: chunked") ? chunkedLength() : bodyStart;
        }

        /** A chunked answer is whole when it ends with the empty chunk; one request at a time is in flight. */
        private int chunkedLength() {
            int at = length - LAST_CHUNK.length;
            return at >= 0 && Arrays.equals(answer, at, length, LAST_CHUNK, 0, LAST_CHUNK.length) ? length : -1;
        }
    }
}
