(ns jepsen.apexkv.db
  "ApexKV on nodes: installs the release archive, formats, starts, kills, pauses, wipes, collects logs."
  (:require [clojure.java.io :as io]
            [clojure.string :as str]
            [clojure.tools.logging :refer [info]]
            [jepsen [control :as c]
                    [db :as db]
                    [store :as store]
                    [util :as util]]
            [jepsen.apexkv [apex-store :as apex-store]
                           [client :as client]
                           [hosts :as hosts]
                           [options :as options]
                           [scripts :as scripts]]
            [jepsen.control.util :as cu])
  (:import (java.io File)))

(def cluster-id "5eed")

(defn- script!
  "Runs a script on the current node, as root: what it said in its last line."
  [script]
  (scripts/answer (last (str/split-lines (c/su (c/exec :bash :-c script))))))

(defn- note-time!
  "Writes down what this machine's clock says, for jepsen.apexkv.evidence: nodes' clocks may be false by then."
  [test node file]
  (spit (store/path! test node file) (System/currentTimeMillis)))

(defn- install!
  "Unpacks the archive; a file of this machine is uploaded."
  [{:keys [archive]}]
  (if (options/url? archive)
    (cu/install-archive! archive hosts/app)
    (let [remote (str "/tmp/" (.getName (io/file archive)))]
      (c/upload archive remote)
      (cu/install-archive! (str "file://" remote) hosts/app)
      (c/exec :rm :-f remote))))

(defn- upload-classes!
  "A folder of class files, which goes in front of the release's."
  [dir]
  (let [root (.toPath (io/file dir))]
    (doseq [^File file (file-seq (io/file dir)) :when (.isFile file)
            :let [remote (str hosts/classes "/" (.relativize root (.toPath file)))]]
      (c/exec :mkdir :-p (.getParent (io/file remote)))
      (c/upload (.getPath file) remote))))

(defn- install-clocks!
  "Compiles, with the node's own compiler, what the clock faults need."
  []
  (let [source (str hosts/directory "/skew.c")]
    (c/upload-resource! "jepsen/apexkv/skew.c" source)
    (c/exec :gcc :-O2 :-shared :-fPIC :-o hosts/skew-library source :-ldl)
    (c/exec :gcc :-O2 :-DTOOL :-o hosts/skew-tool source)
    (c/exec :rm :-f hosts/skew-file)))

(defn- format!
  "The node's data directory."
  [{:keys [node-java-home]} id]
  (c/exec (c/env (when node-java-home {:JAVA_HOME node-java-home}))
          (str hosts/app "/bin/apex") :format :--cluster cluster-id :--id id hosts/data))

(defn- start-node!
  "[:started pid] or [:running pid]"
  [{:keys [nodes classes-first node-java-home nemesis-faults election-timeout] :as test} node]
  (script! (scripts/start (hosts/node-environment {:java-home      node-java-home
                                                   :classes-first? (some? classes-first)
                                                   :clock?         (contains? nemesis-faults :clock)})
                          (hosts/node-arguments {:id               (hosts/node-id nodes node)
                                                 :addresses        (map (partial client/address test) nodes)
                                                 :election-timeout election-timeout}))))

(defn describe
  "What a node says of itself; nil if it says nothing."
  [test node]
  (apex-store/describe (str (client/address test node) ":" hosts/port) 700))

(defrecord ApexDb []
  db/DB
  (setup! [_ test node]
    (note-time! test node hosts/begin-file)
    (c/su
      (info "installing" (:archive test))
      (c/exec :mkdir :-p hosts/directory)
      (install! test)
      (when-let [dir (:classes-first test)] (upload-classes! dir))
      (when (contains? (:nemesis-faults test) :clock) (install-clocks!))
      (format! test (hosts/node-id (:nodes test) node))
      (start-node! test node)
      (util/await-fn #(when-not (:follows? (describe test node))
                        (throw (ex-info (str "node " node " knows no leader yet") {})))
                     {:log-message "waiting for a leader", :retry-interval 200, :log-interval 10000, :timeout 120000})))

  (teardown! [_ _ _]
    (script! scripts/kill)
    ;; What is in the directory, not the directory: on a local host it is a mount.
    (c/su (c/exec :mkdir :-p hosts/directory)
          (c/exec :find hosts/directory :-mindepth 1 :-delete)))

  db/Kill
  (start! [_ test node] (start-node! test node))
  (kill! [_ _ _] (script! scripts/kill))

  db/Pause
  (pause! [_ _ _] (script! scripts/pause))
  (resume! [_ _ _] (script! scripts/resume))

  db/Primary
  (setup-primary! [_ _ _])
  (primaries [_ test]
    (->> (:nodes test)
         (util/real-pmap (fn [node] (when (:leads? (describe test node)) node)))
         (remove nil?)))

  db/LogFiles
  (log-files [_ test node]
    (note-time! test node hosts/end-file)
    {hosts/log "node.log"}))
