import java.io.File;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Judges files by veraPDF: a line each with flavour, verdict, file and the clauses that failed. */
public class Judge {
  private static final String[] FLAVOURS = {"ua1", "3a"};

  public static void main(String[] files) {
    VeraGreenfieldFoundryProvider.initialise();
    for (String file : files) {
      for (String name : FLAVOURS) {
        System.out.println(name + "\t" + verdict(file, PDFAFlavour.byFlavourId(name)));
      }
    }
  }

  private static String verdict(String file, PDFAFlavour flavour) {
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
        PDFAValidator validator =
            Foundries.defaultInstance().createValidator(flavour, 1000, false, false, true)) {
      ValidationResult result = validator.validate(parser);
      TreeSet<String> failed = new TreeSet<>();
      for (TestAssertion one : result.getTestAssertions()) {
        if (one.getStatus() == TestAssertion.Status.FAILED) {
          failed.add(one.getRuleId().getClause() + " " + one.getMessage().replaceAll("\\s+", " "));
        }
      }
      return result.isCompliant() + "\t" + file + "\t" + String.join("; ", failed);
    } catch (Exception error) {
      return "false\t" + file + "\t" + error;
    }
  }
}
