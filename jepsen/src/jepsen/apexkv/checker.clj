(ns jepsen.apexkv.checker
  "Checks beside those that Jepsen brings."
  (:require [clojure.java.io :as io]
            [clojure.string :as str]
            [jepsen [checker :as checker]
                    [store :as store]]
            [jepsen.apexkv.evidence :as evidence]))

(defn no-duplicates
  "No read of a set may hold an element twice. (jepsen.checker/set-full of 0.3.7 counts duplicates, but compares with < 1.)"
  []
  (reify checker/Checker
    (check [_ _ history _]
      (let [twice (into (sorted-map)
                        (for [op    history
                              :when (and (= :read (:f op)) (= :ok (:type op)))
                              [element n] (frequencies (:value op))
                              :when (< 1 n)]
                          [element n]))]
        {:valid?     (empty? twice)
         :count      (count twice)
         :duplicates (into (sorted-map) (take 32 twice))}))))

(defn- lines [test node]
  (let [file (io/file (store/path test node "node.log"))]
    (if (.exists file) (str/split-lines (slurp file)) [])))

(defn faults
  "The faults that were asked for took effect, and nodes died of nothing else."
  []
  (reify checker/Checker
    (check [_ test history _]
      (let [ops     (evidence/completions (filter #(= :nemesis (:process %)) history))
            facts   (into (sorted-map) (map (juxt identity #(evidence/log-facts (lines test %)))) (:nodes test))
            took-ms (quot (transduce (keep :time) max 0 history) 1000000)]
        (evidence/verdict (:nemesis-faults test) ops facts took-ms)))))
