(ns jepsen.apexkv.hosts-test
  (:require [clojure.java.io :as io]
            [clojure.string :as str]
            [clojure.test :refer [deftest is]]
            [jepsen.apexkv.hosts :as hosts]
            [jepsen.apexkv.scripts :as scripts]))

(def ^:private addresses ["10.0.0.1" "10.0.0.2" "10.0.0.3"])

(deftest local-hosts-are-those-of-the-shell-scripts
  (let [shell (slurp (io/file "local/hosts.sh"))]
    (is (str/includes? shell (str "network=" hosts/network " ")))
    (is (str/includes? shell (str "state=" hosts/state " ")))
    (is (str/includes? (slurp (io/file "local/up")) hosts/directory)))
  (is (= (str hosts/network ".3") (hosts/local-address "n3")))
  (is (nil? (hosts/local-address "n6")))
  (is (nil? (hosts/local-address "db1"))))

(deftest nodes-know-each-other-by-number
  (is (= 2 (hosts/node-id ["a" "b" "c"] "b")))
  (is (= "10.0.0.1:7001:1,10.0.0.2:7001:2,10.0.0.3:7001:3" (hosts/peers addresses))))

(deftest a-client-begins-with-its-own-node
  (is (= "10.0.0.2:7001,10.0.0.1:7001,10.0.0.3:7001" (hosts/seeds "10.0.0.2" addresses))))

(deftest a-node-gets-what-was-asked-for
  (is (= #{"APEX_JAVA_OPTS"} (set (keys (hosts/node-environment {})))))
  (is (= #{"APEX_JAVA_OPTS" "JAVA_HOME" "APEX_CLASSES_FIRST" "LD_PRELOAD" "APEXKV_SKEW_FILE"}
         (set (keys (hosts/node-environment {:java-home "/jdk", :classes-first? true, :clock? true})))))
  (is (= ["--election-timeout" 400]
         (take-last 2 (hosts/node-arguments {:id 1, :addresses addresses, :election-timeout 400})))))

(deftest words-reach-a-command-through-two-shells
  (is (= "'a b'" (scripts/quoted "a b")))
  (is (= "'it'\\''s $HOME'" (scripts/quoted "it's $HOME")))
  (is (str/includes? (scripts/start {"X" "a b"} ["node" "--id" 1]) "env X='a b' /opt/apexkv/app/bin/apex 'node' '--id' '1'")))

(deftest what-a-script-said-is-a-word-and-a-process
  (is (= [:killed 17] (scripts/answer "killed 17\n")))
  (is (= [:none] (scripts/answer "none"))))
