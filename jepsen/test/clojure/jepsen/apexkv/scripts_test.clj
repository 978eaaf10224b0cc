(ns jepsen.apexkv.scripts-test
  "The scripts that run on nodes, run here on a process that calls itself a node."
  (:require [clojure.java.io :as io]
            [clojure.java.shell :as shell]
            [clojure.string :as str]
            [clojure.test :refer [deftest is use-fixtures]]
            [jepsen.apexkv.hosts :as hosts]
            [jepsen.apexkv.scripts :as scripts])
  (:import (java.nio.file Files Path)
           (java.util.concurrent TimeUnit)))

(def ^:private dir (.getAbsolutePath (io/file "target/scripts")))
(defn- here [text] (str/replace text hosts/directory dir))
(def ^:private pid-file (here hosts/pid-file))

(use-fixtures :each
  (fn [test]
    (if (= "Linux" (System/getProperty "os.name"))
      (do (.mkdirs (io/file dir "app/bin"))
          (doseq [file [pid-file (here hosts/log)]] (io/delete-file file true))
          (test))
      (is true "nodes are Linux hosts; this is not one"))))

(defn- run [script] (shell/sh "bash" "-c" (here script)))

(defn- said [script]
  (let [{:keys [exit out err]} (run script)]
    (when-not (zero? exit) (throw (ex-info err {})))
    (scripts/answer (last (str/split-lines out)))))

(defn- proc [process name]
  (Files/readString (Path/of "/proc" (into-array [(str (.pid process)) name]))))

(defn- command-line [process]
  (str/replace (proc process "cmdline") "\u0000" " "))

(defn- with-process
  "Calls (f process) with a process of that name, which the pid file names."
  [name f]
  (let [process (.start (ProcessBuilder. ["bash" "-c" "exec -a \"$0\" sleep 60" name]))]
    (try
      (while (and (.isAlive process) (not= (str name " 60 ") (command-line process)))
        (Thread/onSpinWait))
      (spit pid-file (.pid process))
      (f process)
      (finally (.destroyForcibly process)))))

(defn- alive? [process] (.isAlive process))

(defn- state [process]
  (subs (str/replace (proc process "stat") #"^.*\) " "") 0 1))

(deftest a-kill-kills
  (with-process "io.apexkv.node"
    (fn [process]
      (is (= [:killed (.pid process)] (said scripts/kill)))
      (is (.waitFor process 10 TimeUnit/SECONDS))
      (is (= [:none] (said scripts/kill)) "there is nobody left to kill"))))

(deftest a-pause-stops-and-a-resume-goes-on
  (with-process "io.apexkv.node"
    (fn [process]
      (is (= [:none] (said scripts/resume)) "it was not paused")
      (is (= [:paused (.pid process)] (said scripts/pause)))
      (is (= "T" (state process)))
      (is (= [:resumed (.pid process)] (said scripts/resume)))
      (is (not= "T" (state process)))
      (said scripts/pause)
      (is (= [:killed (.pid process)] (said scripts/kill)) "who is paused can be killed"))))

(deftest a-process-that-is-no-node-is-left-alone
  (with-process "somebody-else"
    (fn [process]
      (is (= [:none] (said scripts/kill)))
      (is (= [:none] (said scripts/pause)))
      (is (alive? process)))))

(defn- launcher!
  "In place of the release's launcher."
  [& lines]
  (let [file (io/file (here hosts/app) "bin/apex")]
    (spit file (str/join "\n" (cons "#!/usr/bin/env bash" lines)))
    (.setExecutable file true)))

(def ^:private start (scripts/start {"GREETING" "it's me"} ["node" "--id" 1]))

(deftest a-start-waits-until-the-node-has-recovered
  (launcher! "echo \"$GREETING $*\"" "echo '{\"message\":\"RECOVERED\"}'" "exec -a io.apexkv.node sleep 60")
  (try
    (let [[word pid] (said start)]
      (is (= :started word))
      (is (= (str pid) (str/trim (slurp pid-file))))
      (is (str/starts-with? (slurp (here hosts/log)) "it's me node --id 1\n"))
      (is (= [:killed pid] (said scripts/kill)))
      (is (= :started (first (said start))) "once more, though the log tells of a recovery already"))
    (finally (run scripts/kill))))

(deftest a-start-of-what-runs-starts-nothing
  (with-process "io.apexkv.node"
    (fn [process]
      (is (= [:running (.pid process)] (said start))))))

(deftest a-node-that-does-not-come-up-is-an-error
  (launcher! "echo 'the port is taken'" "exit 64")
  (let [{:keys [exit err]} (run start)]
    (is (= 1 exit))
    (is (str/includes? err "the port is taken"))))
