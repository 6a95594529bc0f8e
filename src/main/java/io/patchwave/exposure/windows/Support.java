package io.patchwave.exposure.windows;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** When updates of a system began to need a licence (ESU). */
final class Support {
    private static final int SIX = Months.of(YearMonth.of(2020, 1));
    private static final int SERVER_2012 = Months.of(YearMonth.of(2023, 10));
    private static final int TEN = Months.of(YearMonth.of(2025, 10));

    private Support() {}

    /** The last month whose updates everybody gets; {@link Months#NEVER} where no licence is sold. */
    static int end(@Nullable WindowsProduct system) {
        if (system == null) {
            return Months.NEVER;
        }
        int build = system.release().build();
        if (build < 9000) {
            return system.name().startsWith("Windows Vista") ? Months.NEVER : SIX;
        }
        if (system.name().startsWith("Windows Server 2012")) {
            return SERVER_2012;
        }
        return build == 19045 ? TEN : Months.NEVER;
    }
}
