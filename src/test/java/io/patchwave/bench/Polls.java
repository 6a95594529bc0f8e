package io.patchwave.bench;

import io.patchwave.bench.Table.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Idle polls beside a constant answer of the same build, in turns. */
final class Polls {
    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = 5;
    private static final int REQUESTS = 150_000;

    private Polls() {}

    static void idle(Run run, ServerProcess server) throws IOException {
        byte[][] polls = polls(run, server, "");
        byte[][] pings = {HttpLoad.request("GET", "/api/v1/ping", "", null)};
        HttpLoad.run(server.port(), CONNECTIONS, HttpLoad.repeat(polls, REQUESTS, 304));
        HttpLoad.run(server.port(), CONNECTIONS, HttpLoad.repeat(pings, REQUESTS, 200));
        List<Double> pollRates = new ArrayList<>();
        List<Double> pingRates = new ArrayList<>();
        List<Double> rateRatios = new ArrayList<>();
        List<Double> pollCpu = new ArrayList<>();
        List<Double> pingCpu = new ArrayList<>();
        List<Double> cpuRatios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Measured poll = measure(server, polls, 304);
            Measured ping = measure(server, pings, 200);
            pollRates.add(poll.rate());
            pingRates.add(ping.rate());
            rateRatios.add(100 * poll.rate() / ping.rate());
            pollCpu.add(poll.cpuMicros());
            pingCpu.add(ping.cpuMicros());
            cpuRatios.add(poll.cpuMicros() / ping.cpuMicros());
        }
        run.put(Kind.shown("idle poll (304), 10,000 agents, 64 connections", "/s"), median(pollRates));
        run.put(Kind.shown("constant JSON (/api/v1/ping)", "/s"), median(pingRates));
        run.put(Kind.atLeast("idle poll's throughput, share of the constant answer's", "%", 80), median(rateRatios));
        run.put(Kind.shown("idle poll, processor time of the server", "µs"), median(pollCpu));
        run.put(Kind.shown("constant JSON, processor time of the server", "µs"), median(pingCpu));
        run.put(Kind.atMost("idle poll's processor time, times the constant answer's", "×", 1.15), median(cpuRatios));
    }

    private record Measured(double rate, double cpuMicros) {}

    private static Measured measure(ServerProcess server, byte[][] requests, int status) throws IOException {
        double cpu = server.cpuSeconds();
        HttpLoad.Round round = HttpLoad.run(server.port(), CONNECTIONS, HttpLoad.repeat(requests, REQUESTS, status));
        return new Measured(round.perSecond(), (server.cpuSeconds() - cpu) * 1e6 / REQUESTS);
    }

    /** One poll for each of the agents, with the tag of what it knows; asking for that warms the tokens. */
    static byte[][] polls(Run run, ServerProcess server, String query) throws IOException {
        List<Integer> hosts = run.agents().polling();
        int count = hosts.size();
        byte[][] first = new byte[count][];
        for (int at = 0; at < count; at++) {
            first[at] = HttpLoad.request("GET", "/agent/v1/updates", Fill.bearer(run.agents(), hosts.get(at)), null);
        }
        String[] tag = new String[1];
        int[] sent = new int[1];
        HttpLoad.run(server.port(), CONNECTIONS, new HttpLoad.Script() {
            @Override
            public byte[] next(int connection) {
                return sent[0] == count ? null : first[sent[0]++];
            }

            @Override
            public void answered(int connection, HttpLoad.Answer answer) {
                HttpLoad.expect(answer, 200);
                tag[0] = answer.header("ETag");
            }
        });
        for (int at = 0; at < count; at++) {
            first[at] = HttpLoad.request(
                    "GET",
                    "/agent/v1/updates" + query,
                    Fill.bearer(run.agents(), hosts.get(at)) + "If-None-Match: " + tag[0] + "\r\n",
                    null);
        }
        return first;
    }

    static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }
}
