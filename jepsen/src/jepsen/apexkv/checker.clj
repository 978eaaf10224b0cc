(ns jepsen.apexkv.checker
  "Checks beside those that Jepsen brings."
  (:require [clojure.java.io :as io]
            [clojure.string :as str]
            [jepsen [checker :as checker]
                    [store :as store]]
            [jepsen.apexkv [evidence :as evidence]
                           [final-reads :as final-reads]
                           [hosts :as hosts]
                           [outcomes :as outcomes]]))

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

(defn understood
  "The store answered nothing that no client wrote."
  []
  (reify checker/Checker
    (check [_ _ history _]
      (let [corrupt (filterv outcomes/corrupt? history)]
        {:valid? (empty? corrupt), :count (count corrupt), :answers (take 8 corrupt)}))))

(defn final-reads
  "When the faults had ended, everything that clients wrote to could be read. `key-of` is the key of an operation."
  [key-of]
  (reify checker/Checker
    (check [_ _ history _]
      (let [unanswered (final-reads/unanswered key-of (filter #(integer? (:process %)) history))]
        {:valid? (empty? unanswered), :unanswered unanswered}))))

(defn- fetched
  "What was fetched or written down for a node; nil if nothing was."
  [test node name]
  (let [file (io/file (store/path test node name))]
    (when (.exists file) (slurp file))))

(defn- facts [test node]
  (assoc (evidence/log-facts (some-> (fetched test node "node.log") str/split-lines))
         :between (mapv #(some-> (fetched test node %) parse-long) [hosts/begin-file hosts/end-file])))

(defn faults
  "The faults that were asked for took effect, and nodes died of nothing else."
  []
  (reify checker/Checker
    (check [_ test history _]
      (let [ops   (evidence/completions (filter #(= :nemesis (:process %)) history))
            facts (into (sorted-map) (map (juxt identity (partial facts test))) (:nodes test))]
        (evidence/verdict (:nemesis-faults test) ops facts)))))
