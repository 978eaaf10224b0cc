(defproject io.apexkv/jepsen.apexkv "0.1.0-SNAPSHOT"
  :description "ApexKV under Jepsen"
  :url "https://jepsen.io"
  :license {:name "MIT", :url "https://opensource.org/license/mit"}
  ;; Runs on a JDK 25, as the Java client does. That is in the local Maven repository after
  ;; ./mvnw -Dfast -pl clients/java -am install
  :dependencies [[org.clojure/clojure "1.12.0"]
                 [jepsen "0.3.7"]
                 [io.apexkv/apexkv-client "0.1.0-SNAPSHOT"]]
  :source-paths ["src"]
  :resource-paths ["resources"]
  :test-paths ["test/clojure"]
  :main jepsen.apexkv.cli
  :jvm-opts ["-Xmx4g"
             "-Djava.awt.headless=true"
             "-XX:-OmitStackTraceInFastThrow"
             "--enable-native-access=ALL-UNNAMED"])
