(ns jepsen.apexkv.workload.finals
  "The generator of final reads, which jepsen.apexkv.final-reads is about."
  (:require [jepsen.generator :as gen]
            [jepsen.apexkv.final-reads :as final-reads]))

(defn generator
  "Invokes what (op key) makes until it is ok, for one key after the other. Of one client: if all asked at once, Knossos would have to think
  about all of their orders. `keys` is asked when the first of them is due."
  [op keys]
  (gen/time-limit final-reads/seconds
                  (gen/on-threads #{0}
                                  (delay (mapv #(gen/until-ok (gen/repeat (assoc (op %) :type :invoke, :final? true)))
                                               (sort (keys)))))))

(defn touched
  "An atom of keys, and `run` that adds the key of each operation to it; for workloads that go on to ever new keys."
  [key-of run]
  (let [keys (atom #{})]
    [keys (fn [store test op]
            (swap! keys conj (key-of op))
            (run store test op))]))
