package io.patchwave.mainjob;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The input of the main job and its true answers: the real documents and machines of {@code ../shared/data}, or, where that
 * folder is absent, a small world of the project's own.
 */
interface World {
    Path SHARED = Path.of("../shared/data");

    /** The real world where it is there, else the small one; never nothing. */
    static World present() {
        return Files.isDirectory(SHARED) ? new RealWorld(SHARED) : new SmallWorld();
    }

    /** One upload to the catalog: query of the call and the bytes. */
    record Upload(String query, byte[] body) {}

    /** A machine: its name and its inventory document. */
    record MachineDocument(String name, ObjectNode document) {}

    /** What the catalog is filled with, in order. */
    List<Upload> catalog();

    /** Windows machines that run an agent. */
    List<MachineDocument> windows();

    /** Linux machines that run an agent. */
    List<MachineDocument> linux();

    /** Name of the machine that cannot run one. */
    String importedName();

    /** Its {@code systeminfo} output. */
    byte[] systeminfo();

    /** The verdict words for MS17-010 that are right for the machine. */
    Set<String> ms17010(String name);

    /** Windows: CVEs that are open (exposed or pending a reboot); empty where no answer is known. */
    Optional<Set<String>> openCves(String name);

    /** Windows: CVEs that stay undecided. */
    Optional<Set<String>> unknownCves(String name);

    /** Linux: ids of all advisories that apply, bugfixes and enhancements too. */
    Set<String> errata(String name);
}
