package io.patchwave;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInAnyPackage;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.Entity;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

@AnalyzeClasses(packages = "io.patchwave", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.patchwave";

    static String feature(JavaClass c) {
        String rest =
                c.getPackageName().startsWith(ROOT + ".") ? c.getPackageName().substring(ROOT.length() + 1) : "";
        return rest.split("\\.", 2)[0];
    }

    @ArchTest
    static final ArchRule featuresFormNoCycle =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule featuresFollowTheDiagram = classes()
            .should(adhereToPlantUmlDiagram(
                    java.nio.file.Path.of("docs/modules.puml"), consideringOnlyDependenciesInAnyPackage(ROOT + "..")));

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
            });

    @ArchTest
    static final ArchRule entitiesStayAtHome = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .should()
            .bePackagePrivate()
            .because("features exchange ids and views, never entities")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule everyEndpointSaysWhoMayCallIt = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .should()
            .beAnnotatedWith(RolesAllowed.class)
            .orShould()
            .beAnnotatedWith(PermitAll.class);

    @ArchTest
    static final ArchRule transactionsBeginInServices = methods()
            .that()
            .areAnnotatedWith(Transactional.class)
            .should()
            .beDeclaredInClassesThat()
            .areNotAnnotatedWith(Path.class)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .that(describe("are not the clock producer", c -> !c.getSimpleName().equals("ClockProducer")))
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule versionsAreComparedInPlainJava = noClasses()
            .that()
            .resideInAPackage(ROOT + ".version..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(ROOT + ".version..", "java..", "org.jspecify..")
            .allowEmptyShould(true);
}
