package io.patchwave.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MembersProperties {
    @Provide
    Arbitrary<List<Software>> sets() {
        return AnySoftware.any().list().ofMaxSize(4);
    }

    /** A dictionary of texts, numbered as they come. */
    private static final class Dictionary {
        private final Map<String, Integer> ids = new HashMap<>();
        private final List<String> texts = new ArrayList<>(List.of(""));

        byte[] write(Software software) {
            SoftwareParts parts = SoftwareParts.of(software);
            List<int[]> members = new ArrayList<>();
            members.add(new int[] {id(parts.header())});
            parts.lists()
                    .forEach(
                            list -> members.add(list.stream().mapToInt(this::id).toArray()));
            return MembersForm.write(members.toArray(int[][]::new));
        }

        Software read(byte[] members) {
            int[][] ids = MembersForm.read(members);
            List<List<?>> lists = new ArrayList<>();
            for (int i = 1; i < ids.length; i++) {
                lists.add(Arrays.stream(ids[i]).mapToObj(this::item).toList());
            }
            return new SoftwareParts((Software) item(ids[0][0]), lists).whole();
        }

        private int id(Object item) {
            return ids.computeIfAbsent(ItemForm.write(item), text -> {
                texts.add(text);
                return texts.size() - 1;
            });
        }

        private Object item(int id) {
            return ItemForm.read(texts.get(id), text -> text);
        }
    }

    @Property(tries = 300)
    void any_software_comes_back_out_of_the_dictionary(@ForAll("sets") List<Software> sets) {
        Dictionary dictionary = new Dictionary();
        List<byte[]> written = sets.stream().map(dictionary::write).toList();
        for (int i = 0; i < sets.size(); i++) {
            assertThat(dictionary.read(written.get(i))).isEqualTo(AnySoftware.canonical(sets.get(i)));
            assertThat(written.get(i)[0]).isNotEqualTo((byte) 0x1f);
        }
    }

    @Property(tries = 300)
    void equal_software_has_equal_members_and_other_software_has_others(@ForAll("sets") List<Software> sets) {
        Dictionary dictionary = new Dictionary();
        for (Software one : sets) {
            for (Software other : sets) {
                assertThat(Arrays.equals(dictionary.write(one), dictionary.write(other)))
                        .isEqualTo(AnySoftware.canonical(one).equals(AnySoftware.canonical(other)));
            }
        }
    }

    @Property(tries = 300)
    void ids_of_any_size_come_back(@ForAll int[] first, @ForAll int[] second) {
        int[][] ids = {{7}, positive(first), positive(second)};
        assertThat(MembersForm.read(MembersForm.write(ids))).isDeepEqualTo(ids);
    }

    private static int[] positive(int[] numbers) {
        return Arrays.stream(numbers).map(number -> number & Integer.MAX_VALUE).toArray();
    }
}
