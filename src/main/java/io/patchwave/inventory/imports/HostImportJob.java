package io.patchwave.inventory.imports;

import io.patchwave.platform.job.JobHandler;
import io.patchwave.platform.job.JobRun;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Imports hosts. The upload is read twice: the first look finds what belongs together and whether the archive is whole, so that
 * a damaged one changes nothing; then each host is taken in a transaction of its own, and one that cannot be taken does not
 * keep the others out. To run it again changes nothing.
 */
@ApplicationScoped
class HostImportJob implements JobHandler {
    private final Landing landing;
    private final Clock clock;

    HostImportJob(Landing landing, Clock clock) {
        this.landing = landing;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return HostUploads.KIND;
    }

    @Override
    public void run(JobRun run) throws IOException {
        run.total(Files.size(run.file()));
        FirstLook look = new FirstLook();
        read(run, bytes -> {}, new Reader(run.parameters(), look) {
            @Override
            void begin(String name, @Nullable Instant modified) {
                look.at(name);
            }

            @Override
            public void rejected(String name, String reason) {
                // Told when the file is taken.
            }
        });
        Taking taking = new Taking(run, look);
        read(run, run::done, new Reader(run.parameters(), taking) {
            @Override
            void begin(String name, @Nullable Instant modified) {
                taking.begin(name, time(run, modified));
            }

            @Override
            public void rejected(String name, String reason) {
                taking.rejected(sentence(name, reason));
            }
        });
        Instant at = time(run, null);
        look.left().forEach(listed -> landing.complete(listed.source(), listed.list(), at, run));
        run.done(Files.size(run.file()));
        var counts = run.counts();
        if (counts.created() + counts.updated() + counts.unchanged() == 0) {
            throw new ProblemException(
                    PlatformProblem.UNREADABLE_DOCUMENT,
                    "Nothing was imported: the upload holds no host that can be taken.");
        }
    }

    private Instant time(JobRun run, @Nullable Instant modified) {
        String told = run.parameters().get("at");
        Instant now = clock.instant();
        if (told != null) {
            return Instant.parse(told);
        }
        return modified == null || modified.isAfter(now) ? now : modified;
    }

    private static void read(JobRun run, LongConsumer progress, Archive.Entries entries) throws IOException {
        long size = Files.size(run.file());
        try (InputStream file = new Progress(Files.newInputStream(run.file()), progress)) {
            Archive.read(file, size, run.parameters().getOrDefault("filename", Source.UNNAMED), entries);
        }
    }

    /** {@code a/b.txt}, {@code is empty} → {@code a/b.txt is empty.}; a whole sentence follows a colon. */
    static String sentence(String name, String reason) {
        boolean whole = !reason.isEmpty() && Character.isUpperCase(reason.charAt(0));
        return name + (whole ? ": " : " ") + reason + (reason.endsWith(".") ? "" : ".");
    }

    /** Reads every file of the upload into the same findings. */
    private abstract static class Reader implements Archive.Entries {
        private final Map<String, String> parameters;
        private final Findings findings;

        Reader(Map<String, String> parameters, Findings findings) {
            this.parameters = parameters;
            this.findings = findings;
        }

        abstract void begin(String name, @Nullable Instant modified);

        @Override
        public void read(String name, @Nullable Instant modified, InputStream content) throws IOException {
            begin(name, modified);
            boolean alone = name.equals(parameters.getOrDefault("filename", Source.UNNAMED));
            Source source = new Source(name, alone ? parameters.get("hostname") : null, parameters.get("os"));
            Format asked = Format.of(Objects.requireNonNullElse(parameters.get("format"), "auto"))
                    .orElse(Format.AUTO);
            HostFile.read(source, asked, content, findings);
        }
    }

    /** Takes what is found. */
    private final class Taking implements Findings {
        private final JobRun run;
        private final FirstLook look;
        private String file = "";
        private Instant at = Instant.EPOCH;

        Taking(JobRun run, FirstLook look) {
            this.run = run;
            this.look = look;
        }

        void begin(String name, Instant time) {
            file = name;
            at = time;
        }

        @Override
        public void host(FoundHost found) {
            boolean whole = FirstLook.isWholeFile(found, file);
            FoundHost host = whole ? named(found) : found;
            if (whole) {
                look.complete(host, file);
            }
            landing.take(host, at, run);
        }

        private FoundHost named(FoundHost host) {
            String told = run.parameters().get("hostname");
            String hostname = told == null ? host.hostname() : told;
            if (told == null && hostname != null && look.isClaimedTwice(hostname)) {
                run.problem(file + ": several files call their host " + hostname
                        + "; they are taken for several machines, told apart by the files' names.");
                return host.as(FirstLook.machineId(hostname, file), hostname);
            }
            return host.as(null, hostname);
        }

        @Override
        public void hotfixes(Source source, HotfixList list) {
            // Taken by their hosts, or at the end.
        }

        @Override
        public void rejected(String sentence) {
            run.rejected(1);
            run.problem(sentence);
        }

        @Override
        public void note(String sentence) {
            run.problem(sentence);
        }
    }

    private static final class Progress extends FilterInputStream {
        private final LongConsumer progress;
        private long bytes;

        Progress(InputStream in, LongConsumer progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            progress.accept(bytes += octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            progress.accept(bytes += Math.max(count, 0));
            return count;
        }
    }
}
