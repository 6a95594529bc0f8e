package io.patchwave.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** A guard for tests: holds whatever names an advisory that begins with {@code HOLD-}; everything else goes on. */
@ApplicationScoped
public class HoldingGuard implements ImportGuard {
    @Override
    public Decision judge(Difference difference) {
        boolean hold = difference.created().stream().anyMatch(id -> id.startsWith("HOLD-"));
        return hold ? new Decision(true, new Effect(4, 3, 3, 0), "It concerns 3 of 4 hosts.", List.of()) : Decision.GO;
    }
}
