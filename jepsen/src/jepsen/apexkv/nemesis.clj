(ns jepsen.apexkv.nemesis
  "Faults: partitions of several shapes, kills, pauses, clocks; each alone or all together. Every operation's completion says what really
  happened on each node, for jepsen.apexkv.evidence."
  (:require [jepsen [control :as c]
                    [generator :as gen]
                    [nemesis :as nemesis]
                    [net :as net]
                    [util :as util]]
            [jepsen.apexkv [clocks :as clocks]
                           [db :as apex-db]
                           [grudges :as grudges]
                           [hosts :as hosts]
                           [scripts :as scripts]]
            [jepsen.db :as db]
            [jepsen.nemesis.combined :as combined]))

(defn- flip-flop
  "A fault and its end by turns, each after about `interval` seconds."
  [interval fault end]
  (gen/stagger interval (gen/flip-flop fault (gen/repeat end))))

;; Partitions

(defn- dropped
  "Packets that each node has dropped since the partition began."
  [test]
  (c/on-nodes test (fn [_ _] (parse-long (c/su (c/exec :bash :-c scripts/dropped-packets))))))

(defrecord Partitioner [db]
  nemesis/Reflection
  (fs [_] #{:start-partition :stop-partition})

  nemesis/Nemesis
  (setup! [this test] (net/heal! (:net test) test) this)
  (invoke! [_ test {:keys [f value] :as op}]
    (case f
      :start-partition (let [primaries (when (= :primaries value) (db/primaries db test))
                             grudge    (grudges/grudge value (shuffle (:nodes test)) primaries)]
                         (net/drop-all! test grudge)
                         ;; Who was found to lead: if nobody was, the shape falls back to any node.
                         (assoc op :value [value grudge] :primaries (vec primaries)))
      :stop-partition  (let [packets (dropped test)]
                         (net/heal! (:net test) test)
                         (assoc op :value packets))))
  (teardown! [_ test] (net/heal! (:net test) test)))

(defn- partition-package [{:keys [db nemesis-interval partitions]}]
  (let [shapes (vec partitions)
        heal   {:type :info, :f :stop-partition, :value nil}]
    {:nemesis         (->Partitioner db)
     :generator       (flip-flop nemesis-interval
                                 (fn [_ _] {:type :info, :f :start-partition, :value (rand-nth shapes)})
                                 heal)
     :final-generator heal
     :perf            #{{:name "partition", :start #{:start-partition}, :stop #{:stop-partition}, :color "#E9DCA0"}}}))

;; Clocks of the nodes' processes

(defrecord Clocks [seen]
  nemesis/Reflection
  (fs [_] #{:skew-clock :reset-clock})

  nemesis/Nemesis
  (setup! [this _] this)
  (invoke! [_ test {:keys [value] :as op}]
    (assoc op :value
           (c/on-nodes test (keys value)
                       (fn [test node]
                         (let [clock                   (value node)
                               now                     (apex-db/describe test node)
                               {:keys [rate described]} (get @seen node)]
                           (c/su (c/exec hosts/skew-tool (clocks/arguments hosts/skew-file clock)))
                           (swap! seen assoc node {:rate (:rate clock), :described (apex-db/describe test node)})
                           ;; The rate that was in force until now, and what it looked like.
                           {:set clock, :rate rate, :measured (clocks/measured described now)})))))
  (teardown! [_ test]
    (c/with-test-nodes test
      (c/su (c/exec hosts/skew-tool hosts/skew-file :reset)))))

(defn- clock-package [{:keys [nemesis-interval]}]
  (let [reset (fn [test _] {:type :info, :f :reset-clock, :value (zipmap (:nodes test) (repeat clocks/true-clock))})]
    {:nemesis         (->Clocks (atom {}))
     :generator       (flip-flop nemesis-interval
                                 (fn [test _]
                                   {:type :info, :f :skew-clock
                                    :value (zipmap (util/random-nonempty-subset (:nodes test)) (repeatedly #(clocks/skew rand)))})
                                 reset)
     :final-generator (gen/once reset)
     :perf            #{{:name "clock", :start #{:skew-clock}, :stop #{:reset-clock}, :color "#A0E9E3"}}}))

;; Processes, and the clocks of whole machines: Jepsen's own

(defn- process-packages [{:keys [db nemesis-interval nemesis-faults]}]
  (for [fault [:kill :pause] :when (nemesis-faults fault)]
    (combined/db-package {:db       db
                          :faults   #{fault}
                          :interval nemesis-interval
                          :kill     {:targets [:one :minority :majority :primaries :all]}
                          :pause    {:targets [:one :minority :majority :primaries]}})))

(defn- one-db-nemesis
  "Kills and pauses come in packages of their own, so that neither waits for the other, but there is one nemesis for both."
  [packages]
  (map-indexed (fn [i package] (if (zero? i) package (dissoc package :nemesis))) packages))

(defn- host-clock-package [{:keys [db nemesis-interval nemesis-faults]}]
  (combined/clock-package {:db db, :interval nemesis-interval, :faults (if (:host-clock nemesis-faults) #{:clock} #{})}))

(defn package
  "The nemesis, generator, final generator and shades for plots of the faults that were asked for."
  [{:keys [nemesis-faults] :as opts}]
  (combined/compose-packages
    (concat (when (:partition nemesis-faults) [(partition-package opts)])
            (one-db-nemesis (process-packages opts))
            (when (:clock nemesis-faults) [(clock-package opts)])
            (when (:host-clock nemesis-faults) [(host-clock-package opts)]))))
