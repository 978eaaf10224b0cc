(ns jepsen.apexkv.workload.register
  "Independent registers, read, written and compared-and-set; Knossos says of each whether it is linearizable."
  (:require [jepsen.apexkv [client :as client]
                           [store :as store]]
            [jepsen.apexkv.workload [counter :as counter]
                                    [finals :as finals]]
            [jepsen.tests.linearizable-register :as register]))

(defn workload [{:keys [nodes per-key-limit]}]
  (let [[keys run] (finals/touched client/key-of
                                   (client/keyed "register-" (fn [store k _ op] (store/register-op store k op))))]
    (assoc (register/test {:nodes nodes, :per-key-limit per-key-limit, :process-limit 40})
           :client          (client/client run)
           :final-generator (counter/final-reads #(deref keys))
           :key-of          client/key-of)))
