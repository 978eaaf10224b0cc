(ns jepsen.apexkv.options-test
  (:require [clojure.string :as str]
            [clojure.test :refer [deftest is testing]]
            [clojure.tools.cli :as cli]
            [jepsen.apexkv.options :as options]))

(defn- parse [& arguments]
  (cli/parse-opts arguments (into options/common options/one-workload)))

(deftest defaults-are-all-faults-and-registers
  (let [{:keys [options errors]} (parse)]
    (is (empty? errors))
    (is (= "register" (:workload options)))
    (is (= #{:partition :kill :pause :clock} (:nemesis options)))
    (is (= options/partitions (:partitions options)))
    (is (= "4n" (:concurrency options)))))

(deftest faults-are-named-one-by-one-or-all-or-none
  (is (= #{:kill :clock} (:nemesis (:options (parse "--nemesis" "kill,clock")))))
  (is (= #{} (:nemesis (:options (parse "--nemesis" "none")))))
  (is (= #{:partition :kill :pause :clock :host-clock} (:nemesis (:options (parse "--nemesis" "all,host-clock"))))))

(deftest whoever-asks-for-what-is-not-there-is-told-what-there-is
  (doseq [[expected & arguments] [["partition" "--nemesis" "earthquake"]
                                  ["one-way" "--partitions" "sideways"]
                                  ["list-append" "--workload" "bank"]
                                  ["positive" "--rate" "0"]
                                  ["positive" "--rate" "fast"]
                                  ["positive" "--keys" "-1"]
                                  [".tar.gz" "--archive" "apexkv.rpm"]
                                  ["retry-under-new-session" "--sin" "sloth"]]]
    (testing (str/join " " arguments)
      (let [{:keys [errors]} (apply parse arguments)]
        (is (= 1 (count errors)))
        (is (str/includes? (str (first errors)) expected))))))

(deftest an-archive-is-needed-and-local-hosts-have-one-clock
  (let [problems #(options/problems % #{"a.tar.gz"})]
    (is (empty? (problems {:archive "a.tar.gz", :nemesis #{:clock}, :local true})))
    (is (= 1 (count (problems {:nemesis #{}}))))
    (is (= 1 (count (problems {:archive "a.tar.gz", :nemesis #{:host-clock}, :local true}))))
    (is (empty? (problems {:archive "a.tar.gz", :nemesis #{:host-clock}})))
    (is (str/includes? (first (problems {:archive "b.tar.gz", :nemesis #{}})) "b.tar.gz") "there is no such file")
    (is (empty? (problems {:archive "https://example.org/b.tar.gz", :nemesis #{}})) "only the nodes can tell")))

(deftest archives-are-loaded-by-nodes-if-they-have-a-scheme
  (is (options/url? "https://example.org/apexkv.tar.gz"))
  (is (options/url? "file:///tmp/apexkv.tar.gz"))
  (is (not (options/url? "dist/apexkv.tar.gz"))))

(deftest a-quarter-of-the-clients-only-reads-however-often-they-crash
  (let [opts {:concurrency 20}]
    (is (= 5 (options/readers opts)))
    (is (= [true true false false] (map #(options/reader? opts {:process %}) [0 4 5 19])))
    (is (= [true true false] (map #(options/reader? opts {:process %}) [20 44 45])))
    (is (not (options/reader? opts {:process :nemesis})))))

(deftest a-test-is-named-by-what-it-does
  (is (= "apexkv counter kill,pause retry-under-new-session 36"
         (options/test-name {:workload "counter", :nemesis #{:pause :kill}, :sin :retry-under-new-session, :classes-first "/tmp/mutants/36"})))
  (is (= "apexkv set" (options/test-name {:workload "set", :nemesis #{}}))))
