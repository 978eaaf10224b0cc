(ns jepsen.apexkv.workload.list-append
  "Transactions of appends to lists and reads of them, of one key each (jepsen.apexkv.txn says why); Elle says whether there is an order of
  all of them, in real time, that explains what was read."
  (:require [jepsen.generator :as gen]
            [jepsen.apexkv [client :as client]
                           [options :as options]
                           [txn :as txn]]
            [jepsen.apexkv.workload.finals :as finals]
            [jepsen.tests.cycle.append :as append]))

(defn- suited
  "An operation with a transaction of one key, and one that only reads if its client does."
  [opts op]
  (let [op (update op :value txn/single-key)]
    (if (options/reader? opts op) (update op :value txn/reads-only) op)))

(defn workload [{:keys [keys per-key-limit] :as opts}]
  (let [test (append/test {:key-count          keys
                           :max-txn-length     4
                           :max-writes-per-key per-key-limit
                           :consistency-models [:strict-serializable]})
        [touched run] (finals/touched txn/key-of
                                      (fn [store _ op] (txn/txn-op (txn/->SingleKey store "list-" 100) op)))]
    (-> test
        (update :generator (partial gen/map (partial suited opts)))
        (assoc :client          (client/client run)
               :final-generator (finals/generator (fn [k] {:f :txn, :value [[:r k nil]]}) #(deref touched))
               :key-of          txn/key-of))))
