package io.patchwave.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A load generator that costs little beside what it measures: one thread, keep-alive connections to a server on this machine,
 * one request in flight on each, a fixed number of requests.
 */
final class PollLoad {
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final int STATUS_AT = 9;

    private final int port;
    private final int status;
    private final long[] nanos;
    private int sent;
    private int answered;

    private PollLoad(int port, int requests, int status) {
        this.port = port;
        this.status = status;
        this.nanos = new long[requests];
    }

    /** What a round gave. */
    record Round(double perSecond, double p50Millis, double p99Millis) {}

    /**
     * Sends requests until {@code count} are answered.
     *
     * @param heads one request head for each connection
     * @param status what every answer must have
     */
    static Round run(int port, List<String> heads, int count, int status) throws IOException {
        return new PollLoad(port, count, status).run(heads);
    }

    private Round run(List<String> heads) throws IOException {
        List<SocketChannel> channels = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            List<Connection> connections = new ArrayList<>();
            for (String head : heads) {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channels.add(channel);
                channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                Connection connection = new Connection(channel, head);
                channel.register(selector, SelectionKey.OP_READ, connection);
                connections.add(connection);
            }
            long start = System.nanoTime();
            for (Connection connection : connections) {
                connection.send();
            }
            while (answered < nanos.length) {
                selector.select(key -> ((Connection) key.attachment()).receive(), 10_000);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Arrays.sort(nanos);
            return new Round(
                    nanos.length / seconds, nanos[nanos.length / 2] / 1e6, nanos[(int) (nanos.length * 0.99)] / 1e6);
        } finally {
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    private final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer request;
        private final byte[] answer = new byte[16 << 10];
        private final ByteBuffer buffer = ByteBuffer.wrap(answer);
        private long sentAt;

        Connection(SocketChannel channel, String head) {
            this.channel = channel;
            this.request = ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
        }

        void send() throws IOException {
            if (sent == nanos.length) {
                return;
            }
            sent++;
            request.rewind();
            buffer.clear();
            sentAt = System.nanoTime();
            while (request.hasRemaining()) {
                channel.write(request);
            }
        }

        void receive() {
            try {
                if (channel.read(buffer) < 0) {
                    throw new IOException("the server closed a connection");
                }
                int length = answerLength();
                if (length >= 0 && buffer.position() >= length) {
                    check();
                    nanos[answered++] = System.nanoTime() - sentAt;
                    send();
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private void check() throws IOException {
            int got = Integer.parseInt(new String(answer, STATUS_AT, 3, StandardCharsets.US_ASCII));
            if (got != status) {
                throw new IOException("expected " + status + ", got "
                        + new String(answer, 0, buffer.position(), StandardCharsets.UTF_8));
            }
        }

        /** Bytes of the whole answer, or -1 while its head is not here. */
        private int answerLength() {
            for (int at = 0; at + END_OF_HEAD.length <= buffer.position(); at++) {
                if (Arrays.equals(answer, at, at + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
                    return at + END_OF_HEAD.length + contentLength(at);
                }
            }
            return -1;
        }

        private int contentLength(int headEnd) {
            if (answer[STATUS_AT] == '3') {
                return 0;
            }
            String head = new String(answer, 0, headEnd, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
            int at = head.indexOf("content-length:");
            return at < 0
                    ? 0
                    : Integer.parseInt(head.substring(at + "content-length:".length())
                            .lines()
                            .findFirst()
                            .orElse("0")
                            .strip());
        }
    }
}
