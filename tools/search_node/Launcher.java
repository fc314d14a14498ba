import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/** One Elasticsearch node on loopback: `Launcher HOME DATA PORT`, until it is told to stop. */
public final class Launcher {
    public static void main(String[] words) throws Exception {
        Path home = Path.of(words[0]);
        Path data = Path.of(words[1]);
        System.setProperty("es.logs.base_path", data.toString());
        System.setProperty("es.logs.cluster_name", "ecabinet");
        System.setProperty("es.path.home", home.toString());
        LogConfigurator.configureESLogging();
        Settings settings = Settings.builder()
            .put("path.home", home)
            .put("path.data", data.resolve("data"))
            .put("path.logs", data)
            .put("cluster.name", "ecabinet")
            .put("node.name", "one")
            .put("discovery.type", "single-node")
            .put("network.host", "127.0.0.1")
            .put("http.port", words[2])
            .put("transport.port", "0")
            .put("http.type", "netty4")
            .put("transport.type", "netty4")
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            // As a cluster of the house would: an index nobody made is a mistake, never made by a write.
            .put("action.auto_create_index", false)
            .build();
        // Not by modules: the server's jars are on the class path here, without its module descriptors.
        PluginsLoader plugins = PluginsLoader.createPluginsLoader(
            PluginsLoader.loadModulesBundles(home.resolve("modules")), Set.of(), Map.of(), false);
        Node node = new Node(new Environment(settings, home.resolve("config")), plugins);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (java.io.IOException error) {
                System.err.println("not closed: " + error);
            }
            stopped.countDown();
        }));
        node.start();
        System.out.println("started");
        stopped.await();
    }
}
