/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CoreNlpPeer whole|models FILE...: Stanford CoreNLP from raw text to names, on the articles given.
 *
 * Annotators as its documentation has them for names: tokens, sentences, parts of speech, lemmas,
 * names. `whole` is the pipeline as it comes, with the fine-grained rules and the time grammar;
 * `models` leaves both off, which is its fastest way to names. One thread, the serial collector (its time is
 * counted, it is work too). A round over a quarter of the articles warms the compiler up first.
 */
import edu.stanford.nlp.pipeline.CoreDocument;
import edu.stanford.nlp.pipeline.StanfordCoreNLP;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

public class CoreNlpPeer {
    private static double processorSeconds() {
        double seconds = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans())
            seconds += bean.getCollectionTime() / 1e3;
        return seconds;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> texts = new ArrayList<>();
        long words = 0;
        boolean whole = arguments[0].equals("whole");
        for (int i = 1; i < arguments.length; i++) {
            String path = arguments[i];
            String text = new String(Files.readAllBytes(Path.of(path)), StandardCharsets.UTF_8);
            texts.add(text);
            words += text.strip().split("\\s+").length;
        }
        Properties properties = new Properties();
        properties.setProperty("annotators", "tokenize,ssplit,pos,lemma,ner");
        properties.setProperty("ner.applyFineGrained", Boolean.toString(whole));
        properties.setProperty("ner.useSUTime", Boolean.toString(whole));
        properties.setProperty("threads", "1");
        StanfordCoreNLP pipeline = new StanfordCoreNLP(properties);
        for (int i = 0; i < texts.size(); i += 4)
            pipeline.annotate(new CoreDocument(texts.get(i)));
        double begin = processorSeconds();
        long names = 0;
        for (String text : texts) {
            CoreDocument document = new CoreDocument(text);
            pipeline.annotate(document);
            names += document.entityMentions().size();
        }
        System.out.printf("{\"words\": %d, \"articles\": %d, \"seconds\": %.3f, \"names\": %d}%n",
            words, texts.size(), processorSeconds() - begin, names);
    }
}
