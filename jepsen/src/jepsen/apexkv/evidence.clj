(ns jepsen.apexkv.evidence
  "Did the faults of a run take effect? Pure: from the nemesis's operations and the lines that the nodes logged.

  A nemesis that does nothing makes every system look good. So a run with faults passes only if every kind that was asked for was seen to
  act, and if the nodes' logs tell of exactly the starts that the nemesis knows of."
  (:require [clojure.string :as str])
  (:import (java.time Instant)))

;; What nodes log

(defn log-facts
  "Of the lines of one node's log: how often it started and stopped by itself, its last boot counter, the terms in which it led, its errors,
  and the wall-clock times that it wrote, in ms."
  [lines]
  (let [json   (filter #(str/starts-with? % "{") lines)
        with   (fn [message] (filter #(str/includes? % (str "\"message\":\"" message "\"")) json))
        number (fn [field line] (some-> (re-find (re-pattern (str "\"" field "\":(\\d+)")) line) second parse-long))]
    {:starts       (count (with "node starts"))
     :stops        (count (with "node stopped"))
     :boot-counter (some->> (last (with "RECOVERED")) (number "bootCounter"))
     :led-terms    (vec (distinct (keep (partial number "term") (with "LEADER"))))
     :errors       (filterv #(str/includes? % "\"level\":\"ERROR\"") json)
     :wall-ms      (into [] (keep #(some-> (re-find #"\"@timestamp\":\"([^\"]+)\"" %) second Instant/parse .toEpochMilli)) json)}))

(def ^:private slack-ms
  "How far a host's clock may be off by itself, and for how long a node may write on while its log is fetched."
  5000)

(defn false-times
  "How many lines of a log bear a time when the test did not run. `between` is when Jepsen set the node up and when it fetched the log, by
  its own clock. Nothing counts if that is not known, or if the first line is false too: nothing was skewed then, so that the host's clock
  was wrong by itself."
  [wall-ms [begin end]]
  (let [false-time? (fn [ms] (not (<= (- begin slack-ms) ms (+ end slack-ms))))]
    (if (or (nil? begin) (nil? end) (empty? wall-ms) (false-time? (first wall-ms)))
      0
      (count (filter false-time? wall-ms)))))

;; What the nemesis did

(defn completions
  "The nemesis's completed operations. Its invocations are :info too; but it is one thread, so that they take turns."
  [nemesis-ops]
  (take-nth 2 (rest nemesis-ops)))

(defn- results
  "[node answer] for every completed operation of the nemesis with this f."
  [ops f]
  (for [op ops :when (and (= f (:f op)) (map? (:value op))), entry (:value op)] entry))

(defn- answered [ops f word]
  (filter (fn [[_ answer]] (and (vector? answer) (= word (first answer)))) (results ops f)))

(defn starts-by-node
  "How often each node was started: once before the test, and by the nemesis."
  [ops nodes]
  (merge-with + (zipmap nodes (repeat 1))
              (frequencies (map first (answered ops :start :started)))))

(defn own-deaths
  "Nodes, one for each time, that were found dead without having been killed."
  [ops]
  (:dead
   (reduce (fn [{:keys [down] :as found} [f [node [word]]]]
             (let [died (update found :dead conj node)]
               (case [f word]
                 [:kill :killed]   (update found :down conj node)
                 [:kill :none]     (if (down node) found (update died :down conj node))
                 [:start :started] (update (if (down node) found died) :down disj node)
                 found)))
           {:down #{}, :dead []}
           (for [op ops :when (and (#{:kill :start} (:f op)) (map? (:value op))), entry (:value op)]
             [(:f op) entry]))))

(defn- wrong-rates [ops]
  (filter (fn [[_ {:keys [measured rate]}]]
            (and measured rate (< 0.1 (abs (- rate 1.0))) (< (abs (- measured rate)) (* 0.25 rate))))
          (concat (results ops :skew-clock) (results ops :reset-clock))))

(defn- stepped
  "Clocks of machines that were at least 100 ms further from Jepsen's after a step than when they were first looked at."
  [ops]
  (let [offsets    (fn [op] (into {} (filter (comp number? val)) (:clock-offsets op)))
        first-seen (reduce #(merge (offsets %2) %1) {} ops)]
    (for [op ops :when (= :bump-clock (:f op))
          [node offset] (offsets op) :when (< 0.1 (abs (- offset (first-seen node))))]
      node)))

(defn effects
  "How often each kind of fault took effect."
  [ops facts]
  {:kill       {:processes-killed (count (answered ops :kill :killed))
                :restarts         (count (answered ops :start :started))}
   :pause      {:processes-paused  (count (answered ops :pause :paused))
                :processes-resumed (count (answered ops :resume :resumed))}
   :partition  (let [dropped (for [op ops :when (and (= :stop-partition (:f op)) (map? (:value op)))]
                               (reduce + (vals (:value op))))]
                 {:partitions      (count (filter pos? dropped))
                  :around-a-leader (count (filter #(and (= :start-partition (:f %)) (seq (:primaries %))) ops))
                  :dropped-packets (reduce + dropped)})
   :clock      {:clocks-set      (count (results ops :skew-clock))
                :rates-measured  (count (wrong-rates ops))
                :false-log-times (reduce + (map #(false-times (:wall-ms %) (:between %)) (vals facts)))}
   :host-clock {:clocks-stepped (count (stepped ops))}})

(def ^:private proof
  "What must be above zero for each kind of fault."
  {:kill       [:processes-killed]
   :pause      [:processes-paused]
   :partition  [:dropped-packets]
   :clock      [:rates-measured :false-log-times]
   :host-clock [:clocks-stepped]})

(defn idle
  "Kinds of faults that were asked for and did nothing that anybody saw."
  [faults effects]
  (into (sorted-set)
        (remove (fn [kind]
                  (let [measures (proof kind)]
                    (and measures (every? #(pos? (get-in effects [kind %])) measures)))))
        faults))

(defn miscounted
  "Nodes whose logs tell of another number of starts than the nemesis does, or of a clean end."
  [ops facts]
  (into (sorted-map)
        (for [[node n] (starts-by-node ops (keys facts))
              :let  [{:keys [starts stops boot-counter]} (facts node)]
              :when (or (not= n starts) (not= n boot-counter) (pos? stops))]
          [node {:expected-starts n, :starts-in-log starts, :boot-counter boot-counter, :clean-stops stops}])))

(defn verdict
  "Of a whole run. `ops` are the nemesis's completed operations, `facts` log-facts by node, with the times :between which it ran."
  [faults ops facts]
  (let [effects    (effects ops facts)
        idle       (idle faults effects)
        miscounted (miscounted ops facts)
        deaths     (own-deaths ops)
        errors     (into (sorted-map) (for [[node {:keys [errors]}] facts :when (seq errors)] [node (take 3 errors)]))]
    {:valid?     (and (empty? idle) (empty? miscounted) (empty? deaths) (empty? errors))
     :effects    effects
     :leaders    (count (distinct (mapcat :led-terms (vals facts))))
     :idle       idle
     :miscounted miscounted
     :own-deaths deaths
     :errors     errors}))
