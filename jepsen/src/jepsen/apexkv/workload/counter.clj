(ns jepsen.apexkv.workload.counter
  "Counters that are incremented by compare-and-set, as often as others come first: every increment that was acknowledged is there, and
  there once. An increment that was applied twice shows when a counter is above the sum of all that may have been added."
  (:require [jepsen [checker :as checker]
                    [generator :as gen]
                    [independent :as independent]]
            [jepsen.apexkv [client :as client]
                           [options :as options]
                           [store :as store]]
            [jepsen.apexkv.workload.finals :as finals]))

(defn- op [keys f value]
  (fn [_ _] {:type :invoke, :f f, :value (independent/tuple (rand-int keys) (value))}))

(defn final-reads
  "Each key is read until there is an answer."
  [keys]
  (finals/generator (fn [k] {:f :read, :value (independent/tuple k nil)}) keys))

(defn workload [{:keys [keys] :as opts}]
  (let [add  (op keys :add #(inc (rand-int 5)))
        read (op keys :read (constantly nil))]
    {:client          (client/client
                        (client/keyed "counter-" (fn [store k _ op] (store/counter-op store k 100 op))))
     :generator       (gen/reserve (options/readers opts) read (gen/mix [add add add read]))
     :final-generator (final-reads #(range keys))
     :key-of          client/key-of
     :checker         (independent/checker (checker/counter))}))
