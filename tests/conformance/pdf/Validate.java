import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * veraPDF on the command line: PROFILE[,PROFILE] FILE... Prints each rule that a file breaks, and one line a profile at the end.
 * Exits 0 only where every file was read and breaks no rule of any profile.
 */
public class Validate {
    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        boolean sound = arguments.length > 1;
        for (String profile : arguments[0].split(",")) {
            int passed = 0;
            long checks = 0;
            for (int i = 1; i < arguments.length; i++) {
                long made = validate(profile, arguments[i]);
                passed += made > 0 ? 1 : 0;
                checks += Math.max(made, 0);
            }
            System.out.printf("   veraPDF %s: %d of %d pass, %d checks%n", profile, passed, arguments.length - 1, checks);
            sound &= passed == arguments.length - 1;
        }
        System.exit(sound ? 0 : 1);
    }

    /** How many checks a file passed; 0 where it fails one, cannot be read, or nothing was checked. */
    private static long validate(String profile, String file) {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(profile);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.isCompliant()) {
                return result.getTotalAssertions();
            }
            Map<String, String> broken = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + ", test " + assertion.getRuleId().getTestNumber();
                    broken.putIfAbsent(rule, assertion.getMessage() + " at " + assertion.getLocation().getContext());
                }
            }
            broken.forEach((rule, message) -> System.out.printf("veraPDF %s: %s%n  %s: %s%n", profile, file, rule, message));
        } catch (Exception problem) {
            System.out.printf("veraPDF %s: %s cannot be read: %s%n", profile, file, problem);
        }
        return 0;
    }
}
