(ns jepsen.apexkv.local
  "Control of the hosts that local/up makes of this machine, where Jepsen would use ssh."
  (:require [clojure.java.io :as io]
            [clojure.java.shell :as shell]
            [clojure.string :as str]
            [jepsen.apexkv.hosts :as hosts]
            [jepsen.control.core :as core]))

(defn- first-process
  "The process that a host lives in."
  [node]
  (let [file (io/file hosts/state node "pid")]
    (when-not (.exists file)
      (throw (ex-info (str "There is no host " node " on this machine: jepsen/local/up makes n1 to n5.") {:node node})))
    (str/trim (slurp file))))

(defn- run
  "What became of a shell command in a host."
  [pid command & options]
  (apply shell/sh (concat (hosts/local-command pid command) options)))

(defn- must [{:keys [exit err]} what]
  (when-not (zero? exit)
    (throw (ex-info (str what " failed: " err) {:exit exit}))))

(defrecord LocalHost [pid]
  core/Remote
  (connect [this {:keys [host]}] (assoc this :pid (first-process host)))

  (disconnect! [this] (assoc this :pid nil))

  (execute! [_ _ {:keys [cmd in]}]
    (if in
      (run pid cmd :in in)
      (run pid cmd)))

  (upload! [_ _ local-paths remote-path _]
    (doseq [path (flatten [local-paths])
            :let [file (io/file path)
                  to   (core/escape remote-path)]]
      (must (run pid (str "if [ -d " to " ]; then cat >" to "/" (core/escape (.getName file)) "; else cat >" to "; fi") :in file)
            (str "upload of " path))))

  (download! [_ _ remote-paths local-path _]
    (doseq [path (flatten [remote-paths])
            :let [{:keys [out] :as result} (run pid (str "cat " (core/escape path)) :out-enc :bytes)
                  to (io/file local-path)]]
      (must result (str "download of " path))
      (io/copy out (if (.isDirectory to) (io/file to (.getName (io/file path))) to)))))

(def remote "A jepsen.control.core/Remote." (->LocalHost nil))
