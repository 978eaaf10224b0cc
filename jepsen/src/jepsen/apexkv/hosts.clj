(ns jepsen.apexkv.hosts
  "Addresses of nodes, and the words of command lines that nodes are started with. Pure.

  What is said here of local hosts is what local/hosts.sh says."
  (:require [clojure.string :as str]))

(def network "The network of the hosts that local/up makes." "10.173.11")
(def state "Where they have their disks." "/var/lib/apexkv-jepsen")

(def port "Of every node, for clients and for the other nodes." 7001)
(def directory "Of ApexKV on every node." "/opt/apexkv")
(def app        "The release, unpacked."           (str directory "/app"))
(def data       "The node's data directory."       (str directory "/data"))
(def log        "What the node logs, in all its lives." (str directory "/node.log"))
(def pid-file   "The node's process."              (str directory "/node.pid"))
(def classes    "Classes in front of the release's." (str directory "/classes-first"))
(def skew-file  "How wrong the process's clocks are." (str directory "/clock"))
(def skew-tool  "The program that says so."        (str directory "/skew"))
(def skew-library "What makes them wrong."         (str directory "/skew.so"))

(def begin-file "Beside a node's fetched log: when its set-up began, in ms." "began-ms")
(def end-file   "And when its log was fetched." "fetched-ms")

(defn local-address
  "The address of a host n1, n2, ... made by local/up; nil if it made no such host."
  [node]
  (when-let [[_ number] (re-matches #"n([1-5])" node)]
    (str network "." number)))

(defn local-command
  "Command line that runs a shell command in a local host whose first process is known."
  [pid command]
  ["nsenter" "--target" (str pid) "--all" "--"
   "env" (str "PATH=" state "/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin") "LC_ALL=C.UTF-8"
   "bash" "-c" command])

(defn node-id
  "The number of a node in its cluster: its place among the nodes, from 1."
  [nodes node]
  (inc (.indexOf ^java.util.List (vec nodes) node)))

(defn peers
  "--peers for the nodes with these addresses, in order."
  [addresses]
  (str/join "," (map-indexed (fn [i address] (str address ":" port ":" (inc i))) addresses)))

(defn seeds
  "The seeds of the client of one node: that node first, for clients that ask in order."
  [address addresses]
  (str/join "," (map #(str % ":" port) (cons address (remove #{address} addresses)))))

(defn node-arguments
  "Arguments of `apex node`."
  [{:keys [id addresses election-timeout]}]
  ["node" "--id" id "--port" port "--bind" "0.0.0.0" "--data-dir" data "--peers" (peers addresses)
   "--memory" "256m" "--segment-bytes" "16m" "--tail-bytes" "16m" "--election-timeout" election-timeout])

(defn node-environment
  "Environment of a node's process. The library that skews clocks is loaded always; it does nothing until it is told to."
  [{:keys [java-home classes-first? clock?]}]
  (cond-> {"APEX_JAVA_OPTS" "-Xms128m -Xmx128m"}
    java-home      (assoc "JAVA_HOME" java-home)
    classes-first? (assoc "APEX_CLASSES_FIRST" classes)
    clock?         (assoc "LD_PRELOAD" skew-library, "APEXKV_SKEW_FILE" skew-file)))
