package io.patchwave;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInAnyPackage;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.patchwave.platform.database.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.ext.web.Router;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.Entity;
import jakarta.persistence.Lob;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.Set;

/** The house rules of docs/contributing.md: what nothing enforces decays. */
@AnalyzeClasses(packages = "io.patchwave", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.patchwave";
    private static final Set<String> CLOCKS = Set.of("ClockProducer", "DatabaseClock");
    private static final Set<String> TIME_TYPES = Set.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime");

    static String feature(JavaClass c) {
        String rest =
                c.getPackageName().startsWith(ROOT + ".") ? c.getPackageName().substring(ROOT.length() + 1) : "";
        return rest.split("\\.", 2)[0];
    }

    @ArchTest
    static final ArchRule featuresFormNoCycle = slices().matching(ROOT + ".(*)..")
            .should()
            .beFreeOfCycles()
            .because("a knot of features can only be changed as a whole");

    @ArchTest
    static final ArchRule packagesFormNoCycle = slices().matching(ROOT + ".(**)")
            .should()
            .beFreeOfCycles()
            .because("sub-packages only look up to their feature");

    @ArchTest
    static final ArchRule featuresFollowTheDiagram = classes()
            .should(adhereToPlantUmlDiagram(
                    java.nio.file.Path.of("docs/modules.puml"), consideringOnlyDependenciesInAnyPackage(ROOT + "..")))
            .because("the drawing people read is the truth; a new arrow is an ADR");

    @ArchTest
    static final ArchRule subPackagesArePrivateToTheirFeature = noClasses()
            .should(new ArchCondition<JavaClass>("reach into a sub-package of another feature") {
                @Override
                public void check(JavaClass origin, ConditionEvents events) {
                    for (Dependency d : origin.getDirectDependenciesFromSelf()) {
                        JavaClass target = d.getTargetClass();
                        String f = feature(target);
                        if (!f.isEmpty()
                                && !f.equals(feature(origin))
                                && !f.equals("platform")
                                && !target.getPackageName().equals(ROOT + "." + f)) {
                            events.add(SimpleConditionEvent.satisfied(d, d.getDescription()));
                        }
                    }
                }
            })
            .because("a feature's own package is its door");

    @ArchTest
    static final ArchRule entitiesStayAtHome = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .should()
            .bePackagePrivate()
            .because("features exchange ids and views, never entities");

    @ArchTest
    static final ArchRule everyEndpointSaysWhoMayCallIt = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .should()
            .beAnnotatedWith(RolesAllowed.class)
            .orShould()
            .beAnnotatedWith(PermitAll.class)
            .because("deny unless allowed is a rule, not a habit");

    @ArchTest
    static final ArchRule transactionsBeginInServices = noClasses()
            .that()
            .areAnnotatedWith(Path.class)
            .should(new ArchCondition<JavaClass>("open a transaction") {
                @Override
                public void check(JavaClass resource, ConditionEvents events) {
                    boolean opens = resource.isAnnotatedWith(Transactional.class)
                            || resource.getMethods().stream().anyMatch(m -> m.isAnnotatedWith(Transactional.class))
                            || resource.getDirectDependenciesFromSelf().stream()
                                    .anyMatch(d -> d.getTargetClass().isEquivalentTo(QuarkusTransaction.class));
                    events.add(new SimpleConditionEvent(resource, opens, resource.getName() + " opens a transaction"));
                }
            })
            .because("the service owns the transaction; a resource reads the request, calls one method, answers");

    @ArchTest
    static final ArchRule resourcesHoldNoSql = noClasses()
            .that()
            .areAnnotatedWith(Path.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Sql.class)
            .because("hand-written SQL lives in repositories, where one test prepares it on both databases");

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .that(describe("are not the clock", c -> !CLOCKS.contains(c.getSimpleName())))
            .should()
            .callMethodWhere(readsTheMachinesTime())
            .orShould()
            .callConstructor(java.util.Date.class)
            .because("one clock decides, and it follows the database's (engineering, law 3)");

    @ArchTest
    static final ArchRule versionsAreComparedInPlainJava = noClasses()
            .that()
            .resideInAPackage(ROOT + ".version..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(ROOT + ".version..", "java..", "org.jspecify..")
            .because("orders of versions are pure functions that anyone can check");

    @ArchTest
    static final ArchRule noRawRoutes = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Router.class)
            .because("a raw route passes by roles, problems and OpenAPI");

    @ArchTest
    static final ArchRule noLargeObjects = fields().should()
            .notBeAnnotatedWith(Lob.class)
            .because("the two databases store @Lob in different ways; text and bytea they share")
            .allowEmptyShould(true);

    private static DescribedPredicate<JavaMethodCall> readsTheMachinesTime() {
        return describe("read the machine's time", call -> {
            String owner = call.getTargetOwner().getName();
            String name = call.getTarget().getName();
            return (TIME_TYPES.contains(owner) && name.equals("now"))
                    || (owner.equals("java.time.Clock") && name.startsWith("system"))
                    || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"));
        });
    }
}
