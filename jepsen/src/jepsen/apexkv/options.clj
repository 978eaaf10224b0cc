(ns jepsen.apexkv.options
  "The options of the command line: names, defaults, and what is wrong with a value. Pure."
  (:require [clojure.string :as str]))

(def workloads
  "Names and what they find out."
  (sorted-map
    "register"    "independent registers: is every key linearizable?"
    "set"         "elements added to sets by compare-and-set: none lost, none twice, no read stale?"
    "counter"     "counters incremented by compare-and-set: is every increment there exactly once?"
    "unique-ids"  "ids drawn from a counter: is none given out twice?"
    "list-append" "appends to lists and reads of them: is the history strictly serializable?"))

(def faults
  "Kinds of faults, for --nemesis."
  #{:partition :kill :pause :clock :host-clock})

(def all-faults
  "What --nemesis all stands for. Not :host-clock, which steps the clock of whole machines."
  #{:partition :kill :pause :clock})

(def partitions
  "Shapes of partitions, for --partitions."
  #{:halves :one :one-way :bridge :ring :primaries})

(defn- keywords [text]
  (map keyword (remove str/blank? (str/split text #"[,\s]+"))))

(defn parse-faults
  "\"partition,kill\" as a set; \"all\" and \"none\" too."
  [text]
  (into #{} (mapcat #(case % :all all-faults, :none nil, [%])) (keywords text)))

(defn parse-partitions
  "\"halves,one-way\" as a set; \"all\" too."
  [text]
  (into #{} (mapcat #(if (= :all %) partitions [%])) (keywords text)))

(defn- known [allowed] #(and (set? %) (every? allowed %)))

(defn- names [coll] (str/join ", " (sort (map name coll))))

(defn- number [text]
  (try (Double/parseDouble text) (catch NumberFormatException _ nil)))

(defn- whole [text]
  (try (Long/parseLong text) (catch NumberFormatException _ nil)))

(defn- positive? [n] (boolean (and n (pos? n))))

(def common
  "What every command takes, for tools.cli, beside Jepsen's own options."
  [[nil "--archive PATH" "The release archive of ./apex dist: a file here, which is uploaded, or a URL that nodes load."
    :validate [#(re-find #"\.(tar\.gz|tgz|tar|zip)$" %) "Must end in .tar.gz, .tgz, .tar or .zip"]]
   [nil "--local" "Nodes are the hosts that local/up made on this machine, not hosts reached by ssh."
    :default false]
   [nil "--nemesis FAULTS" "Kinds of faults, separated by commas: partition, kill, pause, clock; all of these, or none; host-clock."
    :default all-faults :default-desc "all"
    :parse-fn parse-faults
    :validate [(known faults) (str "Must be all, none or some of " (names faults))]]
   [nil "--nemesis-interval SECONDS" "Mean time between two faults of a kind, and between a fault and its end."
    :default 8.0 :parse-fn number :validate [positive? "Must be a positive number"]]
   [nil "--partitions SHAPES" "Shapes of partitions: halves, one, one-way, bridge, ring, primaries; or all."
    :default partitions :default-desc "all"
    :parse-fn parse-partitions
    :validate [#(and (seq %) ((known partitions) %)) (str "Must be all or some of " (names partitions))]]
   [nil "--rate HZ" "Operations a second, of all clients together."
    :default 30.0 :parse-fn number :validate [positive? "Must be a positive number"]]
   [nil "--concurrency NUMBER" "How many clients; 4n is four for each node."
    :default "4n" :validate [(partial re-find #"^\d+n?$") "Must be an integer, optionally followed by n."]]
   [nil "--client-timeout MILLIS" "How long a client tries, with all its retries, before it gives up."
    :default 5000 :parse-fn whole :validate [positive? "Must be a positive whole number"]]
   [nil "--attempt-timeout MILLIS" "How long a client waits for one node before it asks another."
    :default 1500 :parse-fn whole :validate [positive? "Must be a positive whole number"]]
   [nil "--per-key-limit N" "Operations on one register, or appends to one list, about; then another one is begun."
    :default 120 :parse-fn whole :validate [positive? "Must be a positive whole number"]]
   [nil "--keys N" "How many counters, sets or lists there are at a time."
    :default 4 :parse-fn whole :validate [positive? "Must be a positive whole number"]]
   [nil "--election-timeout MILLIS" "Of the nodes."
    :default 300 :parse-fn whole :validate [positive? "Must be a positive whole number"]]
   [nil "--node-java-home DIR" "A Java 25 on the nodes; without it the launcher looks for one."]
   [nil "--classes-first DIR" "A folder of class files here that nodes load in front of ApexKV's own: a mutant, by ./apex mutants --emit."]
   [nil "--sin NAME" "retry-under-new-session: clients send what is UNKNOWN again under another session. The check has to convict them."
    :parse-fn keyword
    :validate [#{:retry-under-new-session} "The only sin is retry-under-new-session"]]])

(def one-workload
  "What `test` takes besides."
  [["-w" "--workload NAME" (str "What clients do: " (str/join ", " (keys workloads)) ".")
    :default "register"
    :validate [workloads (str "Must be one of " (str/join ", " (keys workloads)))]]])

(defn url?
  "Whether an archive is to be loaded by the nodes themselves."
  [archive]
  (boolean (re-find #"^(https?|file)://" archive)))

(defn problems
  "What is wrong with the options of a command taken together, as sentences. `file?` says whether there is a file of a name."
  [{:keys [archive local nemesis]} file?]
  (cond-> []
    (and archive (not (url? archive)) (not (file? archive)))
    (conj (str "--archive names no file: " archive "; ./apex dist makes one"))
    (nil? archive)
    (conj "--archive is missing: ./apex dist makes one")
    (and local (:host-clock nemesis))
    (conj "--nemesis host-clock steps the clock of whole machines; hosts made by local/up share one")))

(defn readers
  "How many clients only read. A client that never writes stays with the leader that answers it, though the others have found a newer one; so
  it is the one that would see a deposed leader's stale answers."
  [{:keys [concurrency]}]
  (quot concurrency 4))

(defn reader?
  "Whether an operation is one of a client that only reads. Processes come and go; each has its thread's number modulo the threads."
  [{:keys [concurrency] :as opts} {:keys [process]}]
  (and (integer? process) (< (mod process concurrency) (readers opts))))

(defn test-name
  "The name of a test, which is that of its folder in store."
  [{:keys [workload nemesis sin classes-first]}]
  (str/join " " (cond-> ["apexkv" workload]
                  (seq nemesis) (conj (str/join "," (sort (map name nemesis))))
                  sin           (conj (name sin))
                  classes-first (conj (last (str/split classes-first #"/"))))))
