import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.Version;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;

/** A node of OpenSearch with the modules that the archive needs: java -cp "jars/*:." TestNode HOME. */
public class TestNode extends Node {

    /** What each module is called: in 2.x, and from 3.0 on. */
    private static final List<List<String>> MODULES = List.of(
        List.of("org.opensearch.transport.Netty4Plugin", "org.opensearch.transport.Netty4ModulePlugin"),
        List.of("org.opensearch.analysis.common.CommonAnalysisPlugin", "org.opensearch.analysis.common.CommonAnalysisModulePlugin"),
        List.of("org.opensearch.painless.PainlessPlugin", "org.opensearch.painless.PainlessModulePlugin"));

    @SuppressWarnings({"unchecked", "rawtypes"})
    private TestNode(Environment environment, Collection modules) {
        super(environment, modules, true);
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
            Settings.builder().put("path.home", home.toString()).build(), Map.of(), home.resolve("config"), () -> "node");
        LogConfigurator.configure(environment);
        TestNode node = new TestNode(environment, modules());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (Exception error) {
                error.printStackTrace();
            }
        }));
        try {
            node.start();
        } catch (Exception error) {
            error.printStackTrace();
            Runtime.getRuntime().halt(1); // threads that it has begun would keep the process alive, and no node
        }
        new CountDownLatch(1).await(); // its own threads keep nothing alive
    }

    /** 2.x takes the classes of modules, 3.x a description of each. */
    private static List<Object> modules() throws Exception {
        List<Object> modules = new ArrayList<>();
        for (List<String> names : MODULES) {
            Class<?> found = null;
            for (String name : names) {
                try {
                    found = Class.forName(name);
                } catch (ClassNotFoundException error) {
                    continue;
                }
            }
            modules.add(Version.CURRENT.major < 3 ? found : described(found));
        }
        return modules;
    }

    private static Object described(Class<?> module) throws Exception {
        Constructor<PluginInfo> constructor = PluginInfo.class.getConstructor(
            String.class, String.class, String.class, Version.class, String.class, String.class, List.class, boolean.class);
        return constructor.newInstance(
            module.getSimpleName(), "a module of the tests", "1", Version.CURRENT, "21", module.getName(), List.of(), false);
    }
}
